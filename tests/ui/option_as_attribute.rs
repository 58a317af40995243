use std::sync::Arc;

use eap_runtime::{Events, Progress, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    fn load(
        &self,
        #[init(1)] version: &mut u32,
        #[out]
        #[init = 2]
        count: &mut u32,
        #[name = "text"] key: &mut String,
        #[coalesce] progress: &Progress,
    ) {
        *version = *count;
        key.clear();
        progress.report(100);
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| drop((e.version().copied(), e.count().copied(), e.text().cloned())));
    let _ = store.load_async(String::from("key"));
}
