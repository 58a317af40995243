use std::sync::Arc;

use eap_runtime::{Events, Progress, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async(result = bytes)]
impl Store {
    #[event_async(multiple_operations, types_prefix = Disk)]
    fn load(
        &self,
        #[inout(init = String::new())] key: &mut String,
        #[progress(name = percent)] progress: &Progress,
    ) -> Vec<u8> {
        progress.report(100);
        key.bytes().collect()
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| drop(e.result().cloned()));
    let _ = store.load_async(String::from("key"));
}
