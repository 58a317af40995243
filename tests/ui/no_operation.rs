use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    fn load(&self, key: &str) -> Vec<u8> {
        key.into()
    }
}

fn main() {
    let store = Store::default();
    let _ = store.load("key");
}
