use std::sync::Arc;

use eap_runtime::{Events, Progress, TaskId, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

type Saved = Result<bool, String>;

#[event_async(concurrent = true, future = false, user_state, events = "events", crate = "eap_runtime")]
impl Store {
    #[event_async(result)]
    fn load(&self, #[out(init)] version: &mut u64) -> Vec<u8> {
        *version = 1;
        Vec::new()
    }

    #[event_async(completed_args = 5, fallible(yes))]
    fn save(
        &self,
        #[out(name = "size")] size: &mut usize,
        #[progress(coalesce = true)] progress: &Progress,
    ) -> Saved {
        *size = 1;
        progress.report(100);
        Ok(true)
    }
}

#[derive(Default)]
struct Shelf {
    events: Events<Self>,
}

#[event_async(concurrent(user_state = u32))]
impl Shelf {
    #[event_async(result(title))]
    fn find(&self, #[out(name: author, init(String::new()))] by: &mut String) -> String {
        by.clone()
    }

    #[event_async(result = type)]
    fn take(&self) -> u8 {
        1
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| drop(e.version().copied()));
    store
        .save_completed()
        .subscribe(|_, e| drop(e.size().copied()));
    let shelf = Arc::new(Shelf::default());
    shelf
        .find_completed()
        .subscribe(|_, e| drop((e.title().cloned(), e.author().cloned())));
    shelf
        .take_completed()
        .subscribe(|_, e| drop(e.r#type().copied()));
    let _ = (shelf.find_async(1), shelf.take_async(2));
    let _ = (store.load_async(TaskId::new()), store.save_async(TaskId::new()));
}
