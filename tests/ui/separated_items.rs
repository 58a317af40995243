use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
pub impl Store {
    #[event_async]
    fn load(&self) -> u32 {
        1
    };

    #[event_async]
    fn save(&self) -> u32 {
        1
    }
}

#[derive(Default)]
struct Shelf {
    events: Events<Self>,
}

#[event_async]
impl Shelf {
    #[event_async]
    fn find(&self) -> u32 {
        1
    },

    #[event_async]
    fn take(&self) -> u32 {
        1
    },
}

fn main() {
    let store = Arc::new(Store::default());
    let shelf = Arc::new(Shelf::default());
    let _ = (store.load_async(), store.save_async(), shelf.find_async(), shelf.take_async());
}
