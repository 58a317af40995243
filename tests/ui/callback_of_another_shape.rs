use std::sync::Arc;

use eap_runtime::{Events, event_async};

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
    let ender = Arc::clone(&store);
    let _ = store.begin_load("key", move |result| ender.end_load(result), ())?;
    let _ = store.begin_save("key", |_result, _state| {}, ())?;
    let _ = store.begin_save("key", None, ())?;
    Ok(())
}
