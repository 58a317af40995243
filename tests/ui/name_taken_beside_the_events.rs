use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async(begin_end, future)]
impl Store {
    #[event_async]
    fn load(&self, key: &str) -> usize {
        key.len()
    }

    fn begin_load(&self) {}

    fn end_load(&self) {}

    fn load_future(&self) {}
}

fn main() {
    let store = Arc::new(Store::default());
    store.begin_load();
    store.end_load();
    store.load_future();
}
