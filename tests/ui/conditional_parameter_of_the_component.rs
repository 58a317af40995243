use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Cache<T> {
    events: Events<Self>,
    content: Vec<T>,
}

#[event_async]
impl<
    #[cfg(not(windows))] T: Clone + Send + Sync + 'static,
    #[cfg(windows)] T: Send + Sync + 'static,
> Cache<T>
{
    #[event_async]
    fn take(&self, with: Vec<T>) -> Vec<T> {
        drop(with);
        Vec::new()
    }
}

fn main() {
    let cache = Arc::new(Cache::<u8>::default());
    cache
        .take_completed()
        .subscribe(|_, e| drop(e.result().cloned()));
    let _ = cache.take_async(Vec::new());
}
