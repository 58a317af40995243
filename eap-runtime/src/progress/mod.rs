//! Progress and incremental results: what a running method reports.

mod args;
mod mailbox;
#[cfg(all(test, loom))]
mod model;
mod over;
mod routing;

use std::fmt;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

pub use self::args::ProgressChangedEventArgs;
pub use self::over::ProgressOver;
pub(crate) use self::routing::{Channel, Open};
pub use self::routing::{Muted, ProgressEvent, Reporting, Routing, Silent};
use crate::event::AnyThread;
use crate::unwind::Guarded;

/// How a method reports its progress.
///
/// A method takes one as `#[progress] progress: &Progress<P>`, where `P` is the incremental result, or the data of a
/// domain-specific indicator. The events of one operation come in the order reported, all before its Completed and none
/// after. A report that nobody listens to costs next to nothing and is not delivered later. From the pattern's "Optionally
/// Provide Support for Progress Reporting" and "… for Returning Incremental Results".
///
/// ```
/// use eap_runtime::Progress;
///
/// fn copy(files: &[&str], progress: &Progress<String>) {
///     for (done, file) in (1..).zip(files) {
///         progress.report_of_with(done, files.len(), (*file).to_owned());
///     }
/// }
///
/// copy(&["a", "b"], &Progress::none());
/// copy(&["a", "b"], &Progress::from_fn(|percentage, file| println!("{percentage} %: {file:?}")));
/// ```
pub struct Progress<P = ()> {
    target: Option<Arc<dyn Report<P>>>,
}

/// Where reports go.
pub(crate) trait Report<P>: Send + Sync {
    /// The last percentage that was reported.
    fn percentage(&self) -> &AtomicU8;

    /// Whether anybody listens to a report, with data or without. Called before anything is allocated or locked.
    fn is_heard(&self, with_data: bool) -> bool;

    fn report(self: Arc<Self>, percentage: u8, data: Option<P>);
}

impl<P> Progress<P> {
    /// Makes a `Progress` that reports to nobody, to call the method synchronously with.
    ///
    /// ```
    /// use eap_runtime::Progress;
    ///
    /// fn sum(numbers: &[u32], progress: &Progress) -> u32 {
    ///     progress.over(numbers).sum()
    /// }
    ///
    /// assert_eq!(sum(&[1, 2], &Progress::none()), 3);
    /// ```
    #[must_use]
    pub const fn none() -> Self {
        Self { target: None }
    }

