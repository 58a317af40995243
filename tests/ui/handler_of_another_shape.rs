use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async(result = bytes)]
    fn load(&self) -> Vec<u8> {
        Vec::new()
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store.load_completed().subscribe(|e| drop(e));
    store
        .load_completed()
        .subscribe(|_, e: Vec<u8>| drop(e.len()));
    store.load_completed().subscribe_local(|| {});
}
