use std::sync::Arc;

use eap_runtime::{Delegate as _, Events, event_async, no_callback};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

// Their outputs have the same types.
#[event_async(begin_end)]
impl Store {
    #[event_async]
    fn load(&self, key: u32) -> u32 {
        key
    }

    #[event_async]
    fn save(&self, key: u32) -> u32 {
        key
    }

    #[event_async]
    fn clear(&self) {}

    #[event_async]
    fn fill(&self) {}
}

fn main() {
    let store = Arc::new(Store::default());
    let loading = store.begin_load(1, no_callback, ()).unwrap();
    let _saved = store.end_save(loading);

    // They have no outputs, and so no args of their own.
    let clearing = store.begin_clear(no_callback, ()).unwrap();
    let _filled = store.end_fill(clearing);

    let invoked = (|| 1).begin_invoke((), no_callback, ()).unwrap();
    let _loaded = store.end_load(invoked);

    let loading = store.begin_load(1, no_callback, ()).unwrap();
    let _invoked = loading.end_invoke();
}
