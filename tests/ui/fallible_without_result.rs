use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async(fallible)]
    fn load(&self) -> Vec<u8> {
        Vec::new()
    }

    #[event_async(fallible)]
    fn find(&self) -> Option<u8> {
        None
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| println!("{}", e.cancelled()));
    store
        .find_completed()
        .subscribe(|_, e| println!("{}", e.cancelled()));
    let _ = (store.load_async(), store.find_async());
}
