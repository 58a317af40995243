use std::fmt::Display;
use std::sync::Arc;

use eap_runtime::{Events, Progress, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    fn load(&self, #[progress] percent: &mut u8) {
        *percent = 100;
    }

    #[event_async]
    fn save(&self, #[progress] progress: &Progress, #[progress] lines: Progress<String>) {
        let _ = (progress, lines);
    }

    #[event_async]
    fn find(&self, #[progress] progress: &Progress<impl Display>) {
        let _ = progress;
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .progress_changed()
        .subscribe(|_, e| drop(e.progress_percentage()));
    let _ = (store.load_async(), store.save_async());
}
