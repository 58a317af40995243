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
    fn load(&self) -> Rc<str> {
        Rc::from("value")
    }

    #[event_async]
    fn save(&self) -> Result<u8, Rc<str>> {
        Ok(1)
    }

    #[event_async]
    fn find(&self, #[out] value: &mut Rc<u8>) -> bool {
        *value = Rc::new(1);
        true
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| drop(e.result().is_ok()));
    let _ = (store.load_async(), store.save_async(), store.find_async());
}
