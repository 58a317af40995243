use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Cache {
    events: Events<Self>,
}

#[derive(Default)]
struct Store {
    events: Events<Cache>,
}

#[event_async]
impl Store {
    #[event_async]
    fn load(&self) {}
}

#[derive(Default)]
struct Disk {
    events: Vec<String>,
}

#[event_async]
impl Disk {
    #[event_async]
    fn read(&self) {}
}

fn main() {
    let _ = Cache::default().events;
    let _ = Arc::new(Store::default()).load_async();
    let _ = Arc::new(Disk::default()).read_async();
}
