//! An operation's end as a `Future`, for programs that have an executor of futures.

#[cfg(all(test, loom))]
mod model;
mod slot;
mod stream;

use std::convert::Infallible;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use self::slot::Slot;
pub(crate) use self::slot::pair;
pub use self::stream::ProgressStream;
pub(crate) use self::stream::Reports;
use crate::error::{AsyncError, InvokeError};
use crate::pending::Handle;
use crate::unwind;

/// An operation that was started by `…_future`, as a `Future` that any executor can poll.
///
/// The operation starts with the call, not with the first poll. One that could not start gives
/// [`AsyncError::Refused`]. Dropping the future before it is ready requests the operation's cancellation. It wakes its task
/// once, from the worker; no [context](crate::context) takes part. Once it has given the outcome, it is pending for ever.
///
/// ```
/// use std::sync::Arc;
/// use eap_runtime::{Events, event_async};
///
/// #[derive(Default)]
/// struct Disk {
///     events: Events<Self>,
/// }
///
/// #[event_async(future)]
/// impl Disk {
///     #[event_async]
///     fn read(&self, sector: u64) -> std::io::Result<Vec<u8>> {
///         Ok(vec![0; 512])
///     }
/// }
///
/// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
/// # runtime.block_on(async {
/// let disk = Arc::new(Disk::default());
/// assert_eq!(disk.read_future(1).await?.len(), 512);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "dropping the future requests the operation's cancellation"]
pub struct OperationFuture<O, E = Infallible, P = ()> {
    slot: Arc<Slot<O, E>>,
    operation: Handle,
    /// What the method reports, until somebody takes it.
    reports: Option<Arc<Reports<P>>>,
}

impl<O, E, P> OperationFuture<O, E, P> {
    pub(crate) fn starting(slot: Arc<Slot<O, E>>, reports: Option<Arc<Reports<P>>>) -> Self {
        Self {
            slot,
            operation: None,
            reports,
        }
    }

    pub(crate) fn started(mut self, operation: Result<Handle, InvokeError>) -> Self {
        match operation {
            Ok(operation) => self.operation = operation,
            Err(error) => {
                self.slot = Slot::ready(Err(AsyncError::Refused(error)));
                self.reports = None;
            }
        }
        self
    }

    /// The progress of the operation, as a stream that ends before the operation does.
    ///
    /// Take it before the future is polled: from then on, reports that no stream waits for are dropped. A second one ends at
    /// once, as does that of a method without `#[progress]`.
    pub fn progress(&mut self) -> ProgressStream<P> {
        ProgressStream::of(self.reports.take())
    }
}

impl<O, E, P> Future for OperationFuture<O, E, P> {
    type Output = Result<O, AsyncError<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        drop(ProgressStream::of(self.reports.take()));
        self.slot.poll(context.waker())
    }
}

impl<O, E, P> Unpin for OperationFuture<O, E, P> {}

impl<O, E, P> Drop for OperationFuture<O, E, P> {
    fn drop(&mut self) {
        if let Some(operation) = self.operation.take() {
            // After the end, a request does nothing. It comes first, for what is dropped next is others' code and may panic.
            operation.cancellation().request();
        }
        self.slot.forget_task();
        drop(ProgressStream::of(self.reports.take()));
    }
}

impl<O, E, P> fmt::Debug for OperationFuture<O, E, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OperationFuture").finish_non_exhaustive()
    }
}

/// Wakes the task, if one waits. A panic of its executor is not the operation's.
fn wake(waker: Option<Waker>) {
    if let Some(waker) = waker {
        unwind::contain(|| waker.wake());
    }
}
