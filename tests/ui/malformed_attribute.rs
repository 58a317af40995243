use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    fn load(&self, #[cfg("unix")] key: u32, #[cfg] size: u32) -> u32 {
        key + size
    }

    #[event_async]
    fn save(&self, #[cfg(unix, all())] key: u32, #[cfg(or(unix, windows))] size: u32) -> u32 {
        key + size
    }

    #[event_async]
    #[cfg(unix, not(windows))]
    fn find(&self) {}

    #[event_async]
    #[cfg("unix")]
    fn take(&self) {}

    #[event_async]
    #[deprecated("old")]
    fn sort(&self) {}

    #[event_async]
    #[deprecated(reason = "old")]
    fn swap(&self) {}

    #[event_async]
    #[cfg_attr(unix || windows, allow(unused))]
    fn give(&self) {}

    #[event_async]
    #[allow]
    fn lend(&self) {}
}

fn main() {
    let store = Arc::new(Store::default());
    let _ = (store.load_async(1, 2), store.save_async(1, 2), store.give_async());
}
