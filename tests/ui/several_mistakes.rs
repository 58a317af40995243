use std::sync::Arc;

use eap_runtime::{CancellationToken, Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
    bytes: Vec<u8>,
}

#[event_async(concurent, user_state = u8)]
impl Store {
    #[event_async(rezult = bytes)]
    pub fn load(&mut self, key: Option<&&str>, #[out] version: u64) -> &[u8] {
        let _ = (key, version);
        &self.bytes
    }

    #[event_async]
    async fn save(&self, #[cancel] cancel: &CancellationToken) -> bool {
        cancel.is_cancelled()
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| println!("{}", e.cancelled()));
    let _ = (store.load_async(Some("key"), 1), store.save_async(2));
    store.save_async_cancel(&2);
}
