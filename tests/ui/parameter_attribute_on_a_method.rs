use std::sync::Arc;

use eap_runtime::{CancellationToken, Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    #[cancel]
    fn load(&self, #[cancel] cancel: &CancellationToken) {
        let _ = cancel;
    }
}

fn main() {
    let store = Arc::new(Store::default());
    let _ = store.load_async();
    store.load_async_cancel();
}
