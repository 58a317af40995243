use std::sync::Arc;

use eap_runtime::{Events, Progress, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

type Loaded = Result<bool, String>;

#[event_async(user_stat = String, multiple_operation)]
impl Store {
    #[event_async(falible)]
    fn load(
        &self,
        #[inout(nam = text)] key: &mut String,
        #[progress(coalesced)] progress: &Progress,
    ) -> Loaded {
        progress.report(100);
        Ok(key.is_empty())
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| drop(e.result().copied()));
    let _ = store.load_async(String::from("key"), String::from("state"));
}
