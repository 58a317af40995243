use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    fn load(&self) {}
}

fn main() {
    let store = Arc::new(Store::default());
    let name = String::from("store");
    store
        .load_completed()
        .subscribe(|_, _| println!("{name} loaded"));
    let _ = store.load_async();
}
