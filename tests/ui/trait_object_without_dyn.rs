use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    fn load(&self, filter: &Fn(u8) -> bool) -> u8 {
        u8::from(filter(1))
    }

    #[event_async]
    fn save(&self, filter: Box<Fn(u8) + Send>) {
        filter(1)
    }

    #[event_async]
    fn find(&self) -> Iterator<Item = u8> {
        loop {}
    }
}

fn main() {
    let store = Arc::new(Store::default());
    let _ = (store.load_async(Box::new(|_| true)), store.save_async(Box::new(|_| ())));
    let _ = store.find_async();
}
