use std::sync::Arc;

use eap_runtime::{Events, Progress, event_async};

#[derive(Default)]
struct Version(u64);

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async(begin_end, future)]
impl Store {
    #[event_async]
    fn load(&self, key: &Kye, #[out] version: &mut Versoin) -> Contents {
        unreachable!()
    }

    #[event_async]
    fn find(&self, #[progress] progress: &Progress<Step>) -> Result<u8, Fault> {
        unreachable!()
    }
}

fn main() {
    let store = Arc::new(Store::default());
    let _ = Version(1).0;
    store
        .load_completed()
        .subscribe(|_, e| drop(e.result().is_ok()));
    let _ = (store.load_async(1), store.find_async());
}
