//! A client that knows the runtime under another name, and is written in an older edition.

use eap::{event_async, CancellationToken, Events, Progress};

/// Uses what the runtime has, and all of it by way of `eap`.
#[derive(Debug, Default)]
pub struct Counter {
    events: Events<Self>,
}

#[event_async(concurrent, crate = eap)]
impl Counter {
    /// Counts the words of `text`.
    ///
    /// # Errors
    ///
    /// A `text` without any.
    #[event_async(result = words)]
    pub fn count(
        &self,
        text: &str,
        #[out] letters: &mut usize,
        #[cancel] cancel: &CancellationToken,
        #[progress] progress: &Progress<String>,
    ) -> Result<usize, String> {
        let mut words = 0;
        for word in text.split_whitespace() {
            if cancel.is_cancelled() {
                break;
            }
            progress.report_with(0, word.to_owned());
            words += 1;
            *letters += word.len();
        }
        if words == 0 {
            return Err(format!("no words in {text:?}"));
        }
        Ok(words)
    }

    /// Takes what has no name of its own.
    #[event_async]
    pub fn apply(&self, work: impl Fn(u32) -> u32, number: u32) -> u32 {
        work(number)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use eap::{EventLoop, TaskId};

    use super::Counter;

    #[test]
    fn the_runtime_can_have_another_name() {
        let event_loop = EventLoop::new();
        let _current = event_loop.enter();
        let counter = Arc::new(Counter::default());
        let seen = Arc::new(Mutex::new(Vec::new()));
        let words = Arc::clone(&seen);
        counter.progress_changed().subscribe(move |_counter, e| {
            words.lock().unwrap().extend(e.data().cloned());
        });
        let total = Arc::clone(&seen);
        counter.count_completed().subscribe(move |_counter, e| {
            let (words, letters) = e.results().unwrap();
            total.lock().unwrap().push(format!("{words}, {letters}"));
        });
        counter.count_async("a few words", TaskId::new()).unwrap();
        event_loop.run();
        assert_eq!(*seen.lock().unwrap(), ["a", "few", "words", "3, 9"]);
    }

    #[test]
    fn what_has_no_name_is_taken_in_an_older_edition_too() {
        let event_loop = EventLoop::new();
        let _current = event_loop.enter();
        let counter = Arc::new(Counter::default());
        let seen = Arc::new(Mutex::new(0));
        let result = Arc::clone(&seen);
        counter.apply_completed().subscribe(move |_counter, e| {
            *result.lock().unwrap() = *e.result().unwrap();
        });
        let task = TaskId::new();
        counter.apply_async(|number| number + 2, 40, task).unwrap();
        event_loop.run();
        assert_eq!(*seen.lock().unwrap(), 42);
    }
}
