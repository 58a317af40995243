use std::sync::Arc;

use eap_runtime::{Events, event_async};

struct Version(u64);

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async(begin_end, future)]
impl Store {
    #[event_async(fallible)]
    fn update(&self, by: u64) -> Version {
        Version(by)
    }
}

fn main() {
    let store = Arc::new(Store::default());
    let _ = store.update(1).0;
    let _ = store.update_async(1);
}
