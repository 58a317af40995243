use std::any::Any;
use std::error::Error;
use std::fmt;
use std::future::Future;
use std::io::Read;
use std::pin::Pin;
use std::sync::Arc;

use eap_runtime::{Events, Progress, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async(user_state = Arc<dyn Any>, begin_end, future)]
impl Store {
    #[event_async]
    fn load(&self) -> Result<u8, Box<dyn Error>> {
        Ok(1)
    }

    #[event_async]
    fn open(&self, #[out(init = Box::new(1))] shown: &mut Box<dyn fmt::Debug>) -> Option<Box<dyn Read>> {
        *shown = Box::new(2);
        None
    }

    #[event_async]
    fn find(&self, test: Box<dyn Fn(u8) -> bool>, others: &[Arc<dyn Any + Send>]) -> bool {
        test(1) || others.is_empty()
    }

    #[event_async]
    fn list(&self, #[progress] progress: &Progress<Box<dyn Any>>) {
        let _ = progress;
    }

    #[event_async]
    fn sync(&self) -> Pin<Box<dyn Future<Output = u8>>> {
        Box::pin(async { 1 })
    }

    #[event_async]
    fn wait(&self) -> impl Future<Output = u8> {
        async { 1 }
    }
}

fn main() {
    let store = Arc::new(Store::default());
    let _ = store.load_async(Arc::new(1));
    let _ = store.find_async(Box::new(|_| true), Vec::new(), Arc::new(1));
}
