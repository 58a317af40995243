//! Errors of a worker that does not support what was requested.

use std::error::Error;
use std::fmt;
use std::io;

/// The error for work that reports progress while its worker's
/// [`worker_reports_progress`](crate::BackgroundWorker::worker_reports_progress) is false.
///
/// .NET throws an `InvalidOperationException` here. With `?` it becomes an `io::Error`, a `String` and any error that is made from
/// every `std::error::Error`. From the pattern's "Optionally Provide Support for Progress Reporting".
///
/// ```
/// use eap_runtime::DoesNotReportProgress;
///
/// assert_eq!(DoesNotReportProgress.to_string(), "the worker does not report progress");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DoesNotReportProgress;

impl fmt::Display for DoesNotReportProgress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the worker does not report progress")
    }
}

impl Error for DoesNotReportProgress {}

impl From<DoesNotReportProgress> for io::Error {
    fn from(error: DoesNotReportProgress) -> Self {
        Self::other(error)
    }
}

impl From<DoesNotReportProgress> for String {
    fn from(error: DoesNotReportProgress) -> Self {
        error.to_string()
    }
}

/// The error for a request to cancel a run while the worker's
/// [`worker_supports_cancellation`](crate::BackgroundWorker::worker_supports_cancellation) is false.
///
/// .NET throws an `InvalidOperationException` here. With `?` it becomes an `io::Error`, a `String` and any error that is made from
/// every `std::error::Error`. From the pattern's "Optionally Support Cancellation".
///
/// ```
/// use eap_runtime::DoesNotSupportCancellation;
///
/// assert_eq!(DoesNotSupportCancellation.to_string(), "the worker does not support cancellation");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DoesNotSupportCancellation;

impl fmt::Display for DoesNotSupportCancellation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the worker does not support cancellation")
    }
}

impl Error for DoesNotSupportCancellation {}

impl From<DoesNotSupportCancellation> for io::Error {
    fn from(error: DoesNotSupportCancellation) -> Self {
        Self::other(error)
    }
}

impl From<DoesNotSupportCancellation> for String {
    fn from(error: DoesNotSupportCancellation) -> Self {
        error.to_string()
    }
}
