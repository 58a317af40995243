use std::fmt::Display;
use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    fn list(&self) -> impl Iterator<Item = u8> {
        0..9
    }

    #[event_async]
    fn first(&self, #[out] count: &mut usize) -> Option<impl Display> {
        *count = 1;
        Some(1)
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .list_completed()
        .subscribe(|_, e| println!("{}", e.cancelled()));
    store
        .first_completed()
        .subscribe(|_, e| println!("{}", e.cancelled()));
    let _ = (store.list_async(), store.first_async());
}
