use std::sync::Arc;

use eap_runtime::{Events, event_async};

struct Result {
    version: u64,
}

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    fn load(&self) -> Result {
        Result { version: 1 }
    }
}

fn main() {
    let store = Arc::new(Store::default());
    let _ = store.load().version;
    let _ = store.load_async();
}
