//! A count to wait for.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// While something is going on, there is news more often than this.
pub(crate) const LIMIT: Duration = Duration::from_mins(1);

/// How much has been done.
#[derive(Default)]
pub(crate) struct Tally {
    done: Mutex<u64>,
    changed: Condvar,
}

impl Tally {
    pub(crate) fn add(&self) {
        *self.done.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.changed.notify_all();
    }

    pub(crate) fn get(&self) -> u64 {
        *self.done.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until `count` is reached. Panics when nothing is added for too long.
    #[track_caller]
    pub(crate) fn wait_for(&self, count: u64, what: &str) {
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        while *done < count {
            let before = *done;
            let waited = self.changed.wait_timeout(done, LIMIT);
            let (now, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
            assert!(
                !timeout.timed_out() || *now > before,
                "{before} of {count} {what}, and no more came in {LIMIT:?}"
            );
            done = now;
        }
    }
}
