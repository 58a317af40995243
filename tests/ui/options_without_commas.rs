use std::sync::Arc;

use eap_runtime::{Events, TaskId, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async(concurrent; future user_state = TaskId begin_end)]
impl Store {
    #[event_async(result = text fallible)]
    fn load(&self, #[out(init = 3 name = number)] count: &mut u64) -> Result<String, String> {
        Ok(count.to_string())
    }

    #[event_async(result future)]
    fn size(&self) -> u64 {
        0
    }
}

fn main() {
    let store = Arc::new(Store::default());
    let _ = (store.load_async(TaskId::new()), store.load_future());
    store
        .load_completed()
        .subscribe(|_, e| drop((e.text().cloned(), e.number().copied())));
}
