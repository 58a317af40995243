use std::borrow::Cow;
use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async(concurrent, user_state = &str)]
impl Store {
    #[event_async]
    fn load(&self) -> u8 {
        1
    }
}

#[derive(Default)]
struct Cache {
    events: Events<Self>,
}

#[event_async(user_state = Cow<'_, str>)]
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
        .subscribe(|_, e| println!("{}", e.cancelled()));
    let _ = store.load_async("first");
    let cache = Arc::new(Cache::default());
    cache
        .find_completed()
        .subscribe(|_, e| println!("{}", e.cancelled()));
    let _ = cache.find_async(Cow::Borrowed("first"));
}
