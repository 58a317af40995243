use std::sync::Arc;

use eap_runtime::{CancellationToken, Events, TaskId, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async(concurrent)]
impl Store {
    #[event_async]
    fn load(
        &self,
        #[in] key: u64,
        #[ref] place: &mut u64,
        #[output] version: &mut u64,
        #[cancellation_token] cancel: &CancellationToken,
        #[user_state] task: TaskId,
    ) {
        *version = key + *place;
        let _ = (cancel, task);
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| drop((e.version().copied(), e.place().copied())));
    let task = TaskId::new();
    let _ = store.load_async(1, 2, task.clone(), task.clone());
    store.load_async_cancel(&task);
}
