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

#[event_async]
impl u64 {
    #[event_async(result = root)]
    fn take_root(&self) -> Self {
        self.isqrt()
    }
}

#[event_async]
impl (Disk, Disk) {
    #[event_async]
    fn compare(&self) -> bool {
        true
    }
}

fn main() {
    let store: Arc<dyn Store> = Arc::new(Disk::default());
    let _ = (store.load(), store.events());
}
