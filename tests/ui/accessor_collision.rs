use std::sync::Arc;

use eap_runtime::{Events, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async(result = check)]
    fn load(&self, #[out] error: &mut u8, results: &mut String) -> u8 {
        *error = results.len() as u8;
        0
    }

    #[event_async]
    fn save(&self, #[out] result: &mut u8) -> u8 {
        *result = 1;
        0
    }

    #[event_async(result = size)]
    fn find(&self, #[inout(name = word)] text: &mut String, #[out] word: &mut String) -> usize {
        word.push_str(text);
        0
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store
        .load_completed()
        .subscribe(|_, e| println!("{}", e.cancelled()));
    store
        .save_completed()
        .subscribe(|_, e| println!("{}", e.cancelled()));
    store
        .find_completed()
        .subscribe(|_, e| println!("{}", e.cancelled()));
    store
        .find_completed()
        .subscribe(|_, e| println!("{}", e.cancelled()));
    let _ = store.load_async(String::from("text"));
    let _ = (store.save_async(), store.find_async(String::from("text")));
}
