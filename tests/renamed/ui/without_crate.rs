use std::sync::Arc;

use eap::{CancellationToken, Events, Progress, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async(begin_end, future, concurrent)]
impl Store {
    #[event_async(result = content)]
    fn load(&self, key: &str, #[out] version: &mut u64, #[cancel] cancel: &CancellationToken) -> String {
        *version = u64::from(cancel.is_cancelled());
        key.to_owned()
    }

    #[event_async]
    fn save(&self, content: Vec<u8>, #[progress] progress: &Progress<usize>) {
        progress.report_with(100, content.len());
    }
}

fn main() {
    let store = Arc::new(Store::default());
    let _ = store.load_async("key", eap::TaskId::new());
}
