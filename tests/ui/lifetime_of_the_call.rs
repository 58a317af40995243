use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    fn load<'a, T: From<&'a str>>(&self, key: &'a str, make: fn(T) -> u8) -> u8 {
        make(T::from(key))
    }

    #[event_async]
    fn save<'a, T>(&self, key: &'a T) -> u8
    where
        T: PartialEq<&'a str>,
    {
        u8::from(*key == "key")
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| drop(e.result().copied()));
    let _ = store.load_async("key", |key: String| key.len() as u8);
    let _ = store.save_async("key");
}
