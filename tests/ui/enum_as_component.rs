use std::sync::Arc;

use eap_runtime::{Events, event_async};

enum Store {
    Empty(Events<Self>),
}

#[event_async]
impl Store {
    #[event_async]
    fn load(&self) -> usize {
        0
    }
}

fn main() {
    let store = Arc::new(Store::Empty(Events::new()));
    store
        .load_completed()
        .subscribe(|_, e| drop(e.result().copied()));
    let _ = store.load_async();
}
