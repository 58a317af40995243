use std::sync::Arc;

use eap_runtime::{CancellationToken, Events, Progress, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    fn load(
        &self,
        #[in_out(name = word)] key: &mut String,
        #[outt] version: &mut u64,
        #[cancle] cancel: &CancellationToken,
        #[progres] progress: &Progress<String>,
    ) {
        *version = 1;
        let _ = (key, cancel, progress);
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| drop(e.version().copied()));
    store
        .load_completed()
        .subscribe(|_, e| drop(e.word().cloned()));
    store
        .load_progress_changed()
        .subscribe(|_, e| drop(e.data().cloned()));
    let _ = store.load_async(String::from("key"));
    store.load_async_cancel();
}
