//! What a worker was asked for that it says it can't do.

use std::error::Error;
use std::fmt;

/// The work reported progress, but its worker's
/// [`worker_reports_progress`](crate::BackgroundWorker::worker_reports_progress) is false.
///
/// .NET throws an `InvalidOperationException` here. From the pattern's "Optionally Provide Support for Progress Reporting".
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

/// A cancellation was asked for, but the worker's
/// [`worker_supports_cancellation`](crate::BackgroundWorker::worker_supports_cancellation) is false.
///
/// .NET throws an `InvalidOperationException` here. From the pattern's "Optionally Support Cancellation".
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
