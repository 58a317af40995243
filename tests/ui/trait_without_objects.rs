use std::sync::Arc;

use eap_runtime::{Events, event_async};

trait Shape {
    fn scale<T>(&self, by: T);
}

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    fn draw(&self, shape: &dyn Shape) {
        let _ = shape;
    }
}

fn main() {
    let store = Arc::new(Store::default());
    let _ = store.draw_completed();
}
