use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async(begin_end)]
impl Store {
    #[event_async]
    fn load(&self, _key: u8, _key: u16, #[out] _count: &mut u8, #[out] _count: &mut u16) {}
}

fn main() {
    let store = Arc::new(Store::default());
    let _ = store.load_async(1, 2);
}
