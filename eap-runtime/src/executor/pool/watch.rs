//! The watcher: a thread that starts workers when all there are block.
//!
//! Whether a method blocks or computes can't be seen from outside. What can be seen is that jobs wait and that none has
//! been taken for an interval: then no worker is about to come free, and more are started.

use std::sync::Arc;
use std::time::Duration;

use super::crew::Crew;
use crate::sync::{Ordering, fence, lock, wait_timeout};

/// How long a job may wait before more workers are started for it.
const INTERVAL: Duration = Duration::from_millis(1);

/// How many workers are started at a time.
const AT_ONCE: usize = 32;

impl Crew {
    /// Has somebody watch until the queue is empty.
    pub(super) fn keep_watch(self: &Arc<Self>) {
        if self.watching.load(Ordering::SeqCst) || self.threads() >= self.settings.max_threads {
            return;
        }
        let mut roster = lock(&self.roster);
        if self.watching.swap(true, Ordering::SeqCst) {
            return;
        }
        if roster.watched {
            drop(roster);
            self.watch.notify_one();
            return;
        }
        let crew = Arc::clone(self);
        roster.watched = self.start_thread(move || crew.watch()).is_ok();
        if !roster.watched {
            // Without a watcher nobody can wait and see, so the next submission tries again.
            self.watching.store(false, Ordering::SeqCst);
        }
    }

    fn watch(self: Arc<Self>) {
        while self.is_watched() {
            let taken = self.taken.load(Ordering::Relaxed);
            drop(wait_timeout(&self.watch, lock(&self.roster), INTERVAL));
            if self.taken.load(Ordering::Relaxed) == taken {
                self.hire_more(self.queue.len().min(AT_ONCE));
            }
        }
    }

    /// Whether there is something to watch; waits for it as long as a worker waits for a job.
    fn is_watched(&self) -> bool {
        if !self.queue.is_empty() {
            return true;
        }
        self.watching.store(false, Ordering::SeqCst);
        fence(Ordering::SeqCst);
        if !self.queue.is_empty() {
            // Its submitter may have seen the watch that has just ended.
            self.watching.store(true, Ordering::SeqCst);
            return true;
        }
        let mut roster = lock(&self.roster);
        let mut timed_out = false;
        while !self.watching.load(Ordering::SeqCst) {
            if timed_out || roster.closed {
                roster.watched = false;
                return false;
            }
            (roster, timed_out) = wait_timeout(&self.watch, roster, self.idle_timeout());
        }
        true
    }
}
