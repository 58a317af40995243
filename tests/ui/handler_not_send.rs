use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    fn load(&self) -> u32 {
        1
    }
}

fn listen(store: &Store, handler: impl Fn(&Arc<Store>, &LoadCompletedEventArgs) + 'static) {
    store.load_completed().subscribe(handler);
}

fn main() {
    let store = Arc::new(Store::default());
    let loaded = Rc::new(Cell::new(0));
    store
        .load_completed()
        .subscribe(move |_, _| loaded.set(loaded.get() + 1));
    listen(&store, |_, _| {});
    let _ = store.load_async();
}
