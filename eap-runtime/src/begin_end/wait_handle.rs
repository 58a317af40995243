//! What threads wait on until an operation is over.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::signal::{Signal, wait_all, wait_any};
use crate::deadline::Deadline;

/// Waits until an operation is over, by itself or together with others.
///
/// From the `IAsyncResult` pattern: what its `AsyncWaitHandle` property returns.
///
/// ```
/// use std::time::Duration;
/// use eap_runtime::{Delegate, WaitHandle, no_callback};
///
/// let add = |a: u32, b: u32| a + b;
/// let first = add.begin_invoke((1, 2), no_callback, ())?;
/// let second = add.begin_invoke((3, 4), no_callback, ())?;
/// let handles = [first.async_wait_handle(), second.async_wait_handle()];
/// assert!(WaitHandle::wait_any(&handles).is_some());
/// assert!(WaitHandle::wait_all_timeout(&handles, Duration::from_secs(60)));
/// handles[0].wait_one();
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

    /// Blocks until the operation is over.
    ///
    /// ```
    /// use eap_runtime::{Delegate, no_callback};
    ///
    /// let result = (|| 6 * 7).begin_invoke((), no_callback, ())?;
    /// result.async_wait_handle().wait_one();
    /// assert!(result.is_completed());
    /// # Ok::<(), eap_runtime::InvokeError>(())
    /// ```
    pub fn wait_one(&self) {
        wait_all(&[self.0.signal()], Deadline::NEVER);
    }

    /// Blocks until the operation is over. Returns `false` on timeout.
    ///
    /// ```
    /// use std::time::Duration;
    /// use eap_runtime::{Delegate, no_callback};
    ///
    /// let result = (|| 6 * 7).begin_invoke((), no_callback, ())?;
    /// assert!(result.async_wait_handle().wait_one_timeout(Duration::from_secs(60)));
    /// # Ok::<(), eap_runtime::InvokeError>(())
    /// ```
    #[must_use = "it returns whether the operation is over"]
    pub fn wait_one_timeout(&self, timeout: Duration) -> bool {
        wait_all(&[self.0.signal()], Deadline::after(timeout))
    }

    /// Blocks until all of these operations are over.
    ///
    /// ```
    /// use eap_runtime::{Delegate, WaitHandle, no_callback};
    ///
    /// let first = (|| 1).begin_invoke((), no_callback, ())?;
    /// let second = (|| 2).begin_invoke((), no_callback, ())?;
    /// WaitHandle::wait_all(&[first.async_wait_handle(), second.async_wait_handle()]);
    /// assert!(first.is_completed() && second.is_completed());
    /// # Ok::<(), eap_runtime::InvokeError>(())
    /// ```
    pub fn wait_all<'a>(handles: impl IntoIterator<Item = &'a Self>) {
        wait_all(&signals(handles), Deadline::NEVER);
    }

    /// Blocks until all of these operations are over. Returns `false` on timeout.
    ///
    /// ```
    /// use std::time::Duration;
    /// use eap_runtime::{Delegate, WaitHandle, no_callback};
    ///
    /// let first = (|| 1).begin_invoke((), no_callback, ())?;
    /// let second = (|| 2).begin_invoke((), no_callback, ())?;
    /// let handles = [first.async_wait_handle(), second.async_wait_handle()];
    /// assert!(WaitHandle::wait_all_timeout(&handles, Duration::from_secs(60)));
    /// # Ok::<(), eap_runtime::InvokeError>(())
    /// ```
    #[must_use = "it returns whether the operations are over"]
    pub fn wait_all_timeout<'a>(
        handles: impl IntoIterator<Item = &'a Self>,
        timeout: Duration,
    ) -> bool {
        wait_all(&signals(handles), Deadline::after(timeout))
    }

    /// Blocks until one of these operations is over, and returns the index of the first that is. `None` if there are none.
    ///
    /// ```
    /// use eap_runtime::{Delegate, WaitHandle, no_callback};
    ///
    /// let mut results = vec![(|| 1).begin_invoke((), no_callback, ())?];
    /// let handles: Vec<_> = results.iter().map(|result| result.async_wait_handle()).collect();
    /// let first = WaitHandle::wait_any(&handles).expect("there is one");
    /// assert_eq!(results.swap_remove(first).end_invoke()?, 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn wait_any<'a>(handles: impl IntoIterator<Item = &'a Self>) -> Option<usize> {
        wait_any(&signals(handles), Deadline::NEVER)
    }

    /// Blocks until one of these operations is over, and returns the index of the first that is. `None` on timeout, and if
    /// there are none.
    ///
    /// ```
    /// use std::time::Duration;
    /// use eap_runtime::{Delegate, WaitHandle, no_callback};
    ///
    /// let result = (|| 1).begin_invoke((), no_callback, ())?;
    /// let handles = [result.async_wait_handle()];
    /// assert_eq!(WaitHandle::wait_any_timeout(&handles, Duration::from_secs(60)), Some(0));
    /// # Ok::<(), eap_runtime::InvokeError>(())
    /// ```
    #[must_use = "it returns which operation is over"]
    pub fn wait_any_timeout<'a>(
        handles: impl IntoIterator<Item = &'a Self>,
        timeout: Duration,
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
