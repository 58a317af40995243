use std::collections::HashMap;
use std::sync::Arc;

use eap_runtime::{CancellationToken, Events, event_async};

#[derive(Debug)]
struct NotThere;

type StoreResult<T> = Result<T, NotThere>;

/// No `Result`, but called so.
struct SearchResult {
    names: Vec<String>,
}

#[derive(Default)]
struct Store {
    events: Events<Self>,
    content: HashMap<String, Vec<u8>>,
}

#[event_async(begin_end, future)]
impl Store {
    #[event_async]
    fn load(&self, key: &str, #[cancel] _cancel: &CancellationToken) -> StoreResult<Vec<u8>> {
        self.content.get(key).cloned().ok_or(NotThere)
    }

    #[event_async]
    fn search(&self, text: &str) -> SearchResult {
        let names = self.content.keys().filter(|name| name.contains(text));
        SearchResult {
            names: names.cloned().collect(),
        }
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .search_completed()
        .subscribe(|_, e| drop(e.result().map(|found| found.names.len())));
    let _ = (store.load_async("key"), store.search_async("text"));
}
