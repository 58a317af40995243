use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
    name: String,
    bytes: Vec<u8>,
}

#[event_async]
impl Store {
    #[event_async]
    fn name(&self) -> &str {
        &self.name
    }

    #[event_async]
    fn bytes(&self) -> Result<&[u8], String> {
        Ok(&self.bytes)
    }

    #[event_async]
    fn path<'a>(&'a self) -> Option<&'a Path> {
        Some(Path::new(&self.name))
    }

    #[event_async]
    fn title(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.name)
    }

    #[event_async]
    fn iterate(&self) -> std::slice::Iter<'_, u8> {
        self.bytes.iter()
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .name_completed()
        .subscribe(|_, e| println!("{}", e.cancelled()));
    store
        .bytes_completed()
        .subscribe(|_, e| println!("{}", e.cancelled()));
    store
        .path_completed()
        .subscribe(|_, e| println!("{}", e.cancelled()));
    store
        .title_completed()
        .subscribe(|_, e| println!("{}", e.cancelled()));
    store
        .iterate_completed()
        .subscribe(|_, e| println!("{}", e.cancelled()));
    let _ = (store.name_async(), store.bytes_async(), store.path_async());
    let _ = (store.title_async(), store.iterate_async());
}
