//! Waits with a time limit.

use std::time::{Duration, Instant};

use crate::sync::{Condvar, MutexGuard, wait_timeout};

/// When a wait ends, if what it waits for does not come.
#[derive(Clone, Copy)]
pub(crate) struct Deadline(Option<Instant>);

impl Deadline {
    pub(crate) const NEVER: Self = Self(None);

    /// A time that the clock cannot represent is never.
    pub(crate) fn after(timeout: Duration) -> Self {
        Self(Instant::now().checked_add(timeout))
    }

    /// The time that is left. `None` when it is up.
    fn left(self) -> Option<Duration> {
        let Some(deadline) = self.0 else {
            return Some(Duration::MAX);
        };
        let left = deadline.saturating_duration_since(Instant::now());
        (!left.is_zero()).then_some(left)
    }

    pub(crate) fn is_past(self) -> bool {
        self.left().is_none()
    }

    /// Waits until notified, or until the time is up.
    pub(crate) fn wait<'a, T>(
        self,
        condvar: &Condvar,
        guard: MutexGuard<'a, T>,
    ) -> MutexGuard<'a, T> {
        match self.left() {
            Some(left) => wait_timeout(condvar, guard, left).0,
            None => guard,
        }
    }

    /// Waits until `is_done`. `false` on timeout.
    pub(crate) fn wait_until<T>(
        self,
        condvar: &Condvar,
        mut guard: MutexGuard<'_, T>,
        is_done: impl Fn(&T) -> bool,
    ) -> bool {
        while !is_done(&guard) {
            if self.is_past() {
                return false;
            }
            guard = self.wait(condvar, guard);
        }
        true
    }
}
