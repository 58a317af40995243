use std::sync::Arc;

use eap_runtime::{Events, event_async};

trait Store {
    type Item;
}

#[derive(Default)]
struct Memory {
    events: Events<Self>,
}

impl Store for Memory {
    type Item = u64;
}

#[event_async]
impl Memory {
    #[event_async]
    fn load(&self, key: &str) -> Self::Item {
        key.len() as u64
    }

    #[event_async]
    fn save(&self, item: Self::Item) {
        drop(item);
    }

    #[event_async]
    fn find(&self) -> Result<Vec<<Self as Store>::Item>, Self::Error> {
        Ok(Vec::new())
    }
}

fn main() {
    let memory = Arc::new(Memory::default());
    let _ = (memory.load_async("key"), memory.find_async());
}
