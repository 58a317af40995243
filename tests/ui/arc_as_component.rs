use std::sync::{Arc, Mutex};

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Arc<Store> {
    #[event_async]
    fn load(&self, #[out] size: &mut u64) -> String {
        let this = Arc::clone(self);
        *size = this.size();
        String::new()
    }

    fn size(&self) -> u64 {
        1
    }
}

#[derive(Default)]
struct Cache<T> {
    events: Events<Self>,
    content: Vec<T>,
}

#[event_async]
impl<T: Send + Sync + 'static> Arc<Mutex<Cache<T>>> {
    #[event_async(result = size)]
    fn measure(&self) -> usize {
        self.lock().map_or(0, |cache| cache.content.len())
    }
}

#[derive(Default)]
struct Disk {
    events: Events<Self>,
}

#[event_async]
impl &Disk {
    #[event_async]
    fn read(&self) -> u8 {
        1
    }
}

fn main() {
    let store = Arc::new(Store::default());
    let _ = store.load_async();
    let cache = Arc::new(Mutex::new(Cache::<u8>::default()));
    let _ = cache.lock().map(|cache| cache.measure());
    let _ = Arc::new(Disk::default()).read_async();
}
