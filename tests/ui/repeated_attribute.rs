use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
#[event_async(multiple_operations)]
impl Store {
    #[event_async]
    #[event_async(result = bytes)]
    fn load(
        &self,
        #[out]
        #[out]
        version: &mut u64,
    ) -> Vec<u8> {
        *version = 1;
        Vec::new()
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| println!("{}", e.cancelled()));
    let _ = store.load_async();
}
