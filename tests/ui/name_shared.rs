use std::sync::Arc;

use eap_runtime::{CancellationToken, Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    fn load(&self) -> u8 {
        1
    }

    #[event_async]
    fn load_(&self) -> u8 {
        2
    }

    #[event_async]
    fn cancel(&self, #[cancel] cancel: &CancellationToken) {
        let _ = cancel;
    }

    #[event_async]
    fn stop(&self, #[cancel] cancel: &CancellationToken) {
        let _ = cancel;
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| drop(e.result().copied()));
    let _ = (store.load_async(), store.load__async(), store.stop_async());
    store.cancel_async();
}
