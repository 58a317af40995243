use std::sync::Arc;

use eap_runtime::{Events, Progress, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async(multiple_operations = true, user_state, types_prefix = "Disk", events = "events", then(all))]
impl Store {
    #[event_async(result)]
    fn load(&self, #[out(init)] version: &mut u64) -> Vec<u8> {
        *version = 1;
        Vec::new()
    }

    #[event_async(completed_args = 5, result = type, future = false)]
    fn save(
        &self,
        #[out(name = "size")] size: &mut usize,
        #[progress(coalesce = true)] progress: &Progress,
    ) -> bool {
        *size = 1;
        progress.report(100);
        true
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| drop(e.version().copied()));
    let _ = (store.load_async(), store.save_async());
}
