//! The outcome of an operation as a `Future`, for programs that have an executor of futures.

mod face;
#[cfg(all(test, loom))]
mod model;
mod reports;
mod slot;
mod stream;

use std::convert::Infallible;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

pub use self::face::{Streaming, ToFuture};
use self::reports::Reports;
use self::slot::Slot;
pub use self::stream::ProgressStream;
use crate::error::{AsyncError, InvokeError};
use crate::pending::Handle;
use crate::unwind;

/// An operation that was started by `…_future`, as a `Future` that any executor can poll.
///
/// The operation starts with the call, not with the first poll. If it could not start, the future yields
/// [`AsyncError::Refused`]. Dropping the future before it is ready requests the operation's cancellation;
/// [`detach`](Self::detach) lets it run on. No [context](crate::context) takes part: the worker wakes the task. The future is
/// fused: once it has yielded the outcome, it is pending for ever.
///
/// From the pattern's introduction: what .NET returns as a `Task` in its later patterns.
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
    fn new(slot: Arc<Slot<O, E>>, reports: Option<Arc<Reports<P>>>) -> Self {
        Self {
            slot,
            operation: None,
            reports,
        }
    }

    fn started(mut self, operation: Result<Handle, InvokeError>) -> Self {
        match operation {
            Ok(operation) => self.operation = operation,
            Err(error) => {
                self.slot = Slot::ready(Err(AsyncError::Refused(error)));
                self.reports = None;
            }
        }
        self
    }

    /// Requests the cancellation of the operation, on every component, without a user state. The future still yields the
    /// outcome.
    ///
    /// An operation that has not begun never runs. One that runs observes the request through its token, if its method takes
    /// one. Repeated and late requests do nothing. From the pattern's "Optionally Support Cancellation".
    ///
    /// ```
    /// use std::sync::Arc;
    /// use std::time::Duration;
    /// use eap_runtime::{AsyncError, CancellationToken, Events, event_async};
    ///
    /// #[derive(Default)]
    /// struct Timer {
    ///     events: Events<Self>,
    /// }
    ///
    /// #[event_async(future)]
    /// impl Timer {
    ///     #[event_async]
    ///     fn sleep(&self, seconds: u64, #[cancel] cancel: &CancellationToken) {
    ///         let _cancelled = cancel.wait_timeout(Duration::from_secs(seconds));
    ///     }
    /// }
    ///
    /// # let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    /// # runtime.block_on(async {
    /// let sleeping = Arc::new(Timer::default()).sleep_future(3600);
    /// sleeping.cancel();
    /// assert_eq!(sleeping.await, Err(AsyncError::Cancelled));
    /// # });
    /// ```
    pub fn cancel(&self) {
        if let Some(operation) = &self.operation {
            Arc::clone(operation).cancel();
        }
    }

    /// Returns whether the operation is over, so that the future is ready.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use eap_runtime::{Events, event_async};
    ///
    /// #[derive(Default)]
    /// struct Adder {
    ///     events: Events<Self>,
    /// }
    ///
    /// #[event_async(future)]
    /// impl Adder {
    ///     #[event_async]
    ///     fn add(&self, a: u32, b: u32) -> u32 {
    ///         a + b
    ///     }
    /// }
    ///
    /// let adding = Arc::new(Adder::default()).add_future(1, 2);
    /// while !adding.is_completed() {
    ///     std::thread::yield_now(); // a worker runs it, whether or not it is polled
    /// }
    /// ```
    #[must_use]
    pub fn is_completed(&self) -> bool {
        self.slot.is_completed()
    }

    /// Drops the future and lets the operation run on. Its outcome is dropped.
    ///
    /// ```
    /// use std::sync::{Arc, mpsc};
    /// use eap_runtime::{Events, event_async};
    ///
    /// #[derive(Default)]
    /// struct Log {
    ///     events: Events<Self>,
    /// }
    ///
    /// #[event_async(future)]
    /// impl Log {
    ///     #[event_async]
    ///     fn write(&self, line: String, sink: mpsc::Sender<String>) {
    ///         let _ = sink.send(line);
    ///     }
    /// }
    ///
    /// let (sink, lines) = mpsc::channel();
    /// Arc::new(Log::default()).write_future("started".to_owned(), sink).detach();
    /// assert_eq!(lines.recv()?, "started");
    /// # Ok::<(), mpsc::RecvError>(())
    /// ```
    pub fn detach(mut self) {
        self.operation = None;
    }

    /// Returns the progress of the operation, as a stream that ends before the operation does.
    ///
    /// Take it before the future is polled: from then on, reports that no stream waits for are dropped. A second stream ends
    /// at once, as does that of a method without `#[progress]`.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use std::time::Duration;
    /// use eap_runtime::{CancellationToken, Events, Progress, event_async};
    ///
    /// #[derive(Default)]
    /// struct Timer {
    ///     events: Events<Self>,
    /// }
    ///
    /// #[event_async(future)]
    /// impl Timer {
    ///     #[event_async]
    ///     fn sleep(&self, seconds: u64, #[cancel] cancel: &CancellationToken, #[progress] progress: &Progress) {
    ///         progress.report(50);
    ///         let _cancelled = cancel.wait_timeout(Duration::from_secs(seconds));
    ///     }
    /// }
    ///
    /// # let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    /// # runtime.block_on(async {
    /// let mut sleeping = Arc::new(Timer::default()).sleep_future(0);
    /// let mut progress = sleeping.progress();
    /// assert_eq!(progress.next().await.map(|e| e.progress_percentage()), Some(50));
    /// assert!(progress.next().await.is_none());
    /// # });
    /// ```
    pub fn progress(&mut self) -> ProgressStream<P> {
        ProgressStream::new(self.reports.take())
    }
}

impl<O, E, P> Future for OperationFuture<O, E, P> {
    type Output = Result<O, AsyncError<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        drop(ProgressStream::new(self.reports.take()));
        self.slot.poll(context.waker())
    }
}

#[cfg(feature = "stream")]
impl<O, E, P> futures_core::FusedFuture for OperationFuture<O, E, P> {
    fn is_terminated(&self) -> bool {
        self.slot.is_taken()
    }
}

impl<O, E, P> Unpin for OperationFuture<O, E, P> {}

impl<O, E, P> Drop for OperationFuture<O, E, P> {
    fn drop(&mut self) {
        // First, so that a completion wakes nobody. The waker is the user's, and may panic when it is dropped.
        unwind::contain(|| self.slot.forget_task());
        // Too late, the request does nothing.
        if let Some(operation) = self.operation.take() {
            operation.cancel();
        }
        drop(ProgressStream::new(self.reports.take()));
    }
}

impl<O, E, P> fmt::Debug for OperationFuture<O, E, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OperationFuture").finish_non_exhaustive()
    }
}

/// Wakes the task, if one waits. A panic of its executor is contained.
fn wake(waker: Option<Waker>) {
    if let Some(waker) = waker {
        unwind::contain(|| waker.wake());
    }
}
