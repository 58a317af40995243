use std::sync::Arc;

use eap_runtime::{Events, event_async};

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

fn main() {
    let store = Arc::new(Store::default());
    let status = store.begin_load(1, drop, ()).unwrap();
    let _loaded = store.end_load(status);
}
