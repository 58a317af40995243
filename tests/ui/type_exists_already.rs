use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

struct LoadCompletedEventArgs {
    bytes: Vec<u8>,
}

#[event_async]
impl Store {
    #[event_async(result = bytes)]
    fn load(&self, #[out] version: &mut u64) -> Vec<u8> {
        *version = 1;
        Vec::new()
    }
}

fn main() {
    let args = LoadCompletedEventArgs { bytes: Vec::new() };
    drop(args.bytes);
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| drop(e.bytes().cloned()));
    let _ = store.load_async();
}
