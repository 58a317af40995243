use std::sync::Arc;

use eap_runtime::{Events, Progress, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async(concurrent, user_state = u8)]
impl Store {
    #[event_async]
    fn load<T: Default>(&self) -> T {
        T::default()
    }

    #[event_async]
    fn fill<const N: usize>(&self, #[inout] buffer: &mut [u8; N]) {
        buffer.fill(0);
    }

    #[event_async]
    fn decode<T: Send + 'static>(&self, bytes: &[u8], #[progress] progress: &Progress<Vec<T>>) {
        let _ = (bytes, progress);
    }

    #[event_async]
    fn sort(&self, lists: &mut Vec<impl Ord>) {
        lists.sort();
    }

    #[event_async]
    fn sum<R: Iterator<Item = u8>>(&self, numbers: &mut R) -> u8 {
        numbers.sum()
    }
}

fn main() {
    let store = Arc::new(Store::default());
    let _ = store.load_async(1);
    let _ = store.fill_async([0; 8], 2);
    let _ = store.sum_async(0..9, 4);
}
