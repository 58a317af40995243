use std::sync::Arc;

use eap_runtime::{CancellationToken, Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    fn load(&self, #[cfg_attr(all(), out)] length: &mut usize) -> Vec<u8> {
        *length = 1;
        vec![1]
    }

    #[event_async]
    fn save(
        &self,
        #[cfg_attr(all(), allow(unused), cfg_attr(all(), cancel))] cancel: &CancellationToken,
    ) {
        drop(cancel.check());
    }

    // One message for each mistake, although there are several variants of it.
    #[event_async]
    fn find(&self, #[cfg(all())] key: &str, #[cfg(any())] at: usize, text: Option<&str>) -> &str {
        assert_eq!(Some(key), text);
        "found"
    }

    #[event_async]
    fn print(
        &self,
        #[cfg(all())] text: &str,
        #[cfg(any())] ink: u8,
        #[cfg(not(doc))] paper: u8,
        #[cfg(test)] preview: bool,
    ) {
        assert_eq!(text.len(), paper.into());
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| drop(e.result().cloned()));
    let _ = (store.load_async(1), store.save_async(), store.find_async("key", None));
}
