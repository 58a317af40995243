use eap_runtime::{Events, event_async};

macro_rules! operations {
    () => {
        #[event_async]
        fn load(&self) -> u64 {
            1
        }
    };
}

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    operations!();
}

fn main() {}
