use std::sync::Arc;

use eap_runtime::{CancellationToken, Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async(crate = my_crate::eap)]
impl Store {
    #[event_async]
    fn load(&self, #[cancel] cancel: &CancellationToken) -> bool {
        cancel.is_cancelled()
    }
}

fn main() {
    let store = Arc::new(Store::default());
    let _ = (store.load(&CancellationToken::none()), &store.events);
}
