use std::path::Path;
use std::sync::Arc;

use eap_runtime::{Events, TaskId, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async(concurrent)]
impl Store {
    #[event_async]
    fn load(&self, path: &Path, #[out] version: &mut u64) -> usize {
        *version = 1;
        path.components().count()
    }

    #[event_async]
    fn save(&self, key: &str) -> usize {
        key.len()
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| drop(e.result().copied()));
    let _ = store.load_async("key".into());
    let _ = store.load_async(Path::new("key"), TaskId::new());
    let _ = store.load_async("key".into(), &mut 0, TaskId::new());
    let _ = store.save_async(5, TaskId::new());
}
