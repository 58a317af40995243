//! A ready-made component that runs one piece of work in the background.

mod completed;
mod running;
mod unsupported;

use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;

pub use self::completed::RunWorkerCompletedEventArgs;
use self::running::Properties;
pub use self::running::{DoWorkEventArgs, RunningWorker};
pub use self::unsupported::{DoesNotReportProgress, DoesNotSupportCancellation};
use crate::component;
use crate::error::InvokeError;
use crate::event::{AnyThread, Event};
use crate::events::{Component, Events};
use crate::executor::Executor;
use crate::progress::ProgressChangedEventArgs;

/// Runs a closure in the background, one run at a time, and raises events for its progress and its completion.
///
/// `A` is the type of the argument, `R` of the result, `P` of the data that is reported with the progress, and `E` of the
/// work's error. Like every component it is shared as an `Arc`, and its events are raised in the context that was current when
/// the run was started. From the pattern's "Implementing the Event-based Asynchronous Pattern": "For simple asynchronous operations, you
/// may find the `BackgroundWorker` component suitable".
///
/// ```
/// use std::sync::Arc;
/// use eap_runtime::{BackgroundWorker, EventLoop};
///
/// let event_loop = EventLoop::new();
/// let _current = event_loop.enter();
///
/// let worker = Arc::new(BackgroundWorker::<u64, u64>::do_work(|worker, e| {
///     let mut sum = 0;
///     for number in 1..=*e.argument() {
///         if worker.cancellation_pending() {
///             break; // the run completes as cancelled, and the sum is dropped
///         }
///         sum += number;
///     }
///     sum
/// }));
/// worker.set_worker_supports_cancellation(true);
/// worker.run_worker_completed().subscribe(|_worker, e| match e.result() {
///     Ok(sum) => println!("the sum is {sum}"),
///     Err(error) => println!("{error}"),
/// });
/// worker.run_worker_async(1000)?;
/// event_loop.run();
/// # Ok::<(), eap_runtime::InvokeError>(())
/// ```
///
/// # Differences from .NET
///
/// * `DoWork` is not an event. The work is a closure that is given when the worker is made, and the result of type `R` is what
///   the closure returns. Instead of throwing an exception it returns an error of type `E`
///   ([`try_do_work`](Self::try_do_work)), or panics.
/// * The closure gets a [`RunningWorker`] instead of the worker. A run completes as cancelled if its work saw before it returned
///   that a cancellation is pending: there is no `Cancel` to forget. A request that the work never looked at has no effect.
/// * A run that is cancelled before a thread is free for it never begins, and completes as cancelled.
/// * Where .NET throws an `InvalidOperationException`, functions return an error: [`InvokeError::Busy`],
///   [`DoesNotReportProgress`], [`DoesNotSupportCancellation`].
/// * Progress events are raised in order, and none after [`run_worker_completed`](Self::run_worker_completed), in every context.
pub struct BackgroundWorker<A = (), R = (), P = (), E = Infallible> {
    events: Events<Self>,
    properties: Arc<Properties>,
    work: Box<Work<A, R, P, E>>,
}

type Work<A, R, P, E> = dyn Fn(&RunningWorker<P>, DoWorkEventArgs<A>) -> Result<R, E> + Send + Sync;

impl<A: 'static, R: 'static, P: 'static> BackgroundWorker<A, R, P> {
    /// Makes a worker whose work cannot fail: .NET's `DoWork`. The closure returns the result.
    ///
    /// As in .NET, the worker neither reports progress nor supports cancellation until
    /// [`set_worker_reports_progress`](Self::set_worker_reports_progress) and
    /// [`set_worker_supports_cancellation`](Self::set_worker_supports_cancellation) allow it.
    ///
    /// ```
    /// use eap_runtime::BackgroundWorker;
    ///
    /// let _worker = BackgroundWorker::<Vec<u32>, Vec<u32>>::do_work(|_worker, e| {
    ///     let mut numbers = e.into_argument();
    ///     numbers.sort();
    ///     numbers
    /// });
    /// ```
    ///
    /// A panic of the work is caught and becomes the [error](crate::AsyncCompletedEventArgs::error) of the run.
    #[must_use]
    pub fn do_work(
        work: impl Fn(&RunningWorker<P>, DoWorkEventArgs<A>) -> R + AnyThread + 'static,
    ) -> Self {
        Self::try_do_work(move |worker, e| Ok(work(worker, e)))
    }
}

