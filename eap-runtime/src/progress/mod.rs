//! Progress and incremental results: what a running method tells before it is done.

mod mailbox;
#[cfg(all(test, loom))]
mod model;
mod routing;

use std::fmt;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::Arc;

use crate::event::AnyThread;

pub(crate) use self::mailbox::Mailbox;
pub(crate) use self::routing::{Channel, Open, Streamed};
pub use self::routing::{Muted, ProgressEvent, Reporting, Routing, Silent, Streaming};

/// How a method reports its progress.
///
/// A method takes one as `#[progress] progress: &Progress<P>`, where `P` is the incremental result, or the data of a
/// domain-specific indicator. The events of one operation come in the order reported, all before its Completed and none
/// after. Reporting costs next to nothing when nobody listens. From the pattern's "Optionally Provide Support for Progress
/// Reporting" and "… for Returning Incremental Results".
///
/// ```
/// use std::sync::Mutex;
/// use eap_runtime::Progress;
///
/// fn copy(files: &[&str], progress: &Progress<String>) {
///     for (done, file) in (1..).zip(files) {
///         let percentage = u8::try_from(100 * done / files.len()).unwrap_or(100);
///         progress.report_with(percentage, (*file).to_owned());
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
    /// Whether anybody would hear a report, with data or without. Asked before anything is allocated or locked.
    fn is_heard(&self, with_data: bool) -> bool;

    fn report(self: Arc<Self>, percentage: u8, data: Option<P>);
}

impl<P> Progress<P> {
    /// Reports to nobody, for those who call the method synchronously.
    #[must_use]
    pub const fn none() -> Self {
        Self { target: None }
    }

    /// Reports to a closure, for those who call the method synchronously. It runs on the reporting thread.
    pub fn from_fn(report: impl Fn(u8, Option<P>) + AnyThread + 'static) -> Self
    where
        P: 'static,
    {
        Self::to(Arc::new(FromFn(report)))
    }

    pub(crate) fn to(target: Arc<dyn Report<P>>) -> Self {
        Self {
            target: Some(target),
        }
    }

    /// Reports how much is done, from 0 to 100; more counts as 100.
    pub fn report(&self, percentage: u8) {
        self.send(percentage, None);
    }

    /// Reports how much is done, and the data that goes with it: an incremental result, bytes done of bytes in all.
    pub fn report_with(&self, percentage: u8, data: P) {
        self.send(percentage, Some(data));
    }

    fn send(&self, percentage: u8, data: Option<P>) {
        if let Some(target) = self
            .target
            .as_ref()
            .filter(|target| target.is_heard(data.is_some()))
        {
            Arc::clone(target).report(percentage.min(100), data);
        }
    }
}

// A derive would ask for `P: Clone`.
impl<P> Clone for Progress<P> {
    fn clone(&self) -> Self {
        Self {
            target: self.target.clone(),
        }
    }
}

impl<P> Default for Progress<P> {
    fn default() -> Self {
        Self::none()
    }
}

// A report is handed over as a whole: one that panics on the way was made, or was not. What a closure of `from_fn` owns has
// to be `Sync`, and so has locks that are poisoned.
impl<P> UnwindSafe for Progress<P> {}
impl<P> RefUnwindSafe for Progress<P> {}

impl<P> fmt::Debug for Progress<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Progress").finish_non_exhaustive()
    }
}

struct FromFn<F>(F);

impl<P, F: Fn(u8, Option<P>) + Send + Sync> Report<P> for FromFn<F> {
    fn is_heard(&self, _with_data: bool) -> bool {
        true
    }

    fn report(self: Arc<Self>, percentage: u8, data: Option<P>) {
        (self.0)(percentage, data);
    }
}

/// What a progress event tells its handlers. `P` is the data, `S` the component's user state.
///
/// From the pattern's "Optionally Provide Support for Progress Reporting": "an integer-valued progress indicator that is
/// expected to be between 0 and 100", and what a more domain-specific one carries beside it.
///
/// ```
/// use eap_runtime::{EventHandler, ProgressChangedEventArgs};
///
/// struct Download;
///
/// let handler: Box<EventHandler<Download, ProgressChangedEventArgs<u64>>> = Box::new(|_download, e| {
///     println!("{} %, {:?} bytes", e.progress_percentage(), e.data());
/// });
/// # let _ = handler;
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct ProgressChangedEventArgs<P = (), S = ()> {
    percentage: u8,
    data: Option<P>,
    user_state: S,
}

impl<P, S> ProgressChangedEventArgs<P, S> {
    /// A report, for a component that is written by hand. A percentage over 100 counts as 100.
    ///
    /// ```
    /// use eap_runtime::ProgressChangedEventArgs;
    ///
    /// let e = ProgressChangedEventArgs::new(50, Some("half"), ());
    /// assert_eq!((e.progress_percentage(), e.data()), (50, Some(&"half")));
    /// ```
    pub fn new(percentage: u8, data: Option<P>, user_state: S) -> Self {
        Self {
            percentage: percentage.min(100),
            data,
            user_state,
        }
    }

    /// How much is done, from 0 to 100.
    pub fn progress_percentage(&self) -> u8 {
        self.percentage
    }

    /// What was reported with it; `None` for a plain percentage.
    pub fn data(&self) -> Option<&P> {
        self.data.as_ref()
    }

    /// The user state the operation was started with.
    pub fn user_state(&self) -> &S {
        &self.user_state
    }
}

impl<P, S> fmt::Debug for ProgressChangedEventArgs<P, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProgressChangedEventArgs")
            .field("progress_percentage", &self.percentage)
            .finish_non_exhaustive()
    }
}
