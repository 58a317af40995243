use std::io::Write;
use std::path::Path;
use std::sync::Arc;

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
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| println!("{}", e.cancelled()));
    store
        .fill_completed()
        .subscribe(|_, e| println!("{}", e.cancelled()));
    let _ = (store.load_async(), store.fill_async());
}
