use std::rc::Rc;
use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    fn load(&self, key: Rc<str>) -> usize {
        key.len()
    }

    #[event_async]
    fn save(&self, key: &str, value: &Rc<str>) -> usize {
        key.len() + value.len()
    }
}

fn main() {
    let store = Arc::new(Store::default());
    let _ = store.load_async(Rc::from("key"));
    let _ = store.save_async("key", Rc::from("value"));
}
