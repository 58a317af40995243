//! When a wait ends for want of what is waited for.

use std::time::{Duration, Instant};

use crate::sync::{Condvar, MutexGuard, wait_timeout};

/// For how long to wait: a `Duration`, or `None` for as long as it takes.
///
/// ```
/// use std::time::Duration;
/// use eap_runtime::{Delegate, Timeout, WaitHandle, no_callback};
///
/// fn is_over(handle: &WaitHandle, timeout: impl Timeout) -> bool {
///     handle.wait_one(timeout)
/// }
///
/// let result = (|| 6 * 7).begin_invoke((), no_callback, ())?;
/// let handle = result.async_wait_handle();
/// assert!(is_over(&handle, None));
/// assert!(is_over(&handle, Duration::ZERO));
/// # Ok::<(), eap_runtime::InvokeError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no timeout",
    label = "a timeout is a `Duration`, as of `Duration::from_millis(…)`, or `None`"
)]
pub trait Timeout {
    /// `None` for ever.
    fn duration(self) -> Option<Duration>;
}

#[diagnostic::do_not_recommend]
impl Timeout for Duration {
    fn duration(self) -> Option<Duration> {
        Some(self)
    }
}

#[diagnostic::do_not_recommend]
impl Timeout for Option<Duration> {
    fn duration(self) -> Option<Duration> {
        self
    }
}

#[derive(Clone, Copy)]
pub(crate) struct Deadline(Option<Instant>);

impl Deadline {
    pub(crate) const NEVER: Self = Self(None);

    /// `None`, and a time further off than clocks can tell, are never.
    pub(crate) fn after(timeout: impl Timeout) -> Self {
        let timeout = timeout.duration();
        Self(timeout.and_then(|timeout| Instant::now().checked_add(timeout)))
    }

    /// How long there is left to wait; `None` when the time is up.
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

    /// Waits to be notified, or for the time to be up.
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

    /// Waits until `is_done`. `false` when the time was up first.
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
