use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    fn save(&self, #[cfg(all())] key: &str, #[cfg(all())] size: &mut usize) {
        *size = key.len();
    }

    #[event_async]
    fn count(#[cfg(all())] &self) -> usize {
        1
    }
}

fn main() {
    let store = Arc::new(Store::default());
    let _ = (store.save_async("key", 1), store.count_async());
}
