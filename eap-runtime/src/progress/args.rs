//! The arguments of progress events.

use std::fmt;

use crate::unwind::Guarded;

/// The arguments of a progress event. `P` is the data, `S` the component's user state.
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
    data: Guarded<P>,
    user_state: S,
}

impl<P, S> ProgressChangedEventArgs<P, S> {
    /// Makes the arguments by hand: for a component that is written by hand, or to test a handler. A percentage over 100
    /// counts as 100.
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
            data: data.into(),
            user_state,
        }
    }

    /// Returns how much is done, from 0 to 100.
    ///
    /// ```
    /// use eap_runtime::ProgressChangedEventArgs;
    ///
    /// let e = ProgressChangedEventArgs::<(), ()>::new(120, None, ());
    /// assert_eq!(e.progress_percentage(), 100);
    /// ```
    pub fn progress_percentage(&self) -> u8 {
        self.percentage
    }

    /// Returns the reported data; `None` for a plain percentage.
    ///
    /// ```
    /// use eap_runtime::ProgressChangedEventArgs;
    ///
    /// let e = ProgressChangedEventArgs::new(50, Some("half"), ());
    /// assert_eq!(e.data(), Some(&"half"));
    /// ```
    pub fn data(&self) -> Option<&P> {
        self.data.as_ref()
    }

    /// Returns the user state the operation was started with.
    ///
    /// ```
    /// use eap_runtime::ProgressChangedEventArgs;
    ///
    /// let e = ProgressChangedEventArgs::<(), &str>::new(50, None, "first");
    /// assert_eq!(*e.user_state(), "first");
    /// ```
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
