use std::sync::Arc;

use eap_runtime::{Events, event_async};

trait Store: Send + Sync {
    fn events(&self) -> &Events<Disk>;
}

#[event_async]
impl dyn Store {
    #[event_async]
    fn load(&self) -> u8 {
        1
    }
}

#[derive(Default)]
struct Disk {
    events: Events<Self>,
}

impl Store for Disk {
    fn events(&self) -> &Events<Disk> {
        &self.events
    }
}

fn main() {
    let store: Arc<dyn Store> = Arc::new(Disk::default());
    let _ = (store.load(), store.events());
}
