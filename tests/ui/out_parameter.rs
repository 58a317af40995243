use std::cell::RefCell;
use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex};

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    fn load(&self, #[out] version: u64, #[out] count: &usize) {
        let _ = (version, count);
    }

    #[event_async]
    fn open(&self, #[out] sink: &mut dyn Write) {
        let _ = sink;
    }

    #[event_async]
    fn fill(&self, #[out] text: &mut str, #[out] bytes: &mut [u8], #[out] path: &mut Path) {
        let _ = (text, bytes, path);
    }

    #[event_async]
    fn count(&self, #[out] all: Arc<Mutex<u32>>, #[out] some: *mut u32, #[out] one: Option<&mut u32>) {
        let _ = (all, some, one);
    }

    #[event_async]
    fn measure(&self, #[out] size: (&mut u32, &mut u32), #[out] bytes: &RefCell<Vec<u8>>) {
        let _ = (size, bytes);
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| drop(e.version().copied()));
    store
        .load_completed()
        .subscribe(|_, e| drop(e.count().copied()));
    store
        .fill_completed()
        .subscribe(|_, e| drop(e.text().cloned()));
    store
        .fill_completed()
        .subscribe(|_, e| drop(e.bytes().cloned()));
    let _ = (store.load_async(), store.fill_async());
}
