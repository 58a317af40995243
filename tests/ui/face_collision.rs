use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async(begin_end, future)]
impl Store {
    #[event_async]
    fn load(&self, key: u32) -> u32 {
        key
    }

    fn begin_load(&self) {}

    #[event_async]
    fn save(&self, key: u32) -> u32 {
        key
    }

    fn end_save(&self) {}

    #[event_async]
    fn find(&self, key: u32) -> u32 {
        key
    }

    fn find_future(&self) {}
}

#[derive(Default)]
struct Racer {
    events: Events<Self>,
}

#[event_async(begin_end)]
impl Racer {
    #[event_async]
    fn race(&self) {}

    #[event_async]
    fn begin_race(&self) {}
}

fn main() {
    let store = Arc::new(Store::default());
    let _ = store.load_async(1);
    let _ = store.save_async(1);
    let _ = store.find_async(1);
    let racer = Arc::new(Racer::default());
    let _ = racer.race_async();
}
