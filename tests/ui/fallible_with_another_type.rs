use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Version(u64);

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async(fallible)]
    fn version(&self) -> Version {
        Version(1)
    }

    #[event_async(fallible, future)]
    fn update(&self, by: &u64, #[out] previous: &mut u64) -> Version {
        *previous = 1;
        Version(*previous + by)
    }
}

fn main() {
    let store = Arc::new(Store::default());
    let _ = store.version().0;
    let _ = store.version_async();
    let _ = store.update_async(1);
}
