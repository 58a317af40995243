use std::sync::Arc;
use std::time::Instant;

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
    let mut times = Vec::new();
    store
        .load_completed()
        .subscribe(move |_, _| times.push(Instant::now()));
    let _ = store.load_async();
}
