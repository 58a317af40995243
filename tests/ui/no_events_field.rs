use std::sync::Arc;

use eap_runtime::event_async;

#[derive(Default)]
struct Store {
    bytes: Vec<u8>,
}

#[event_async]
impl Store {
    #[event_async(result = bytes)]
    fn load(&self) -> Vec<u8> {
        self.bytes.clone()
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| drop(e.bytes().cloned()));
    let _ = store.load_async();
}
