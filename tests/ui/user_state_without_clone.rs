use std::rc::Rc;
use std::sync::Arc;

use eap_runtime::{Events, Progress, event_async};

struct Ticket(u32);

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async(user_state = Ticket)]
impl Store {
    #[event_async]
    fn load(&self, #[progress] progress: &Progress) {
        progress.report(100);
    }
}

#[derive(Default)]
struct Cache {
    events: Events<Self>,
}

#[event_async(user_state = Rc<str>)]
impl Cache {
    #[event_async]
    fn find(&self) -> u8 {
        1
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| drop(e.user_state().0));
    let _ = store.load_async(Ticket(1));
    let cache = Arc::new(Cache::default());
    cache
        .find_completed()
        .subscribe(|_, e| drop(e.result().copied()));
    let _ = cache.find_async(Rc::from("first"));
}
