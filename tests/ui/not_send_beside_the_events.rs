use std::error::Error;
use std::rc::Rc;
use std::sync::Arc;

use eap_runtime::{Events, Progress, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async(future)]
    fn load(&self, key: &str) -> Rc<str> {
        Rc::from(key)
    }

    #[event_async(begin_end)]
    fn save(&self, #[progress] progress: &Progress<Rc<str>>) {
        progress.report(100);
    }
}

trait Shape {}

impl Shape for () {}

type Outcome<T> = Result<T, Box<dyn Error>>;

#[derive(Default)]
struct Archive {
    events: Events<Self>,
}

#[event_async(begin_end, future)]
impl Archive {
    #[event_async]
    fn find(&self, key: Rc<str>) -> usize {
        key.len()
    }

    #[event_async(fallible)]
    fn open(&self) -> Outcome<usize> {
        Ok(1)
    }

    #[event_async]
    fn shape(&self) -> Box<dyn Shape> {
        Box::new(())
    }
}

fn main() {
    let _ = Arc::new(Archive::default()).find(Rc::from("key"));
    let store = Arc::new(Store::default());
    let _ = store.load("key");
}
