use std::sync::Arc;

use eap_runtime::{CancellationToken, Events, Progress, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async(result = bytes)]
    fn load(&self, key: &str, #[cancel] cancel: &CancellationToken) -> Vec<u8> {
        let _ = cancel;
        key.into()
    }

    #[event_async]
    fn save(&self, #[progress] progress: &Progress) {
        let _ = progress;
    }

    fn load_async(&self) {}

    fn save_completed(&self) {}

    fn is_busy(&self) {}

    fn load_async_cancel(&self) {}

    fn progress_changed(&self) {}
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| println!("{}", e.cancelled()));
    let _ = store.save_async();
    store.load_async();
    store.save_completed();
    store.is_busy();
    store.load_async_cancel();
    store.progress_changed();
}
