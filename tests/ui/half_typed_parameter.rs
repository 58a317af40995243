use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    fn load(&self, key: ) -> Vec<u8> {
        Vec::new()
    }

    #[event_async]
    fn find(&self, #[out] match: &mut u8, #[cancel] cancel: , key: u8) {}

    #[event_async]
    fn take(&self, _key: u8, #[out]) {}

    #[event_async]
    fn save(&self, key: &str) -> bool {
        key.is_empty()
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store.load_completed().subscribe(|_, e| drop(e.result().cloned()));
    store.save_completed().subscribe(|_, e| drop(e.result().copied()));
    let _ = (store.load_async(1), store.save_async("key"));
}
