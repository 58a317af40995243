use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    fn load(&self) -> Vec<u8>

    #[event_async]
    fn save(&self, key: &str) -> bool {
        key.is_empty()
    }

    fn is_there(&self) -> bool {
        true
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store.load_completed().subscribe(|_, e| drop(e.result().cloned()));
    store.save_completed().subscribe(|_, e| drop(e.result().copied()));
    let _ = (store.load_async(), store.save_async("key"), store.is_there());
}
