use std::sync::Arc;

use eap_runtime::{Events, event_async, no_callback};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async(begin_ends)]
impl Store {
    #[event_async(futures)]
    fn load(&self, key: u32) -> u32 {
        key
    }

    #[event_async(begin)]
    fn save(&self, key: u32) -> u32 {
        key
    }

    #[event_async(begin_end = true, future())]
    fn find(&self, key: u32) -> u32 {
        key
    }
}

fn main() {
    let store = Arc::new(Store::default());
    let result = store.begin_load(1, no_callback, ()).unwrap();
    let _loaded = store.end_load(result);
    let _loading = store.load_future(1);
    let _ = store.save_async(1);
    let _ = store.find_async(1);
}