impl<A: 'static, R: 'static, P: 'static, E: 'static> BackgroundWorker<A, R, P, E> {
    /// Makes a worker whose work can fail. An `Err` becomes the error of
    /// [`run_worker_completed`](Self::run_worker_completed).
    ///
    /// `E` can be any type. With `io::Error`, `anyhow::Error`, `Box<dyn Error + Send + Sync>`, `String` or an enum with a
    /// `#[from] DoesNotReportProgress`, `?` works on [`report_progress`](RunningWorker::report_progress), too.
    ///
    /// ```
    /// use std::{fs, io, path::PathBuf};
    /// use eap_runtime::BackgroundWorker;
    ///
    /// let worker = BackgroundWorker::<PathBuf, usize, (), io::Error>::try_do_work(|worker, e| {
    ///     let text = fs::read_to_string(e.argument())?;
    ///     worker.report_progress(50)?;
    ///     Ok(text.lines().count())
    /// });
    /// worker.set_worker_reports_progress(true);
    /// ```
    #[must_use]
    pub fn try_do_work(
        work: impl Fn(&RunningWorker<P>, DoWorkEventArgs<A>) -> Result<R, E> + AnyThread + 'static,
    ) -> Self {
        Self {
            events: Events::new(),
            properties: Arc::default(),
            work: Box::new(work),
        }
    }

    /// Runs the work on `executor`, which serves this worker alone.
    ///
    /// ```
    /// use eap_runtime::{BackgroundWorker, ThreadPool};
    ///
    /// let disk = ThreadPool::builder().max_threads(1).build();
    /// let worker = BackgroundWorker::<(), ()>::do_work(|_worker, _e| ()).with_executor(disk);
    /// assert!(!worker.is_busy());
    /// ```
    #[must_use]
    pub fn with_executor(mut self, executor: impl Executor + 'static) -> Self {
        self.events.set_executor(executor);
        self
    }

    /// Returns whether a run has started and not completed. When the handlers of
    /// [`run_worker_completed`](Self::run_worker_completed) run, it has completed: they may start the next one.
    ///
    /// From the pattern's "Optionally Support the `IsBusy` Property".
    ///
    /// ```
    /// use std::sync::Arc;
    /// use eap_runtime::{BackgroundWorker, EventLoop};
    ///
    /// let event_loop = EventLoop::new();
    /// let _current = event_loop.enter();
    /// let worker = Arc::new(BackgroundWorker::<(), ()>::do_work(|_worker, _e| ()));
    /// worker.run_worker_async(())?;
    /// assert!(worker.is_busy()); // the loop has not run yet
    /// event_loop.run();
    /// assert!(!worker.is_busy());
    /// # Ok::<(), eap_runtime::InvokeError>(())
    /// ```
    #[must_use]
    pub fn is_busy(&self) -> bool {
        component::is_busy(self)
    }

    /// Returns whether the cancellation of the run was requested. False when none is running.
    ///
    /// This is for the client, and has no effect on the run. The work calls [`RunningWorker::cancellation_pending`]. From the pattern's "Optionally Support Cancellation".
    ///
    /// ```
    /// use eap_runtime::BackgroundWorker;
    ///
    /// let worker = BackgroundWorker::<(), ()>::do_work(|_worker, _e| ());
    /// assert!(!worker.cancellation_pending());
    /// ```
    #[must_use]
    pub fn cancellation_pending(&self) -> bool {
        self.events.table().is_cancel_requested()
    }

