use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    fn load(&self) -> u64 {
        1
    }

    #[event_async(completed_args = LoadCompletedEventHandler)]
    fn reload(&self) -> u64 {
        2
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .reload_completed()
        .subscribe(|_, e| drop(e.result().copied()));
    let _ = store.reload_async();
}
