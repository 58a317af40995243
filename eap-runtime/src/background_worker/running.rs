//! What the work of a [`BackgroundWorker`](crate::BackgroundWorker) gets.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::DoesNotReportProgress;
use crate::cancel::CancellationToken;
use crate::progress::Progress;

/// The properties of a worker, shared with its runs, since a client may change them meanwhile.
#[derive(Default)]
pub(super) struct Properties {
    reports_progress: AtomicBool,
    supports_cancellation: AtomicBool,
}

// They guard no other data, so no order is needed.
impl Properties {
    pub(super) fn reports_progress(&self) -> bool {
        self.reports_progress.load(Ordering::Relaxed)
    }

    pub(super) fn set_reports_progress(&self, reports: bool) {
        self.reports_progress.store(reports, Ordering::Relaxed);
    }

    pub(super) fn supports_cancellation(&self) -> bool {
        self.supports_cancellation.load(Ordering::Relaxed)
    }

    pub(super) fn set_supports_cancellation(&self, supports: bool) {
        self.supports_cancellation
            .store(supports, Ordering::Relaxed);
    }
}

/// A [`BackgroundWorker`](crate::BackgroundWorker) as its work sees it, for one run: the `sender` of .NET's `DoWork`.
///
/// It is a type of its own because what the work has seen decides how the run ends, unlike what a client has seen. Clones are for
/// threads that the work starts.
///
/// From the pattern's introduction: "you may find the `BackgroundWorker` component suitable".
///
/// ```
/// use eap_runtime::{BackgroundWorker, DoesNotReportProgress, RunningWorker};
///
/// fn copy(worker: &RunningWorker, files: &[&str]) -> Result<(), DoesNotReportProgress> {
///     for (done, file) in files.iter().enumerate() {
///         if worker.cancellation_pending() {
///             break;
///         }
///         println!("{file}");
///         worker.report_progress_of(done + 1, files.len())?;
///     }
///     Ok(())
/// }
///
/// let worker = BackgroundWorker::try_do_work(|worker, _e| copy(worker, &["a", "b"]));
/// worker.set_worker_reports_progress(true);
/// worker.set_worker_supports_cancellation(true);
/// # let _: BackgroundWorker<(), (), (), _> = worker;
/// ```
pub struct RunningWorker<P = ()> {
    progress: Progress<P>,
    token: CancellationToken,
    properties: Arc<Properties>,
}

impl<P> RunningWorker<P> {
    pub(super) fn new(
        progress: Progress<P>,
        token: CancellationToken,
        properties: &Arc<Properties>,
    ) -> Self {
        Self {
            progress,
            token,
            properties: Arc::clone(properties),
        }
    }

    /// Returns whether the cancellation of the run was requested. Once it has returned true, the run completes as cancelled,
    /// whatever the work returns.
    ///
    /// From the pattern's "Optionally Support Cancellation".
    ///
    /// ```
    /// use eap_runtime::BackgroundWorker;
    ///
    /// let worker = BackgroundWorker::<(), u32>::do_work(|worker, _e| {
    ///     (0..1000).take_while(|_| !worker.cancellation_pending()).count() as u32
    /// });
    /// worker.set_worker_supports_cancellation(true);
    /// ```
    #[must_use]
    pub fn cancellation_pending(&self) -> bool {
        self.token.is_cancelled()
    }

    /// Returns the run's token: to sleep until a cancellation, to unblock a blocking call, or to pass to a function.
    ///
    /// From the pattern's "Optionally Support Cancellation".
    ///
    /// ```
    /// use std::time::Duration;
    /// use eap_runtime::BackgroundWorker;
    ///
    /// let worker = BackgroundWorker::<Duration, ()>::do_work(|worker, e| {
    ///     let _cancelled = worker.cancellation_token().wait_timeout(*e.argument());
    /// });
    /// worker.set_worker_supports_cancellation(true);
    /// ```
    #[must_use]
    pub fn cancellation_token(&self) -> &CancellationToken {
        &self.token
    }

