//! What the starter of an operation holds.

use std::fmt;
use std::sync::Arc;

use crate::cancel::Cancellable;
use crate::pending::Handle;

/// An operation that was started with a callback: from `…_then` and `…_then_local`.
///
/// Dropping it changes nothing: the operation runs on. Clones are handles of the same operation.
///
/// From the pattern's "Optionally Support Cancellation"; no user state is needed to tell the operation apart.
///
/// ```
/// use std::sync::Arc;
/// use std::time::Duration;
/// use eap_runtime::{AsyncError, CancellationToken, EventLoop, Events, TaskId, event_async};
///
/// #[derive(Default)]
/// struct Timer {
///     events: Events<Self>,
/// }
///
/// #[event_async(concurrent, then)]
/// impl Timer {
///     #[event_async]
///     fn sleep(&self, seconds: u64, #[cancel] cancel: &CancellationToken) {
///         let _cancelled = cancel.wait_timeout(Duration::from_secs(seconds));
///     }
/// }
///
/// let event_loop = EventLoop::new();
/// let _current = event_loop.enter();
/// let timer = Arc::new(Timer::default());
/// let handle = timer.sleep_then(3600, TaskId::new(), |outcome| assert_eq!(outcome, Err(AsyncError::Cancelled)))?;
/// handle.cancel();
/// event_loop.run();
/// assert!(handle.is_completed());
/// # Ok::<(), eap_runtime::InvokeError>(())
/// ```
#[derive(Clone)]
pub struct OperationHandle {
    operation: Option<Arc<dyn Cancellable>>,
}

impl OperationHandle {
    pub(super) fn new(operation: Handle) -> Self {
        Self { operation }
    }

    /// Requests the cancellation of the operation.
    ///
    /// An operation that has not begun never runs. One that runs observes the request through its token, if its method takes
    /// one. Repeated and late requests do nothing.
    ///
    /// ```
    /// use std::sync::{Arc, mpsc};
    /// use std::time::Duration;
    /// use eap_runtime::{AsyncError, CancellationToken, Events, event_async};
    ///
    /// #[derive(Default)]
    /// struct Timer {
    ///     events: Events<Self>,
    /// }
    ///
    /// #[event_async(then)]
    /// impl Timer {
    ///     #[event_async]
    ///     fn sleep(&self, seconds: u64, #[cancel] cancel: &CancellationToken) {
    ///         let _cancelled = cancel.wait_timeout(Duration::from_secs(seconds));
    ///     }
    /// }
    ///
    /// let (sender, receiver) = mpsc::channel();
    /// let handle = Arc::new(Timer::default()).sleep_then(3600, move |outcome| sender.send(outcome).unwrap())?;
    /// handle.cancel();
    /// assert_eq!(receiver.recv()?, Err(AsyncError::Cancelled));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn cancel(&self) {
        if let Some(operation) = &self.operation {
            Arc::clone(operation).cancel();
        }
    }

    /// Returns whether the operation is over: its callback is about to run, or has run.
    ///
    /// ```
    /// use std::sync::{Arc, mpsc};
    /// use std::time::Duration;
    /// use eap_runtime::{CancellationToken, Events, event_async};
    ///
    /// #[derive(Default)]
    /// struct Timer {
    ///     events: Events<Self>,
    /// }
    ///
    /// #[event_async(then)]
    /// impl Timer {
    ///     #[event_async]
    ///     fn sleep(&self, seconds: u64, #[cancel] cancel: &CancellationToken) {
    ///         let _cancelled = cancel.wait_timeout(Duration::from_secs(seconds));
    ///     }
    /// }
    ///
    /// let (sender, receiver) = mpsc::channel();
    /// let handle = Arc::new(Timer::default()).sleep_then(0, move |outcome| sender.send(outcome).unwrap())?;
    /// assert_eq!(receiver.recv()?, Ok(()));
    /// assert!(handle.is_completed());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn is_completed(&self) -> bool {
        let operation = self.operation.as_ref();
        operation.is_none_or(|operation| operation.cancellation().is_completed())
    }
}

impl fmt::Debug for OperationHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OperationHandle")
            .field("is_completed", &self.is_completed())
            .finish()
    }
}
