use std::sync::Arc;

use eap_runtime::{CancellationToken, Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    fn load(&self, key: u32) u32 {
        key
    }

    #[event_async]
    fn save(&self, key: u32) -> u32 {
        key
    }
}

#[derive(Default)]
struct Shelf {
    events: Events<Self>,
}

#[event_async]
impl Shelf {
    #[event_async]
    public fn find(&self, key: u32) -> u32 {
        key
    }
}

#[derive(Default)]
struct Desk {
    events: Events<Self>,
}

#[event_async]
impl Desk {
    #[event_async]
    pub take(&self) -> u32 {
        1
    }

    #[event_async]
    fn give(&self) {}
}

#[derive(Default)]
struct Chair {
    events: Events<Self>,
}

#[event_async]
impl Chair {
    #[event_async]
    fn lend(&self, #[cancel] cancel) {}

    public fn is_lent(&self) -> bool {
        true
    }
}

#[derive(Default)]
struct Lamp {
    events: Events<Self>,
}

#[event_async]
impl Lamp {
    #[event_async]
    fn carry<T extends Into<u8>>(&self, place: T) {}
}

fn main() {
    let store = Arc::new(Store::default());
    let shelf = Arc::new(Shelf::default());
    let desk = Arc::new(Desk::default());
    let chair = Arc::new(Chair::default());
    let _ = (store.load_async(1), store.save_async(2), store.load(1), store.save(2));
    let _ = (shelf.find_async(1), shelf.find(1), desk.give_async());
    let _ = (chair.lend_async(), chair.lend(&CancellationToken::none()), chair.is_lent());
    chair.lend_async_cancel();
    let _ = Arc::new(Lamp::default()).carry_async(1);
}
