//! How many tests there are, over all requests.

use std::sync::atomic::{AtomicUsize, Ordering};

use serde::Serialize;

#[derive(Default, Serialize)]
pub(crate) struct Counts {
    running: AtomicUsize,
    finished: AtomicUsize,
    cancelled: AtomicUsize,
}

impl Counts {
    pub(crate) fn started(&self) {
        self.running.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn completed(&self, cancelled: bool) {
        let how = if cancelled {
            &self.cancelled
        } else {
            &self.finished
        };
        how.fetch_add(1, Ordering::Relaxed);
        self.running.fetch_sub(1, Ordering::Relaxed);
    }
}
