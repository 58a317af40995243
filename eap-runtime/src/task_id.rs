//! A user state for those who have none of their own.

use std::fmt;
use std::num::NonZeroU64;
use std::sync::atomic::{AtomicU64, Ordering};

/// Tells one operation from every other of the process: the user state of a concurrent component that names no type.
///
/// From the pattern's "Naming Asynchronous Methods": "the userState value will be delivered back to all event handlers to
/// distinguish invocations of the method".
///
/// ```
/// use eap_runtime::TaskId;
///
/// let task = TaskId::new();
/// assert_ne!(task, TaskId::new());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaskId(NonZeroU64);

impl TaskId {
    /// An id that no other call has given or will give.
    ///
    /// ```
    /// use eap_runtime::TaskId;
    ///
    /// assert_ne!(TaskId::new(), TaskId::new());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        // Only the number matters, no memory is handed over with it. 2^64 ids outlast any process.
        let id = NEXT.fetch_add(1, Ordering::Relaxed);
        Self(NonZeroU64::new(id).unwrap_or(NonZeroU64::MAX))
    }
}

impl Default for TaskId {
    /// The same as [`TaskId::new`]: a fresh one each time.
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Display for TaskId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
