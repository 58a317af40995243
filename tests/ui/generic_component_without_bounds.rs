use std::fmt;
use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Cache<T> {
    events: Events<Self>,
    content: Vec<T>,
}

#[event_async(begin_end, future)]
impl<T> Cache<T> {
    #[event_async(result = size)]
    fn measure(&self) -> usize {
        self.content.len()
    }

    fn is_idle(&self) -> bool {
        !self.is_busy()
    }
}

#[derive(Default)]
struct Queue<K, T: ?Sized, const N: usize> {
    events: Events<Self>,
    first: Option<K>,
    last: Option<Box<T>>,
}

#[event_async]
impl<K: Clone + PartialEq<Vec<u8>>, T, const N: usize> Queue<K, T, N>
where
    T: fmt::Debug + ?Sized,
{
    #[event_async]
    fn first(&self) -> Option<K> {
        self.first.clone()
    }

    #[event_async]
    fn show<D: fmt::Debug>(&self, what: D) -> String {
        format!("{what:?} {:?}", self.last)
    }
}

struct Mapper<F> {
    events: Events<Self>,
    map: F,
}

#[event_async]
impl<F: Fn(u32) -> u32> Mapper<F> {
    #[event_async]
    fn map(&self, number: u32) -> u32 {
        (self.map)(number)
    }
}

fn main() {
    let cache = Arc::new(Cache::<u8>::default());
    cache
        .measure_completed()
        .subscribe(|_, e| println!("{}", e.cancelled()));
    if cache.is_idle() {
        let _ = cache.measure_async();
    }
    let queue = Arc::new(Queue::<Vec<u8>, u8, 4>::default());
    queue
        .first_completed()
        .subscribe(|_, e| println!("{}", e.cancelled()));
    let _ = queue.first_async();
    let _ = queue.show_async(1);
}
