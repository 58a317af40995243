use std::sync::Arc;

use eap_runtime::{Delegate as _, Events, event_async, no_callback};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async(begin_end)]
impl Store {
    #[event_async]
    fn load(&self, key: u32) -> u32 {
        key
    }
}

fn main() {
    let store = Arc::new(Store::default());
    let result = store.begin_load(1, no_callback, ()).unwrap();
    let _first = store.end_load(result);
    let _second = store.end_load(result);

    let result = (|| 1).begin_invoke((), no_callback, ()).unwrap();
    let _first = result.end_invoke();
    let _second = result.end_invoke();
}
