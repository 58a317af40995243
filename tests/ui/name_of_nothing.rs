use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async(result = bytes)]
    fn load(&self) {}

    #[event_async(result = bytes)]
    fn save(&self) -> Result<(), String> {
        Ok(())
    }

    #[event_async(fallible)]
    fn close(&self) {}
}

fn main() {
    let store = Arc::new(Store::default());
    store.load_completed().subscribe(|_, e| drop(e.cancelled()));
    let _ = (store.load_async(), store.save_async(), store.close_async());
}
