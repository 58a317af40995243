use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl<T> Store {
    #[event_async]
    fn load(&self, key: T) -> u64 {
        drop(key);
        1
    }
}

fn main() {
    let store = Arc::new(Store::default());
    let _ = store.load_async(1);
}
