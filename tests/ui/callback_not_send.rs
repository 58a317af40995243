use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use eap_runtime::{Delegate, Events, event_async, no_callback};

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
    let result = store.begin_load(1, no_callback, count).unwrap();
    let _loaded = store.end_load(result);
}

fn async_state_of_a_closure(window: Rc<()>) {
    let _result = (|| 1).begin_invoke((), no_callback, window);
}

fn main() {
    let store = Arc::new(Store::default());
    callback(&store, Rc::new(()));
    async_state(&store, Cell::new(1));
    async_state_of_a_closure(Rc::new(()));
}
