#![deny(unused_must_use)]

use std::sync::Arc;

use eap_runtime::{Events, Progress, event_async, no_callback};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async(concurrent, begin_end, future)]
impl Store {
    #[event_async]
    fn load(&self, key: u32, #[progress] progress: &Progress) -> u32 {
        progress.report(100);
        key
    }
}

fn main() -> Result<(), eap_runtime::InvokeError> {
    let store = Arc::new(Store::default());
    store.load_future(1);
    store.begin_load(1, no_callback, ())?;
    let mut loading = store.load_future(1);
    loading.progress();
    Ok(())
}
