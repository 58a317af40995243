use std::sync::Arc;

use eap_runtime::{Events, event_async};

struct Cache<T: Ord> {
    events: Events<Self>,
    content: Vec<T>,
}

#[event_async]
impl<T: Send + Sync> Cache<T> {
    #[event_async(result = size)]
    fn measure(&self) -> usize {
        self.content.len()
    }
}

fn main() {
    let cache = Arc::new(Cache {
        events: Events::new(),
        content: vec![1],
    });
    let _ = cache.measure_async();
}