    /// Requests the cancellation of the run, and returns at once. A repeated request, and one without a run, does nothing. The next
    /// run is not affected.
    ///
    /// From the pattern's "Optionally Support Cancellation": "the operation may or may not actually cancel".
    ///
    /// ```
    /// use eap_runtime::{BackgroundWorker, DoesNotSupportCancellation};
    ///
    /// let worker = BackgroundWorker::<(), ()>::do_work(|_worker, _e| ());
    /// assert_eq!(worker.cancel_async(), Err(DoesNotSupportCancellation));
    /// worker.set_worker_supports_cancellation(true);
    /// assert_eq!(worker.cancel_async(), Ok(()));
    /// ```
    ///
    /// # Errors
    ///
    /// [`DoesNotSupportCancellation`], unless [`worker_supports_cancellation`](Self::worker_supports_cancellation): nothing was
    /// requested.
    pub fn cancel_async(&self) -> Result<(), DoesNotSupportCancellation> {
        if !self.worker_supports_cancellation() {
            return Err(DoesNotSupportCancellation);
        }
        component::cancel(self);
        Ok(())
    }

    /// Returns whether the work may report progress. False until
    /// [`set_worker_reports_progress`](Self::set_worker_reports_progress) allows it.
    ///
    /// From the pattern's "Optionally Provide Support for Progress Reporting".
    ///
    /// ```
    /// use eap_runtime::BackgroundWorker;
    ///
    /// let worker = BackgroundWorker::<(), ()>::do_work(|_worker, _e| ());
    /// assert!(!worker.worker_reports_progress());
    /// ```
    #[must_use]
    pub fn worker_reports_progress(&self) -> bool {
        self.properties.reports_progress()
    }

    /// Sets whether the work may report progress.
    ///
    /// From the pattern's "Optionally Provide Support for Progress Reporting".
    ///
    /// ```
    /// use eap_runtime::BackgroundWorker;
    ///
    /// let worker = BackgroundWorker::<(), ()>::do_work(|_worker, _e| ());
    /// worker.set_worker_reports_progress(true);
    /// assert!(worker.worker_reports_progress());
    /// ```
    pub fn set_worker_reports_progress(&self, reports: bool) {
        self.properties.set_reports_progress(reports);
    }

    /// Returns whether a run may be cancelled. False until
    /// [`set_worker_supports_cancellation`](Self::set_worker_supports_cancellation) allows it.
    ///
    /// From the pattern's "Optionally Support Cancellation".
    ///
    /// ```
    /// use eap_runtime::BackgroundWorker;
    ///
    /// let worker = BackgroundWorker::<(), ()>::do_work(|_worker, _e| ());
    /// assert!(!worker.worker_supports_cancellation());
    /// ```
    #[must_use]
    pub fn worker_supports_cancellation(&self) -> bool {
        self.properties.supports_cancellation()
    }

    /// Sets whether a run may be cancelled.
    ///
    /// From the pattern's "Optionally Support Cancellation".
    ///
    /// ```
    /// use eap_runtime::BackgroundWorker;
    ///
    /// let worker = BackgroundWorker::<(), ()>::do_work(|_worker, _e| ());
    /// worker.set_worker_supports_cancellation(true);
    /// assert!(worker.worker_supports_cancellation());
    /// ```
    pub fn set_worker_supports_cancellation(&self, supports: bool) {
        self.properties.set_supports_cancellation(supports);
    }
}

