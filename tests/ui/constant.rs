use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    const LIMIT: usize = 10;

    #[event_async]
    fn load(&self) -> usize {
        Self::LIMIT
    }
}

fn main() {
    let store = Arc::new(Store::default());
    let _ = store.load_async();
}
