//! How many tests there are, over all requests.

use std::sync::atomic::{AtomicUsize, Ordering};

use serde::Serialize;

#[derive(Default, Serialize)]
pub(crate) struct Counts {
    /// Those that wait for their turn included.
    running: AtomicUsize,
    finished: AtomicUsize,
    cancelled: AtomicUsize,
}

impl Counts {
    pub(crate) fn accept(&self, tests: usize) {
        self.running.fetch_add(tests, Ordering::Relaxed);
    }

    pub(crate) fn finish(&self) {
        self.finished.fetch_add(1, Ordering::Relaxed);
        self.running.fetch_sub(1, Ordering::Relaxed);
    }

    pub(crate) fn cancel(&self, tests: usize) {
        self.cancelled.fetch_add(tests, Ordering::Relaxed);
        self.running.fetch_sub(tests, Ordering::Relaxed);
    }
}
