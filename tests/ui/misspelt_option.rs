use std::sync::Arc;

use eap_runtime::{Events, Progress, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async(user_stat = String, multiple_operation, event = events, futur, type_prefix = Disk)]
impl Store {
    #[event_async(falible, concurent, begin_ed, thn)]
    fn load(
        &self,
        #[inout(nam = text)] key: &mut String,
        #[out(int = 1)] version: &mut u64,
        #[progress(coalesced)] progress: &Progress,
    ) -> Result<bool, String> {
        *version = 1;
        progress.report(100);
        Ok(key.is_empty())
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e: &DiskLoadCompletedEventArgs| drop(e.result().copied()));
    let _ = store.load_async(String::from("key"), String::from("state"));
}
