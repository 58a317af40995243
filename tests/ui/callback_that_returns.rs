use std::sync::Arc;

use eap_runtime::{Delegate as _, Events, event_async};

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
    let ender = Arc::clone(&store);
    let _status = store.begin_load(1, move |result| ender.end_load(result), ());

    let _status = (|| 1).begin_invoke((), |result| result.end_invoke(), ());

    // No callback is `no_callback`, and not no value at all.
    let _result = store.begin_load(1, None, ());
}
