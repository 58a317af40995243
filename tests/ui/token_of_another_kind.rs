use std::sync::Arc;

use eap_runtime::{Events, event_async};

mod other {
    pub struct CancellationToken;

    pub struct Progress<P>(pub P);
}

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    fn load(&self, key: &str, #[cancel] cancel: &other::CancellationToken) -> usize {
        let _ = cancel;
        key.len()
    }

    #[event_async]
    fn save(&self, key: &str, #[progress] progress: other::Progress<u8>) -> usize {
        let _ = progress.0;
        key.len()
    }
}

fn main() {
    let _ = other::CancellationToken;
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| drop(e.result().copied()));
    let _ = (store.load_async("key"), store.save_async("key"));
    store.load_async_cancel();
}
