use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store(Events<Self>, Vec<u8>);

#[event_async]
impl Store {
    #[event_async]
    fn load(&self) -> usize {
        self.1.len()
    }
}

#[derive(Default)]
struct Cache;

#[event_async]
impl Cache {
    #[event_async]
    fn find(&self) -> usize {
        0
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| drop(e.result().copied()));
    let _ = store.load_async();
    let _ = Arc::new(Cache::default()).find_async();
}
