use std::sync::Arc;

use eap_runtime::{CancellationToken, Events, Progress, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    fn load(&self, cancel: &CancellationToken, progress: &Progress<String>) {
        let _ = (cancel, progress);
    }

    #[event_async]
    fn save(&self, cancel: eap_runtime::CancellationToken, progress: Progress<String>) {
        let _ = (cancel, progress);
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .progress_changed()
        .subscribe(|_, e| drop(e.data().cloned()));
    let _ = (store.load_async(), store.save_async());
    store.cancel_async();
}
