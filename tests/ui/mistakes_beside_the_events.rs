use std::sync::Arc;

use eap_runtime::{CancellationToken, Events, Progress, event_async, no_callback};

#[derive(Default)]
struct Store {
    events: Events<Self>,
    bytes: Vec<u8>,
}

#[event_async(concurrent, begin_end, future)]
impl Store {
    #[event_async]
    fn load(&mut self, key: Option<&str>, #[out] version: u64) -> &[u8] {
        let _ = (key, version);
        &self.bytes
    }

    #[event_async]
    async fn save(&self, cancel: &CancellationToken, progress: &Progress<u8>) -> bool {
        progress.report(1);
        cancel.is_cancelled()
    }

    #[event_async]
    fn find<T: Default>(self, key: T) -> T {
        key
    }
}

async fn futures(store: &Arc<Store>) {
    let (_bytes, _version) = store.load_future(Some("key")).await.unwrap();
    let mut saving = store.save_future();
    let _progress = saving.progress();
    let _saved: bool = saving.await.unwrap();
    let _found = store.find_future(1).await.unwrap();
}

fn main() {
    let store = Arc::new(Store::default());
    let loading = store.begin_load(Some("key"), no_callback, ()).unwrap();
    let (_bytes, _version) = store.end_load(loading).unwrap();
    let saving: SaveAsyncResult<u8> = store.begin_save(no_callback, 1).unwrap();
    let _saved: bool = store.end_save(saving).unwrap();
    let ender = Arc::clone(&store);
    let callback = move |result| drop(ender.end_find(result));
    let _status = store.begin_find(1, callback, ()).unwrap();
    let _future = futures(&store);
}
