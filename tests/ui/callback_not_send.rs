use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use eap_runtime::{Events, event_async, no_callback};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async(begin_end)]
impl Store {
    #[event_async]
    fn load(&self, key: u32) -> u32 {
        key
    }
}

fn callback(store: &Arc<Store>, window: Rc<()>) {
    let _status = store.begin_load(1, move |_result| drop(window), ());
}

fn async_state(store: &Arc<Store>, count: Cell<u32>) {
    let _result = store.begin_load(1, no_callback, count);
}

fn main() {
    let store = Arc::new(Store::default());
    callback(&store, Rc::new(()));
    async_state(&store, Cell::new(1));
}
