use std::sync::Arc;

use eap_runtime::{Events, event_async};

trait Load {
    fn load(&self) -> u32;
}

#[derive(Default)]
struct Constant;

impl Load for Constant {
    fn load(&self) -> u32 {
        1
    }
}

#[derive(Default)]
struct Cache<T> {
    events: Events<Self>,
    content: Vec<T>,
}

// It might be `Send` and `Sync`, as far as the macro can tell.
#[event_async(begin_end, future)]
impl<T: Load> Cache<T> {
    #[event_async(result = sum)]
    fn measure(&self) -> u32 {
        self.content.iter().map(Load::load).sum()
    }
}

fn main() {
    let cache = Arc::new(Cache::<Constant>::default());
    cache
        .measure_completed()
        .subscribe(|_, e| drop(e.sum().copied()));
    let _ = cache.measure_async();
}
