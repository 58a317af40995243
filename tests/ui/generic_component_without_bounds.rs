use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Cache<T> {
    events: Events<Self>,
    content: Vec<T>,
}

#[event_async]
impl<T> Cache<T> {
    #[event_async(result = size)]
    fn measure(&self) -> usize {
        self.content.len()
    }
}

#[derive(Default)]
struct Queue<T> {
    events: Events<Self>,
    content: Vec<T>,
}

#[event_async]
impl<T: Clone> Queue<T> {
    #[event_async]
    fn first(&self) -> Option<T> {
        self.content.first().cloned()
    }
}

fn main() {
    let cache = Arc::new(Cache::<u8>::default());
    cache
        .measure_completed()
        .subscribe(|_, e| drop(e.size().copied()));
    let _ = cache.measure_async();
    let queue = Arc::new(Queue::<u8>::default());
    queue
        .first_completed()
        .subscribe(|_, e| drop(e.result().cloned()));
    let _ = queue.first_async();
}
