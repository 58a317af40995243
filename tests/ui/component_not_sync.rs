use std::cell::Cell;
use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
    version: Cell<u64>,
}

#[event_async]
impl Store {
    #[event_async]
    fn load(&self) -> u64 {
        self.version.get()
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| drop(e.result().copied()));
    let _ = store.load_async();
}
