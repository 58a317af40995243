//! Waiting until nothing is pending.

use crate::deadline::Deadline;
use crate::sync::{AtomicUsize, Condvar, Mutex, Ordering, lock};

/// Wakes those who wait until nothing is pending. Where nobody waits, it costs a load.
pub(super) struct Idle {
    waiting: AtomicUsize,
    lock: Mutex<()>,
    changed: Condvar,
}

impl Idle {
    pub(super) fn new() -> Self {
        Self {
            waiting: AtomicUsize::new(0),
            lock: Mutex::new(()),
            changed: Condvar::new(),
        }
    }

    /// Records that an operation is no longer pending.
    ///
    /// The caller has released the lock of the entry it removed, and the waiter takes that lock to look: either it sees the
    /// entry gone, or its count of waiters is visible here.
    pub(super) fn left(&self) {
        if self.waiting.load(Ordering::SeqCst) > 0 {
            drop(lock(&self.lock));
            self.changed.notify_all();
        }
    }

    /// Blocks until `is_idle`. `false` on timeout.
    pub(super) fn wait(&self, deadline: Deadline, is_idle: impl Fn() -> bool) -> bool {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let is_idle = deadline.wait_until(&self.changed, lock(&self.lock), |()| is_idle());
        self.waiting.fetch_sub(1, Ordering::SeqCst);
        is_idle
    }
}
