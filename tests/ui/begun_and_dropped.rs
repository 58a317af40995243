#![deny(unused_must_use)]

use std::sync::Arc;

use eap_runtime::{
    CancellationToken, EventLoop, Events, Progress, SerialContext, event_async, no_callback,
};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async(concurrent, begin_end, future)]
impl Store {
    #[event_async]
    fn load(&self, key: u32, #[progress] progress: &Progress) -> u32 {
        progress.report(100);
        key
    }
}

fn of_use_while_they_are_kept(store: &Store, cancel: &CancellationToken) {
    EventLoop::new().enter();
    store.load_completed().subscribe(|_, _| {}).guard();
    cancel.register(|| {});
    SerialContext::new().done();
}

fn main() -> Result<(), eap_runtime::InvokeError> {
    let store = Arc::new(Store::default());
    store.load_future(1);
    store.begin_load(1, no_callback, ())?;
    let mut loading = store.load_future(1);
    loading.progress();
    of_use_while_they_are_kept(&store, &CancellationToken::none());
    Ok(())
}
