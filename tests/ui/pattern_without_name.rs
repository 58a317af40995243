use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    fn load(&self, (low, high): &mut (u8, u8), #[out] _: &mut u64) {
        *low = *high;
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| println!("{}", e.cancelled()));
    let _ = store.load_async((1, 2));
}
