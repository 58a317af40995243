use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard};

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
    name: String,
    bytes: Mutex<Vec<u8>>,
}

#[event_async]
impl Store {
    #[event_async]
    fn load(&self, key: Cow<str>) -> usize {
        key.len()
    }

    #[event_async]
    fn name(&self) -> Cow<str> {
        Cow::Borrowed(&self.name)
    }

    #[event_async]
    fn lock(&self) -> MutexGuard<Vec<u8>> {
        self.bytes.lock().unwrap()
    }

    #[event_async]
    fn chars(&self, bytes: std::slice::Iter<u8>) -> std::str::Chars {
        drop(bytes);
        self.name.chars()
    }

    #[event_async]
    fn show(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.name)
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| drop(e.result().copied()));
    store
        .name_completed()
        .subscribe(|_, e| drop(e.result().cloned()));
    let _ = (store.load_async("key".into()), store.name_async());
    let _ = store.lock_async();
}
