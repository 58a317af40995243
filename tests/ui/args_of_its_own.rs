use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    fn load(&self) -> usize {
        0
    }

    #[event_async(completed_args = SaveCompletedEventArgs)]
    fn save(&self) -> usize {
        0
    }

    #[event_async(completed_args = load)]
    fn reload(&self) -> usize {
        0
    }

    #[event_async]
    fn clear(&self) {}

    #[event_async(completed_args = ClearCompletedEventArgs)]
    fn count(&self) -> usize {
        0
    }

    #[event_async]
    fn measure(&self, #[out] width: &mut u32, #[out] height: &mut u32) {
        (*width, *height) = (1, 2);
    }

    #[event_async(completed_args = MeasureCompletedEventArgs)]
    fn measure_again(&self, #[out] height: &mut u32, #[out] width: &mut u32) {
        (*width, *height) = (1, 2);
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .save_completed()
        .subscribe(|_, e| println!("{}", e.cancelled()));
    store
        .load_completed()
        .subscribe(|_, e| println!("{}", e.cancelled()));
    let _ = (store.load_async(), store.save_async());
}
