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
    let mut count = 0;
    store.load_completed().subscribe(move |_, _| count += 1);
    let _ = store.load_async();
}
