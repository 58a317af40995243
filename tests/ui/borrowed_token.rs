use std::sync::Arc;

use eap_runtime::{CancellationToken, Events, Progress, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    fn load(&self, cancel: Option<&CancellationToken>, progress: Option<&Progress<u64>>) {
        let _ = (cancel, progress);
    }

    #[event_async]
    fn save(&self, cancel: Option<CancellationToken>, progress: &Arc<Progress<u64>>) {
        let _ = (cancel, progress);
    }

    #[event_async]
    fn find(&self, #[cancel] cancel: Option<&CancellationToken>, #[progress] progress: Option<&Progress<u64>>) {
        let _ = (cancel, progress);
    }
}

fn main() {
    let store = Arc::new(Store::default());
    let _ = store.load_async(None, None);
}
