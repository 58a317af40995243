//! A future's progress, as a stream beside it.

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use super::wake;
use crate::progress::{ProgressChangedEventArgs, Report};
use crate::sync::{AtomicBool, Mutex, Ordering, lock};

/// The progress of an operation that was started by `…_future`: from
/// [`OperationFuture::progress`](crate::OperationFuture::progress).
///
/// With the feature `stream` it is a [`Stream`]; without, poll it by [`poll_next`](Self::poll_next) or with
/// [`std::future::poll_fn`]. It gives the reports in their order, and ends before the future is ready.
///
/// [`Stream`]: https://docs.rs/futures-core/0.3/futures_core/stream/trait.Stream.html
///
/// ```
/// use std::future::poll_fn;
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
/// while let Some(e) = poll_fn(|context| progress.poll_next(context)).await {
///     heard += 1;
///     assert_eq!(e.progress_percentage(), heard);
/// }
/// counting.await?;
/// assert_eq!(heard, 100);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "reports that nobody polls for are lost with the stream"]
pub struct ProgressStream<P = ()>(Option<Arc<Reports<P>>>);

impl<P> ProgressStream<P> {
    /// Of nothing, it ends at once.
    pub(super) fn of(reports: Option<Arc<Reports<P>>>) -> Self {
        Self(reports)
    }

    /// The next report, or `None` at the end.
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

/// The reports between the method and the stream.
pub(crate) struct Reports<P> {
    /// The stream is gone: to know it, a report need not lock.
    ignored: AtomicBool,
    state: Mutex<State<P>>,
}

struct State<P> {
    coalesce: bool,
    waiting: VecDeque<ProgressChangedEventArgs<P>>,
    waker: Option<Waker>,
    /// The method is done.
    closed: bool,
}

impl<P> Reports<P> {
    pub(crate) fn new() -> Self {
        Self {
            ignored: AtomicBool::new(false),
            state: Mutex::new(State {
                coalesce: false,
                waiting: VecDeque::new(),
                waker: None,
                closed: false,
            }),
        }
    }

    /// A report that still waits is replaced by the next.
    pub(crate) fn coalesce(&self) {
        lock(&self.state).coalesce = true;
    }

    /// Nothing more is reported.
    pub(crate) fn close(&self) {
        let mut state = lock(&self.state);
        state.closed = true;
        let waker = state.waker.take();
        drop(state);
        wake(waker);
    }

    fn poll(&self, waker: &Waker) -> Poll<Option<ProgressChangedEventArgs<P>>> {
        // A waker is another's code: it is cloned and dropped without the lock.
        let ours = waker.clone();
        let mut state = lock(&self.state);
        if let Some(report) = state.waiting.pop_front() {
            return Poll::Ready(Some(report));
        }
        if state.closed {
            return Poll::Ready(None);
        }
        let before = state.waker.replace(ours);
        drop(state);
        drop(before);
        Poll::Pending
    }

    fn ignore(&self) {
        self.ignored.store(true, Ordering::Relaxed);
        let mut state = lock(&self.state);
        let waiting = std::mem::take(&mut state.waiting);
        let waker = state.waker.take();
        drop(state);
        drop((waiting, waker));
    }
}

impl<P: Send> Report<P> for Reports<P> {
    fn is_heard(&self, _with_data: bool) -> bool {
        !self.ignored.load(Ordering::Relaxed)
    }

    fn report(self: Arc<Self>, percentage: u8, data: Option<P>) {
        let report = ProgressChangedEventArgs::new(percentage, data, ());
        let mut state = lock(&self.state);
        if state.closed || self.ignored.load(Ordering::Relaxed) {
            drop(state);
            return;
        }
        let replaced = if state.coalesce {
            state.waiting.pop_back()
        } else {
            None
        };
        state.waiting.push_back(report);
        let waker = state.waker.take();
        drop(state);
        drop(replaced);
        wake(waker);
    }
}
