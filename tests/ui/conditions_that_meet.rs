use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    #[cfg(not(windows))]
    fn load(&self) {}

    #[event_async]
    #[cfg(not(target_arch = "avr"))]
    fn load(&self) {}
}

fn main() {
    let _ = Arc::new(Store::default()).load_async();
}
