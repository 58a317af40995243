use std::sync::Arc;

use eap_runtime::{Events, Progress, TaskId, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

type Saved = Result<bool, String>;

#[event_async(concurrent = true, future = false, user_state, events = "events", crate = "eap")]
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

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| drop(e.version().copied()));
    store
        .save_completed()
        .subscribe(|_, e| drop(e.size().copied()));
    let _ = (store.load_async(TaskId::new()), store.save_async(TaskId::new()));
}
