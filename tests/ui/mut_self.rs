use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
    version: u64,
}

#[event_async]
impl Store {
    #[event_async]
    fn load(&mut self, key: &str) -> Vec<u8> {
        self.version += 1;
        key.into()
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| println!("{}", e.cancelled()));
    let _ = store.load_async("key");
}
