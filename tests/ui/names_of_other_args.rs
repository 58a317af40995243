use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async(result = bytes)]
    fn load(&self, #[out] version: &mut u64) -> Vec<u8> {
        *version = 1;
        Vec::new()
    }

    #[event_async(completed_args = LoadCompletedEventArgs, result = content)]
    fn reload(&self, #[out(name = edition)] version: &mut u64) -> Vec<u8> {
        *version = 2;
        Vec::new()
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .reload_completed()
        .subscribe(|_, e| println!("{}", e.cancelled()));
    store
        .reload_completed()
        .subscribe(|_, e| println!("{}", e.cancelled()));
    let _ = (store.load_async(), store.reload_async());
}
