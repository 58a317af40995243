use std::sync::Arc;

use eap_runtime::{CancellationToken, Events, Progress, event_async, no_callback};

#[derive(Default)]
struct Store {
    events: Events<Self>,
    bytes: Vec<u8>,
}

#[event_async(concurrent, begin_end, future)]
impl Store {
    #[event_async]
    fn load(&mut self, key: &str, #[out] version: u64) -> &[u8] {
        let _ = (key, version);
        &self.bytes
    }

    #[event_async]
    async fn save(&self, #[cancel] cancel: &CancellationToken, #[progress] progress: &Progress<u8>) {
        progress.report(1);
        drop(cancel.check());
    }
}

fn main() {
    let store = Arc::new(Store::default());
    let loading = store.begin_load("key", no_callback, ());
    let _loaded = store.end_load(loading);
    let saving = store.begin_save(no_callback, 1);
    let _saved = store.end_save(saving);
    drop((store.load_future("key"), store.save_future()));
}
