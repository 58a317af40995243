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

    #[event_async(completed_args = LoadCompletedEventArgs)]
    fn count(&self) -> usize {
        0
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .count_completed()
        .subscribe(|_, e| drop(e.bytes().cloned()));
    let _ = (store.load_async(), store.count_async());
}
