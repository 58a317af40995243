//! A future's progress, as a stream beside it.

use std::fmt;
use std::future::poll_fn;
use std::sync::Arc;
use std::task::{Context, Poll};

use super::reports::Reports;
use crate::progress::ProgressChangedEventArgs;

/// The progress of an operation that was started by `…_future`: from
/// [`OperationFuture::progress`](crate::OperationFuture::progress).
///
/// It yields the reports in their order, and ends before the future is ready. Await [`next`](Self::next); with the feature
/// `stream` it is also a [`Stream`].
///
/// [`Stream`]: https://docs.rs/futures-core/0.3/futures_core/stream/trait.Stream.html
///
/// From the pattern's "Optionally Provide Support for Progress Reporting".
///
/// ```
/// use std::sync::Arc;
/// use eap_runtime::{Events, Progress, event_async};
///
/// #[derive(Default)]
/// struct Counter {
///     events: Events<Self>,
/// }
///
/// #[event_async(future)]
/// impl Counter {
///     #[event_async]
///     fn count(&self, to: u8, #[progress] progress: &Progress) {
///         (1..=to).for_each(|number| progress.report(number));
///     }
/// }
///
/// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
/// # runtime.block_on(async {
/// let mut counting = Arc::new(Counter::default()).count_future(100);
/// let mut progress = counting.progress();
/// let mut heard = 0;
/// while let Some(e) = progress.next().await {
///     heard += 1;
///     assert_eq!(e.progress_percentage(), heard);
/// }
/// counting.await?;
/// assert_eq!(heard, 100);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "dropping the stream drops the reports"]
pub struct ProgressStream<P = ()>(Option<Arc<Reports<P>>>);

impl<P> ProgressStream<P> {
    /// Without reports, the stream ends at once.
    pub(super) fn new(reports: Option<Arc<Reports<P>>>) -> Self {
        Self(reports)
    }

    /// Waits for the next report. `None` at the end.
    ///
    /// It is safe to drop the future before it is ready: no report is lost.
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
    /// while let Some(e) = progress.next().await {
    ///     println!("{} %", e.progress_percentage());
    /// }
    /// # });
    /// ```
    pub async fn next(&mut self) -> Option<ProgressChangedEventArgs<P>> {
        poll_fn(|context| self.poll_next(context)).await
    }

    /// Polls for the next report. `None` at the end.
    ///
    /// ```
    /// use std::future::poll_fn;
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
    /// assert!(poll_fn(|context| progress.poll_next(context)).await.is_some());
    /// # });
    /// ```
    pub fn poll_next(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<ProgressChangedEventArgs<P>>> {
        match &self.0 {
            Some(reports) => reports.poll(context.waker()),
            None => Poll::Ready(None),
        }
    }
}

#[cfg(feature = "stream")]
impl<P> futures_core::Stream for ProgressStream<P> {
    type Item = ProgressChangedEventArgs<P>;

    fn poll_next(
        self: std::pin::Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        Self::poll_next(self.get_mut(), context)
    }
}

impl<P> Drop for ProgressStream<P> {
    fn drop(&mut self) {
        if let Some(reports) = &self.0 {
            reports.ignore();
        }
    }
}

impl<P> fmt::Debug for ProgressStream<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProgressStream").finish_non_exhaustive()
    }
}
