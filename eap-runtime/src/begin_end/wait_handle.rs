//! What threads wait on until an operation is over.

use std::fmt;
use std::sync::Arc;

use super::signal::{Signal, wait_all, wait_any};
use crate::deadline::{Deadline, Timeout};

/// Waits until an operation is over, on its own or together with others'.
///
/// What the `AsyncWaitHandle` property of the `IAsyncResult` pattern gives. A timeout is a `Duration`, or `None`
/// to wait for as long as it takes.
///
/// ```
/// use std::time::Duration;
/// use eap_runtime::{Delegate, WaitHandle, no_callback};
///
/// let add = |a: u32, b: u32| a + b;
/// let first = add.begin_invoke((1, 2), no_callback, ())?;
/// let second = add.begin_invoke((3, 4), no_callback, ())?;
/// let handles = [first.async_wait_handle(), second.async_wait_handle()];
/// assert!(WaitHandle::wait_any(&handles, None).is_some());
/// assert!(WaitHandle::wait_all(&handles, Duration::from_secs(60)));
/// assert!(handles[0].wait_one(Duration::ZERO));
/// # Ok::<(), eap_runtime::InvokeError>(())
/// ```
#[derive(Clone)]
pub struct WaitHandle(Arc<dyn Signalled>);

/// What a signal belongs to.
pub(super) trait Signalled: Send + Sync {
    fn signal(&self) -> &Signal;
}

impl WaitHandle {
    pub(super) fn new(signalled: Arc<dyn Signalled>) -> Self {
        Self(signalled)
    }

    /// Blocks until the operation is over. `false` when the time was up first.
    pub fn wait_one(&self, timeout: impl Timeout) -> bool {
        wait_all(&[self.0.signal()], Deadline::after(timeout))
    }

    /// Blocks until all of these operations are over. `false` when the time was up first.
    pub fn wait_all<'a>(
        handles: impl IntoIterator<Item = &'a Self>,
        timeout: impl Timeout,
    ) -> bool {
        wait_all(&signals(handles), Deadline::after(timeout))
    }

    /// Blocks until one of these operations is over, and tells the place of the first that is. `None` when the time was up
    /// first, and when there are none.
    pub fn wait_any<'a>(
        handles: impl IntoIterator<Item = &'a Self>,
        timeout: impl Timeout,
    ) -> Option<usize> {
        wait_any(&signals(handles), Deadline::after(timeout))
    }
}

fn signals<'a>(handles: impl IntoIterator<Item = &'a WaitHandle>) -> Vec<&'a Signal> {
    handles
        .into_iter()
        .map(|handle| handle.0.signal())
        .collect()
}

impl fmt::Debug for WaitHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WaitHandle")
            .field("is_set", &self.0.signal().is_set())
            .finish()
    }
}
