use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async(completed_args = String)]
    fn load(&self) -> usize {
        0
    }

    #[event_async]
    fn save(&self) -> Result<usize, String> {
        Ok(0)
    }

    #[event_async(completed_args = SaveCompletedEventArgs)]
    fn update(&self) -> usize {
        0
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .save_completed()
        .subscribe(|_, e| drop(e.result().copied()));
    let _ = (store.load_async(), store.save_async(), store.update_async());
}
