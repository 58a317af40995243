use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use eap_runtime::{CancellationToken, Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    fn load(&self, #[cancel] stop: &AtomicBool) {
        let _ = stop;
    }

    #[event_async]
    fn save(&self, #[cancel] cancel: &CancellationToken, #[cancel] abort: CancellationToken) {
        let _ = (cancel, abort);
    }

    #[event_async]
    fn find(&self, #[cancel] cancel: &mut CancellationToken) {
        let _ = cancel;
    }
}

fn main() {
    let store = Arc::new(Store::default());
    let _ = (store.load_async(), store.save_async(), store.find_async());
    store.cancel_async();
}
