use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async(events = handlers)]
impl Store {
    #[event_async]
    fn load(&self) {}
}

fn main() {
    let store = Arc::new(Store::default());
    let _ = (store.load_async(), &store.events);
}
