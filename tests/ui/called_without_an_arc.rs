use std::rc::Rc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    fn load(&self, key: &str) -> usize {
        key.len()
    }

    fn refresh(&self) {
        let _ = self.load_async("all");
    }
}

fn main() {
    let store = Rc::new(Store::default());
    store.refresh();
    store
        .load_completed()
        .subscribe(|_, e| println!("{}", e.cancelled()));
    let _ = store.load_async("key");
}
