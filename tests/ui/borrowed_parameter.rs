use std::borrow::Cow;
use std::sync::Arc;

use eap_runtime::{Events, Progress, event_async};

#[derive(Default)]
struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    #[event_async]
    fn save(&self, text: Cow<'_, str>, sizes: &mut Vec<&u64>) {
        let _ = (text, sizes);
    }

    #[event_async]
    fn find(&self, words: std::str::Split<'_, char>, #[progress] progress: &Progress<&str>) {
        let _ = (words, progress);
    }

    #[event_async]
    fn count<'a>(&self, words: impl Iterator<Item = &'a str>) -> usize {
        words.count()
    }

    #[event_async]
    fn last(&self, words: &mut dyn Iterator<Item = (&str, u8)>, more: Vec<&u8>) {
        let _ = (words.last(), more.len());
    }
}

fn main() {
    let store = Arc::new(Store::default());
    let _ = store.save_async(Cow::Borrowed("text"), vec![&1]);
    let _ = store.find_async("a b".split(' '));
    let _ = store.count_async("a b".split(' '));
    let _ = store.last_async(Box::new([("a", 1)].into_iter()), vec![&1]);
}
