use std::sync::Arc;

use eap_runtime::{Events, event_async};

struct Version(u64);

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    fn load(&self, key: &str, #[out] version: &mut Version) -> Vec<u8> {
        *version = Version(1);
        key.into()
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| drop(e.version().map(|version| version.0)));
    let _ = store.load_async("key");
}
