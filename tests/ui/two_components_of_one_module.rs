use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    fn load(&self) -> Vec<u8> {
        Vec::new()
    }
}

#[derive(Default)]
struct Archive {
    events: Events<Self>,
}

#[event_async]
impl Archive {
    #[event_async]
    fn load(&self) -> Vec<u8> {
        Vec::new()
    }
}

fn main() {
    let store = Arc::new(Store::default());
    let archive = Arc::new(Archive::default());
    let _ = (store.load_async(), archive.load_async());
}
