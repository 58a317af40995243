use std::sync::Arc;

use eap_runtime::{Events, Progress, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

type Loaded = Result<bool, String>;

#[event_async(user_stat = String, multiple_operation, event = events, futur)]
impl Store {
    #[event_async(falible, concurent, begin_ed)]
    fn load(
        &self,
        #[inout(nam = text)] key: &mut String,
        #[out(int = 1)] version: &mut u64,
        #[progress(coalesced)] progress: &Progress,
    ) -> Loaded {
        *version = 1;
        progress.report(100);
        Ok(key.is_empty())
    }
}

#[derive(Default)]
struct Shelf {
    events: Events<Self>,
}

#[event_async(state = String, multiple)]
impl Shelf {
    #[event_async(begin, args = LoadCompletedEventArgs)]
    fn find(&self) -> bool {
        true
    }

    #[event_async(reuslt = title, begin-end)]
    fn take(&self) -> String {
        String::new()
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| drop(e.result().copied()));
    let _ = store.load_async(String::from("key"), String::from("state"));
    let shelf = Arc::new(Shelf::default());
    let _ = shelf.take_async(String::from("state"));
    shelf
        .take_completed()
        .subscribe(|_, e| drop(e.title().cloned()));
}
