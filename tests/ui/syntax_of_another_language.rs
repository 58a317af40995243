use std::sync::Arc;

use eap_runtime::{CancellationToken, Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    fn load(&self, key: u32 = 3) -> u32 {
        key
    }

    #[event_async]
    fn save(&self): u32 {
        1
    }

    #[event_async]
    fn find(key: u32, &self) {}

    #[event_async]
    fn take(&self _key: u32) {}

    #[event_async]
    fn sort(&self, first-key: u8?, type: u8, last: mut u8 size: u8) {}

    #[event_async]
    fn swap(&self, _key: &str #[cancel] _cancel: &CancellationToken) {}

    #[event_async]
    fn give(&self, out count: &mut u32) {}

    #[event_async]
    fn lend(&self, [inout] count: &mut u32, key: #[out] &mut u32) {}
}

fn main() {
    let store = Arc::new(Store::default());
    let _ = (store.load_async(1), store.save_async(), store.find_async(1), store.swap_async("key"));
    let _ = (store.take_async(), store.sort_async(1, 2, 3));
    store.swap_async_cancel();
    store
        .give_completed()
        .subscribe(|_, e| drop(e.count().copied()));
    store
        .lend_completed()
        .subscribe(|_, e| drop(e.key().copied()));
    let _ = (store.give_async(), store.lend_async(1));
}
