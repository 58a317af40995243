use std::sync::Arc;

use eap_runtime::{Events, event_async, no_callback};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async(begin_end)]
impl Store {
    #[event_async]
    fn load(&self, key: u32) -> u32 {
        key
    }
}

mod archive {
    use super::*;

    #[derive(Default)]
    pub struct Archive {
        events: Events<Self>,
    }

    #[event_async(begin_end)]
    impl Archive {
        #[event_async]
        pub fn load(&self, key: u32) -> u32 {
            key
        }
    }
}

fn main() {
    let store = Arc::new(Store::default());
    let archive = Arc::new(archive::Archive::default());
    let loading = store.begin_load(1, no_callback, ()).unwrap();
    let _loaded = archive.end_load(loading);
}