impl<A, R, P, E> BackgroundWorker<A, R, P, E>
where
    A: Send + 'static,
    R: Send + 'static,
    P: Send + 'static,
    E: Send + 'static,
{
    /// Starts a run, and returns at once. The work gets the argument as [`DoWorkEventArgs::argument`].
    ///
    /// From the pattern's "Naming Asynchronous Methods".
    ///
    /// ```
    /// use std::sync::{Arc, mpsc};
    /// use eap_runtime::BackgroundWorker;
    ///
    /// let worker = Arc::new(BackgroundWorker::<u32, u32>::do_work(|_worker, e| e.argument() * 2));
    /// let (sender, receiver) = mpsc::channel();
    /// worker.run_worker_completed().subscribe(move |_worker, e| {
    ///     let _ = sender.send(e.result().ok().copied());
    /// });
    /// worker.run_worker_async(21)?;
    /// assert_eq!(receiver.recv()?, Some(42));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`InvokeError::Busy`] while another run has not completed; [`InvokeError::Rejected`] if the executor refuses the run.
    /// Nothing was started then, and no event will be raised.
    pub fn run_worker_async(self: &Arc<Self>, argument: A) -> Result<(), InvokeError> {
        component::one_at_a_time(self, ())
            .progress(Self::progress_changed)
            // Always, since `worker_supports_cancellation` may change while the work runs.
            .cancellable()
            .completed(Self::run_worker_completed)
            .try_start(move |worker, call| {
                let running = RunningWorker::new(call.progress(), call.token(), &worker.properties);
                (worker.work)(&running, DoWorkEventArgs::new(argument))
            })
    }

    /// Raised when the work [reports progress](RunningWorker::report_progress).
    ///
    /// From the pattern's "Optionally Provide Support for Progress Reporting".
    ///
    /// ```
    /// use std::sync::Arc;
    /// use eap_runtime::{BackgroundWorker, DoesNotReportProgress, EventLoop};
    ///
    /// let event_loop = EventLoop::new();
    /// let _current = event_loop.enter();
    /// let worker = Arc::new(BackgroundWorker::<(), (), &str, DoesNotReportProgress>::try_do_work(|worker, _e| {
    ///     worker.report_progress_with(50, "half")
    /// }));
    /// worker.set_worker_reports_progress(true);
    /// worker.progress_changed().subscribe(|_worker, e| println!("{} %: {:?}", e.progress_percentage(), e.data()));
    /// worker.run_worker_async(())?;
    /// event_loop.run();
    /// # Ok::<(), eap_runtime::InvokeError>(())
    /// ```
    #[must_use]
    pub fn progress_changed(&self) -> &Event<Self, ProgressChangedEventArgs<P>> {
        component::event(self, 1)
    }

    /// Raised once for each run: when the work has returned or panicked, or was cancelled.
    ///
    /// From the pattern's "Naming Asynchronous Methods".
    ///
    /// ```
    /// use std::sync::Arc;
    /// use eap_runtime::{BackgroundWorker, EventLoop};
    ///
    /// let event_loop = EventLoop::new();
    /// let _current = event_loop.enter();
    /// let worker = Arc::new(BackgroundWorker::<u32, u32>::do_work(|_worker, e| e.argument() + 1));
    /// worker.run_worker_completed().subscribe(|worker, e| match e.result() {
    ///     // The run is over: the worker can be run again.
    ///     Ok(number) if *number < 3 => worker.run_worker_async(*number).unwrap(),
    ///     result => println!("{result:?}"),
    /// });
    /// worker.run_worker_async(0)?;
    /// event_loop.run();
    /// # Ok::<(), eap_runtime::InvokeError>(())
    /// ```
    #[must_use]
    pub fn run_worker_completed(&self) -> &Event<Self, RunWorkerCompletedEventArgs<R, E>> {
        component::event(self, 0)
    }
}

impl<A: 'static, R: 'static, P: 'static, E: 'static> Component for BackgroundWorker<A, R, P, E> {
    fn events(&self) -> &Events<Self> {
        &self.events
    }
}

impl<A: 'static, R: 'static, P: 'static, E: 'static> fmt::Debug for BackgroundWorker<A, R, P, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BackgroundWorker")
            .field("is_busy", &self.is_busy())
            .field("worker_reports_progress", &self.worker_reports_progress())
            .field(
                "worker_supports_cancellation",
                &self.worker_supports_cancellation(),
            )
            .finish_non_exhaustive()
    }
}
