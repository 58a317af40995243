use std::sync::Arc;

use eap_runtime::{CancellationToken, Events, event_async};

struct Ticket(u32);

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async(concurrent, user_state = Ticket)]
impl Store {
    #[event_async]
    fn load(&self, #[cancel] cancel: &CancellationToken) -> bool {
        cancel.is_cancelled()
    }

    #[event_async]
    fn save(&self) {}
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| drop(e.user_state().0));
    let _ = (store.load_async(Ticket(1)), store.save_async(Ticket(2)));
    store.load_async_cancel(&Ticket(1));
}
