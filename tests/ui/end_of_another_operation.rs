use std::sync::Arc;

use eap_runtime::{Events, event_async, no_callback};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async(begin_end)]
impl Store {
    #[event_async]
    fn load(&self, key: &str) -> usize {
        key.len()
    }

    #[event_async]
    fn save(&self, key: &str) -> usize {
        key.len()
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let store = Arc::new(Store::default());
    let result = store.begin_load("key", no_callback, ())?;
    let _ = store.end_save(result)?;
    Ok(())
}
