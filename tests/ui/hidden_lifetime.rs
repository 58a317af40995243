use std::cell::{Ref, RefCell};
use std::sync::{Arc, Mutex, MutexGuard};

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
    bytes: Mutex<Vec<u8>>,
}

#[event_async]
impl Store {
    #[event_async]
    fn lock(&self) -> MutexGuard<'_, Vec<u8>> {
        self.bytes.lock().unwrap()
    }

    #[event_async]
    fn lock_too(&self) -> std::sync::MutexGuard<Vec<u8>> {
        self.bytes.lock().unwrap()
    }

    #[event_async]
    fn borrow(cell: &'static RefCell<u8>) -> Ref<'_, u8> {
        cell.borrow()
    }

    #[event_async]
    fn print(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str("store")
    }
}

fn main() {
    let store = Arc::new(Store::default());
    let _ = (store.lock_async(), store.lock_too_async());
}