    /// Makes a `Progress` that reports to a closure, to call the method synchronously with. It runs on the reporting thread.
    ///
    /// ```
    /// use eap_runtime::Progress;
    ///
    /// let progress = Progress::<&str>::from_fn(|percentage, data| println!("{percentage} %: {data:?}"));
    /// progress.report_with(50, "half");
    /// ```
    pub fn from_fn(report: impl Fn(u8, Option<P>) + AnyThread + 'static) -> Self
    where
        P: 'static,
    {
        Self::to(Arc::new(FromFn {
            percentage: AtomicU8::new(0),
            report,
        }))
    }

    pub(crate) fn to(target: Arc<dyn Report<P>>) -> Self {
        Self {
            target: Some(target),
        }
    }

    /// Reports how much is done, from 0 to 100. More counts as 100.
    ///
    /// ```
    /// use eap_runtime::Progress;
    ///
    /// let progress = Progress::<()>::from_fn(|percentage, _data| assert_eq!(percentage, 100));
    /// progress.report(120);
    /// ```
    pub fn report(&self, percentage: u8) {
        self.send(percentage, None);
    }

    /// Reports how much is done, and data: an incremental result, or the bytes of a download.
    ///
    /// ```
    /// use eap_runtime::Progress;
    ///
    /// let progress = Progress::from_fn(|percentage, data| assert_eq!((percentage, data), (50, Some("half"))));
    /// progress.report_with(50, "half");
    /// ```
    pub fn report_with(&self, percentage: u8, data: P) {
        self.send(percentage, Some(data));
    }

    /// Reports that `done` of `total` is done. Both may be of any integer type; a total of 0 counts as done.
    ///
    /// ```
    /// use eap_runtime::Progress;
    ///
    /// let progress = Progress::<()>::from_fn(|percentage, _data| assert_eq!(percentage, 66));
    /// progress.report_of(2_u64, 3_usize);
    /// ```
    pub fn report_of(&self, done: impl TryInto<i128>, total: impl TryInto<i128>) {
        self.send(percentage(done, total), None);
    }

    /// Reports that `done` of `total` is done, and data.
    ///
    /// ```
    /// use eap_runtime::Progress;
    ///
    /// let progress = Progress::from_fn(|percentage, data| assert_eq!((percentage, data), (50, Some("b"))));
    /// progress.report_of_with(1, 2, "b");
    /// ```
    pub fn report_of_with(&self, done: impl TryInto<i128>, total: impl TryInto<i128>, data: P) {
        self.send(percentage(done, total), Some(data));
    }

    /// Reports data. The percentage stays what it was.
    ///
    /// ```
    /// use eap_runtime::Progress;
    ///
    /// let progress = Progress::from_fn(|percentage, data| println!("{percentage} %: {data:?}"));
    /// progress.report(50);
    /// progress.report_data("a"); // 50 %: Some("a")
    /// ```
    pub fn report_data(&self, data: P) {
        if let Some(target) = &self.target {
            self.send(target.percentage().load(Ordering::Relaxed), Some(data));
        }
    }

    /// Wraps an iterator, to report after each item how many are done. A percentage that has not changed is not reported
    /// again.
    ///
    /// ```
    /// use std::sync::{Arc, Mutex};
    /// use eap_runtime::Progress;
    ///
    /// let heard = Arc::new(Mutex::new(Vec::new()));
    /// let log = Arc::clone(&heard);
    /// let progress = Progress::<()>::from_fn(move |percentage, _data| log.lock().unwrap().push(percentage));
    /// let sum: u32 = progress.over([1, 2, 3, 4]).sum();
    /// assert_eq!(sum, 10);
    /// assert_eq!(*heard.lock().unwrap(), [25, 50, 75, 100]);
    /// ```
    pub fn over<I>(&self, items: I) -> ProgressOver<'_, I::IntoIter, P>
    where
        I: IntoIterator<IntoIter: ExactSizeIterator>,
    {
        ProgressOver::new(self, items.into_iter())
    }

    #[inline]
    fn send(&self, percentage: u8, data: Option<P>) {
        if let Some(target) = &self.target {
            let percentage = percentage.min(100);
            target.percentage().store(percentage, Ordering::Relaxed);
            if target.is_heard(data.is_some()) {
                return Arc::clone(target).report(percentage, data);
            }
        }
        drop(Guarded::from(data));
    }
}

/// The percentage that `done` is of `total`, rounded down, so that 100 means all.
fn percentage(done: impl TryInto<i128>, total: impl TryInto<i128>) -> u8 {
    // Only a `u128` may not fit, and the largest ones are far from any count.
    let done = done.try_into().unwrap_or(i128::MAX).max(0);
    let total = total.try_into().unwrap_or(i128::MAX);
    if done >= total {
        return 100;
    }
    let percentage = match (u64::try_from(done), u64::try_from(total)) {
        (Ok(done), Ok(total)) if done <= u64::MAX / 100 => i128::from(done * 100 / total),
        _ => match done.checked_mul(100) {
            Some(hundredths) => hundredths / total,
            None => done / (total / 100),
        },
    };
    u8::try_from(percentage).unwrap_or(100).min(99)
}

// A derive would require `P: Clone`.
impl<P> Clone for Progress<P> {
    fn clone(&self) -> Self {
        Self {
            target: self.target.clone(),
        }
    }
}

/// The same as [`none`](Progress::none).
impl<P> Default for Progress<P> {
    fn default() -> Self {
        Self::none()
    }
}

// A report is handed over as a whole: a panic on the way leaves nothing half done. What a closure of `from_fn` captures is
// `Sync`, so it has locks that are poisoned.
impl<P> UnwindSafe for Progress<P> {}
impl<P> RefUnwindSafe for Progress<P> {}

impl<P> fmt::Debug for Progress<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Progress").finish_non_exhaustive()
    }
}

struct FromFn<F> {
    percentage: AtomicU8,
    report: F,
}

impl<P, F: Fn(u8, Option<P>) + Send + Sync> Report<P> for FromFn<F> {
    fn percentage(&self) -> &AtomicU8 {
        &self.percentage
    }

    fn is_heard(&self, _with_data: bool) -> bool {
        true
    }

    fn report(self: Arc<Self>, percentage: u8, data: Option<P>) {
        (self.report)(percentage, data);
    }
}

#[cfg(test)]
mod tests {
    use super::percentage;

    #[test]
    fn a_percentage_is_rounded_down_so_that_100_means_all() {
        assert_eq!(percentage(0, 3), 0);
        assert_eq!(percentage(1_u8, 3_u64), 33);
        assert_eq!(percentage(999, 1000), 99);
        assert_eq!(percentage(u64::MAX - 1, u64::MAX), 99);
        assert_eq!(percentage(u128::MAX, u128::MAX), 100);
    }

    #[test]
    fn a_total_of_zero_counts_as_done_and_more_than_all_as_all() {
        assert_eq!(percentage(0, 0), 100);
        assert_eq!(percentage(5, 3), 100);
        assert_eq!(percentage(-5, 3), 0);
    }
}
