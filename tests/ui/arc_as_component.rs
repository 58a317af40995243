use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Arc<Store> {
    #[event_async]
    fn load(&self, #[out] size: &mut u64) -> String {
        *size = 1;
        String::new()
    }
}

fn main() {}
