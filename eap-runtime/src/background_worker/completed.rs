//! The arguments of a worker's Completed event.

use std::convert::Infallible;
use std::fmt;
use std::ops::Deref;

use crate::args::{AsyncCompletedEventArgs, Completed, FromCompleted};
use crate::error::AsyncError;

/// How a run of a [`BackgroundWorker`](crate::BackgroundWorker) ended. It dereferences to [`AsyncCompletedEventArgs`],
/// for [`error`](AsyncCompletedEventArgs::error), [`cancelled`](AsyncCompletedEventArgs::cancelled) and
/// [`check`](AsyncCompletedEventArgs::check).
///
/// From the pattern's "Naming Asynchronous Methods": "exposes its members as read-only properties".
///
/// ```
/// use std::sync::{Arc, mpsc};
/// use eap_runtime::{AsyncError, BackgroundWorker};
///
/// let worker = Arc::new(BackgroundWorker::<(), u32>::do_work(|_worker, _e| panic!("burnt")));
/// let (sender, receiver) = mpsc::channel();
/// worker.run_worker_completed().subscribe(move |_worker, e| {
///     let _ = sender.send((e.cancelled(), e.error().map(ToString::to_string)));
/// });
/// worker.run_worker_async(())?;
/// assert_eq!(receiver.recv()?, (false, Some(String::from("the operation panicked: burnt"))));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct RunWorkerCompletedEventArgs<R, E = Infallible> {
    completed: Completed<R, E, ()>,
}

impl<R, E> RunWorkerCompletedEventArgs<R, E> {
    /// Returns the result of the work.
    ///
    /// ```
    /// use std::sync::{Arc, mpsc};
    /// use eap_runtime::BackgroundWorker;
    ///
    /// let worker = Arc::new(BackgroundWorker::<(), u32>::do_work(|_worker, _e| 42));
    /// let (sender, receiver) = mpsc::channel();
    /// worker.run_worker_completed().subscribe(move |_worker, e| {
    ///     let _ = sender.send(e.result().ok().copied());
    /// });
    /// worker.run_worker_async(())?;
    /// assert_eq!(receiver.recv()?, Some(42));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Why there is none: the failure, the panic, or the cancellation.
    pub fn result(&self) -> Result<&R, &AsyncError<E>> {
        self.completed.outputs()
    }
}

impl<R, E> Deref for RunWorkerCompletedEventArgs<R, E> {
    type Target = AsyncCompletedEventArgs<E>;

    fn deref(&self) -> &Self::Target {
        self.completed.base()
    }
}

#[diagnostic::do_not_recommend]
impl<R, E> FromCompleted<R, E, ()> for RunWorkerCompletedEventArgs<R, E> {
    fn from_completed(completed: Completed<R, E, ()>) -> Self {
        Self { completed }
    }
}

impl<R, E> fmt::Debug for RunWorkerCompletedEventArgs<R, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.completed.fmt_as("RunWorkerCompletedEventArgs", f)
    }
}
