use std::fs::File;
use std::io::{self, Read};
use std::sync::{Arc, Mutex};

use eap_runtime::{Events, event_async};

struct Version(u64);

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    fn load(&self, key: &str, #[out] version: &mut Version) -> Vec<u8> {
        *version = Version(1);
        key.into()
    }

    #[event_async]
    fn open(&self, #[out] file: &mut File, #[out] bytes: &mut [u8; 64]) -> io::Result<()> {
        file.read_exact(bytes)
    }
}

struct Cache<T> {
    events: Events<Self>,
    item: Mutex<T>,
}

#[event_async]
impl<T: Clone + Send + Sync + 'static> Cache<T> {
    #[event_async]
    fn item(&self, #[out] item: &mut T) {
        item.clone_from(&self.item.lock().unwrap());
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| drop(e.version().map(|version| version.0)));
    let _ = store.load_async("key");
}
