use std::rc::Rc;
use std::sync::{Arc, MutexGuard};

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
    name: Rc<str>,
}

#[event_async]
impl Store {
    #[event_async]
    fn load(&self) -> usize {
        self.name.len()
    }
}

/// What can be shared, but not sent.
struct Book {
    events: Events<Self>,
    page: MutexGuard<'static, u64>,
}

#[event_async(begin_end, future)]
impl Book {
    #[event_async]
    fn read(&self) -> u64 {
        *self.page
    }

    #[event_async]
    fn open(&self, title: &str) -> usize {
        title.len()
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| drop(e.result().copied()));
    let _ = store.load_async();
}
