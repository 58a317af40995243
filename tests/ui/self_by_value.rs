use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    fn load(self, key: &str) -> Vec<u8> {
        key.into()
    }

    #[event_async]
    fn close(mut self) {
        self.events = Events::new();
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| println!("{}", e.cancelled()));
    let _ = (store.load_async("key"), store.close_async());
}