    /// Makes the run complete as cancelled, even if nobody requested it: .NET's `e.Cancel = true`.
    ///
    /// The work goes on until it returns. This works whether or not the worker supports cancellation, which is about the client's
    /// requests. From the pattern's "Optionally Support Cancellation": "a `Cancelled` field, which
    /// clients can use to determine whether the cancellation occurred".
    ///
    /// ```
    /// use std::sync::{Arc, mpsc};
    /// use eap_runtime::BackgroundWorker;
    ///
    /// let worker = Arc::new(BackgroundWorker::<(), ()>::do_work(|worker, _e| worker.cancel()));
    /// let (sender, receiver) = mpsc::channel();
    /// worker.run_worker_completed().subscribe(move |_worker, e| {
    ///     let _ = sender.send(e.cancelled());
    /// });
    /// worker.run_worker_async(())?;
    /// assert!(receiver.recv()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn cancel(&self) {
        self.token.cancel();
        // The work knows what it requested.
        let _observed = self.token.is_cancelled();
    }

    /// Reports how much is done, from 0 to 100. More counts as 100. After the run, the report is dropped.
    ///
    /// From the pattern's "Optionally Provide Support for Progress Reporting".
    ///
    /// ```
    /// use eap_runtime::{BackgroundWorker, DoesNotReportProgress};
    ///
    /// let worker = BackgroundWorker::<(), (), (), DoesNotReportProgress>::try_do_work(|worker, _e| {
    ///     worker.report_progress(50)
    /// });
    /// worker.set_worker_reports_progress(true);
    /// ```
    ///
    /// # Errors
    ///
    /// [`DoesNotReportProgress`], unless
    /// [`worker_reports_progress`](crate::BackgroundWorker::worker_reports_progress).
    pub fn report_progress(&self, percentage: u8) -> Result<(), DoesNotReportProgress> {
        self.reporting()?.report(percentage);
        Ok(())
    }

    /// Reports how much is done, and data.
    ///
    /// From the pattern's "Optionally Provide Support for Returning Incremental Results".
    ///
    /// ```
    /// use eap_runtime::{BackgroundWorker, DoesNotReportProgress};
    ///
    /// let worker = BackgroundWorker::<(), (), &str, DoesNotReportProgress>::try_do_work(|worker, _e| {
    ///     worker.report_progress_with(50, "half")
    /// });
    /// worker.set_worker_reports_progress(true);
    /// ```
    ///
    /// # Errors
    ///
    /// As [`report_progress`](Self::report_progress); the data is dropped.
    pub fn report_progress_with(
        &self,
        percentage: u8,
        data: P,
    ) -> Result<(), DoesNotReportProgress> {
        self.reporting()?.report_with(percentage, data);
        Ok(())
    }

    /// Reports that `done` of `total` is done. Both may be of any integer type; a total of 0 counts as done.
    ///
    /// From the pattern's "Optionally Provide Support for Progress Reporting".
    ///
    /// ```
    /// use eap_runtime::{BackgroundWorker, DoesNotReportProgress};
    ///
    /// let worker = BackgroundWorker::<Vec<u32>, u32, (), DoesNotReportProgress>::try_do_work(|worker, e| {
    ///     let numbers = e.into_argument();
    ///     let mut sum = 0;
    ///     for (done, number) in (1..).zip(&numbers) {
    ///         sum += number;
    ///         worker.report_progress_of(done, numbers.len())?;
    ///     }
    ///     Ok(sum)
    /// });
    /// worker.set_worker_reports_progress(true);
    /// ```
    ///
    /// # Errors
    ///
    /// As [`report_progress`](Self::report_progress).
    pub fn report_progress_of(
        &self,
        done: impl TryInto<i128>,
        total: impl TryInto<i128>,
    ) -> Result<(), DoesNotReportProgress> {
        self.reporting()?.report_of(done, total);
        Ok(())
    }

    /// Reports that `done` of `total` is done, and data.
    ///
    /// From the pattern's "Optionally Provide Support for Returning Incremental Results".
    ///
    /// ```
    /// use eap_runtime::{BackgroundWorker, DoesNotReportProgress};
    ///
    /// let worker = BackgroundWorker::<(), (), &str, DoesNotReportProgress>::try_do_work(|worker, _e| {
    ///     worker.report_progress_of_with(1, 2, "half")
    /// });
    /// worker.set_worker_reports_progress(true);
    /// ```
    ///
    /// # Errors
    ///
    /// As [`report_progress`](Self::report_progress); the data is dropped.
    pub fn report_progress_of_with(
        &self,
        done: impl TryInto<i128>,
        total: impl TryInto<i128>,
        data: P,
    ) -> Result<(), DoesNotReportProgress> {
        self.reporting()?.report_of_with(done, total, data);
        Ok(())
    }

    fn reporting(&self) -> Result<&Progress<P>, DoesNotReportProgress> {
        if self.properties.reports_progress() {
            Ok(&self.progress)
        } else {
            Err(DoesNotReportProgress)
        }
    }
}

// A derive would require `P: Clone`.
impl<P> Clone for RunningWorker<P> {
    fn clone(&self) -> Self {
        Self {
            progress: self.progress.clone(),
            token: self.token.clone(),
            properties: Arc::clone(&self.properties),
        }
    }
}

impl<P> fmt::Debug for RunningWorker<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RunningWorker")
            .field("cancellation_token", &self.token)
            .finish_non_exhaustive()
    }
}

/// The argument of a run.
///
/// Instead of setting .NET's `Result`, the work returns the result; instead of setting `Cancel`, it calls
/// [`RunningWorker::cancel`]. From the pattern's "Implementing the Event-based Asynchronous Pattern", which names
/// `BackgroundWorker`.
///
/// ```
/// use eap_runtime::BackgroundWorker;
///
/// let _worker = BackgroundWorker::<u32, u32>::do_work(|_worker, e| e.argument() + 1);
/// ```
#[derive(Clone, Debug)]
pub struct DoWorkEventArgs<A = ()> {
    argument: A,
}

impl<A> DoWorkEventArgs<A> {
    pub(super) fn new(argument: A) -> Self {
        Self { argument }
    }

    /// Returns the argument that the run was started with.
    ///
    /// ```
    /// use eap_runtime::BackgroundWorker;
    ///
    /// let _worker = BackgroundWorker::<String, usize>::do_work(|_worker, e| e.argument().len());
    /// ```
    pub fn argument(&self) -> &A {
        &self.argument
    }

    /// Returns the argument by value.
    ///
    /// ```
    /// use eap_runtime::BackgroundWorker;
    ///
    /// let _worker = BackgroundWorker::<String, Vec<u8>>::do_work(|_worker, e| e.into_argument().into_bytes());
    /// ```
    pub fn into_argument(self) -> A {
        self.argument
    }
}
