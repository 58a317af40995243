use std::sync::Arc;

use eap_runtime::{CancellationToken, Events, Progress, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    fn load(&self) {}

    fn save(&self, #[cancel] cancel: &CancellationToken, #[progress] progress: &Progress) {
        let _ = (cancel, progress);
    }

    fn find(&self, #[out] version: &mut u64) {
        *version = 1;
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store.save(&CancellationToken::none(), &Progress::none());
    store.find(&mut 0);
    let _ = store.load_async();
}
