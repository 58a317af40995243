use std::rc::Rc;
use std::sync::Arc;

use eap_runtime::{Events, Progress, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    fn load(&self, key: &str, #[progress] progress: &Progress<Rc<str>>) -> usize {
        progress.report_with(100, Rc::from(key));
        key.len()
    }
}

#[derive(Default)]
struct Cache {
    events: Events<Self>,
}

#[event_async(concurrent)]
impl Cache {
    #[event_async]
    fn find(&self, key: &str, #[progress] progress: &Progress<Rc<str>>) -> usize {
        progress.report_with(100, Rc::from(key));
        key.len()
    }

    #[event_async]
    fn clear(&self, #[progress] progress: &Progress) {
        progress.report(100);
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_progress_changed()
        .subscribe(|_, e| drop(e.data().cloned()));
    let _ = store.load_async("key");
    let cache = Arc::new(Cache::default());
    let _ = cache.find_async("key", eap_runtime::TaskId::new());
}
