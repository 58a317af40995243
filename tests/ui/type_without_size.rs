use std::any::Any;
use std::error::Error;
use std::io;
use std::sync::Arc;

use eap_runtime::{Events, Progress, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async(begin_end, future)]
impl Store {
    #[event_async]
    fn load(&self, key: str) {
        drop(key.len());
    }

    #[event_async]
    fn sum(&self, numbers: [u64]) -> u64 {
        numbers.iter().sum()
    }

    #[event_async]
    fn rename(&self, name: Option<str>) {
        let _ = name;
    }

    #[event_async]
    fn save(&self) -> Result<u64, dyn Error> {
        unreachable!()
    }

    #[event_async]
    fn all(&self) -> io::Result<Vec<dyn Any>> {
        unreachable!()
    }

    #[event_async]
    fn any(&self) -> dyn Any {
        unreachable!()
    }

    #[event_async]
    fn watch(&self, #[progress] progress: &Progress<str>) {
        let _ = progress;
    }

    #[event_async]
    fn folder(&self, of: std::path::Path) -> Option<std::path::Path> {
        unreachable!("{}", of.display())
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .save_completed()
        .subscribe(|_, e| drop(e.result().is_ok()));
    store
        .any_completed()
        .subscribe(|_, e| drop(e.result().is_ok()));
    let _ = (store.save_async(), store.watch_future());
}
