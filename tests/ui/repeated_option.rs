use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async(concurrent, user_state = u8, concurrent)]
impl Store {
    #[event_async(result = bytes, result = content)]
    fn load(&self, #[out(name = count, name = version)] version: &mut u64) -> Vec<u8> {
        *version = 1;
        Vec::new()
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| drop(e.bytes().cloned()));
    store
        .load_completed()
        .subscribe(|_, e| drop(e.count().copied()));
    let _ = store.load_async(1);
}
