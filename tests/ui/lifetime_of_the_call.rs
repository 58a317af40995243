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

    #[event_async]
    fn sum<'a, T>(&self, all: T, key: &'a str)
    where
        &'a T: IntoIterator,
    {
        let _ = (all, key);
    }

    #[event_async]
    fn count<'a, I: Iterator<Item = &'a str>>(&self, words: I) -> usize {
        words.count()
    }

    #[event_async]
    fn test<'a>(&self, key: &'a str, by: impl Fn(&'a str) -> bool, or: fn(&'a str) -> bool) -> bool {
        by(key) || or(key)
    }

    #[event_async]
    fn visit<'a>(&self, key: &'a str, all: &dyn Fn(&'a str), give: Option<fn() -> &'a str>) {
        all(give.map_or(key, |give| give()));
    }

    #[event_async]
    fn split<'a>(&'a self, each: &mut dyn FnMut(&'a str)) -> fn(&'a str) {
        each("key");
        drop
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| drop(e.result().copied()));
    let _ = store.load_async("key", |key: String| key.len() as u8);
    let _ = store.save_async("key");
    let _ = store.count_async("a b".split(' '));
    let _ = store.test_async("key", str::is_empty, str::is_empty);
    let _ = store.visit_async("key", Box::new(|_| ()), Some(|| "key"));
}
