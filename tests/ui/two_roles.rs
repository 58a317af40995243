use std::sync::Arc;

use eap_runtime::{CancellationToken, Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    fn load(
        &self,
        #[out]
        #[inout]
        version: &mut u64,
        #[cancel]
        #[progress]
        cancel: &CancellationToken,
    ) {
        *version = u64::from(cancel.is_cancelled());
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| println!("{}", e.cancelled()));
    let _ = store.load_async();
    store.load_async_cancel();
}
