use std::pin::Pin;
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
    fn load(self: Box<Self>) {}

    #[event_async]
    fn save(self: &Rc<Self>) {}

    #[event_async]
    fn sync(self: Pin<&Self>) {}

    #[event_async]
    fn clear(self: &mut Self) {}
}

fn main() {
    let store = Arc::new(Store::default());
    let _ = (store.load_async(), store.save_async(), store.sync_async());
    let _ = store.clear_async();
}
