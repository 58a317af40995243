use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async(concurrent, user_state = str)]
impl Store {
    #[event_async]
    fn load(&self) -> u8 {
        1
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| println!("{}", e.cancelled()));
    let _ = store.load_async(String::from("first"));
}
