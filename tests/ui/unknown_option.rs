use std::sync::Arc;

use eap_runtime::{CancellationToken, Events, Progress, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async(parallel)]
impl Store {
    #[event_async(timeout = 10, cancel)]
    fn load(
        &self,
        #[out(kind = big)] version: &mut u64,
        #[cancel(promptly)] cancel: &CancellationToken,
        #[progress(every = 5)] progress: &Progress,
    ) {
        *version = 1;
        let _ = (cancel, progress);
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| drop(e.version().copied()));
    store
        .load_progress_changed()
        .subscribe(|_, e| drop(e.progress_percentage()));
    let _ = store.load_async();
    store.load_async_cancel();
}
