use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Debug)]
struct LoadError;

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    pub fn load(&self, key: &str) -> Result<usize, LoadError> {
        key.parse().map_err(|_| LoadError)
    }
}

#[derive(Clone)]
struct Shelf;

#[derive(Default)]
struct Archive {
    events: Events<Self>,
}

#[event_async(user_state = Shelf)]
impl Archive {
    #[event_async]
    pub fn find(&self, key: &str) -> usize {
        key.len()
    }
}

fn main() {
    let _ = Arc::new(Store::default()).load_async("1");
    let _ = Arc::new(Archive::default()).find_async("1", Shelf);
}
