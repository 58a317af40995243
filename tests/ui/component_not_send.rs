use std::rc::Rc;
use std::sync::Arc;

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

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| drop(e.result().copied()));
    let _ = store.load_async();
}
