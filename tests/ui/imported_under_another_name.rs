use eap_runtime::{Events, event_async as operation};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[operation]
impl Store {
    #[operation]
    fn load(&self) -> Vec<u8> {
        Vec::new()
    }
}

fn main() {
    drop(Store::default().load());
}
