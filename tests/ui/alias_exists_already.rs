use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

type LoadCompletedEventHandler = fn(&[u8]);

#[event_async]
impl Store {
    #[event_async(result = bytes)]
    fn load(&self) -> Vec<u8> {
        Vec::new()
    }
}

fn main() {
    let handler: LoadCompletedEventHandler = |_| {};
    handler(&[]);
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| drop(e.bytes().cloned()));
    let _ = store.load_async();
}
