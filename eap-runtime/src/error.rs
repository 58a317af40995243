//! The errors of the crate: why an operation has no result, and why it did not start.

use std::borrow::Cow;
use std::convert::Infallible;
use std::error::Error;
use std::fmt;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use crate::unwind::Payload;

/// Why an operation has no result. `E` is the error of the method's `Result`.
///
/// From the pattern's "Naming Asynchronous Methods": what .NET throws from a result property is this value here.
///
/// ```
/// use eap_runtime::AsyncError;
///
/// let error: AsyncError<std::num::ParseIntError> = AsyncError::Failed("x".parse::<u32>().unwrap_err());
/// assert_eq!(error.to_string(), "invalid digit found in string");
/// assert_eq!(AsyncError::<std::fmt::Error>::Cancelled.to_string(), "the operation was cancelled");
/// ```
///
/// [`flatten`](Self::flatten) turns it into the method's own error, for `?`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum AsyncError<E = Infallible> {
    /// A cancellation was requested, and the method observed it or had not begun.
    Cancelled,
    /// The method returned this error.
    Failed(E),
    /// The method panicked.
    Panicked(Panic),
    /// The executor dropped the operation before it ran.
    Abandoned,
    /// The operation did not start. A future reports this, because its function returns no `Result`; `?` makes it from an
    /// [`InvokeError`].
    Refused(InvokeError),
}

impl<E> AsyncError<E> {
    /// Converts the error of the method, and keeps every other variant.
    ///
    /// ```
    /// use eap_runtime::AsyncError;
    ///
    /// let error = AsyncError::Failed(404).map(|code| format!("status {code}"));
    /// assert_eq!(error, AsyncError::Failed("status 404".to_owned()));
    /// ```
    pub fn map<F>(self, convert: impl FnOnce(E) -> F) -> AsyncError<F> {
        match self {
            Self::Cancelled => AsyncError::Cancelled,
            Self::Failed(error) => AsyncError::Failed(convert(error)),
            Self::Panicked(panic) => AsyncError::Panicked(panic),
            Self::Abandoned => AsyncError::Abandoned,
            Self::Refused(error) => AsyncError::Refused(error),
        }
    }

    /// Returns the error of the method, and makes an `E` from every other variant.
    ///
    /// Use it with `?` where the caller's error is the method's: `anyhow::Error`, `Box<dyn Error + Send + Sync>`,
    /// [`io::Error`], `String`, or an error of your own that has a `From<AsyncError>`.
    ///
    /// ```
    /// use std::io;
    /// use eap_runtime::AsyncError;
    ///
    /// fn check(outcome: Result<u32, AsyncError<io::Error>>) -> io::Result<u32> {
    ///     Ok(outcome.map_err(AsyncError::flatten)?)
    /// }
    ///
    /// assert_eq!(check(Err(AsyncError::Cancelled)).unwrap_err().to_string(), "the operation was cancelled");
    /// ```
    pub fn flatten(self) -> E
    where
        E: From<AsyncError>,
    {
        match self {
            Self::Failed(error) => error,
            Self::Cancelled => AsyncError::Cancelled.into(),
            Self::Panicked(panic) => AsyncError::Panicked(panic).into(),
            Self::Abandoned => AsyncError::Abandoned.into(),
            Self::Refused(error) => AsyncError::Refused(error).into(),
        }
    }
}

impl<E: fmt::Display> fmt::Display for AsyncError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cancelled => f.write_str("the operation was cancelled"),
            Self::Failed(error) => error.fmt(f),
            Self::Panicked(panic) => panic.fmt(f),
            Self::Abandoned => f.write_str("the operation was dropped before it ran"),
            Self::Refused(error) => error.fmt(f),
        }
    }
}

/// For code that starts an operation, waits for its outcome, and has one error for both.
///
/// ```
/// use eap_runtime::{AsyncError, Delegate, no_callback};
///
/// fn sum(numbers: Vec<u32>) -> Result<u32, AsyncError> {
///     let result = (move || numbers.iter().sum()).begin_invoke((), no_callback, ())?;
///     result.end_invoke()
/// }
///
/// assert_eq!(sum(vec![40, 2]), Ok(42));
/// ```
impl<E> From<InvokeError> for AsyncError<E> {
    fn from(error: InvokeError) -> Self {
        Self::Refused(error)
    }
}

/// A panic equals nothing, not even itself: payloads cannot be compared.
impl<E: PartialEq> PartialEq for AsyncError<E> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Failed(one), Self::Failed(other)) => one == other,
            (Self::Refused(one), Self::Refused(other)) => one == other,
            (Self::Cancelled, Self::Cancelled) | (Self::Abandoned, Self::Abandoned) => true,
            _ => false,
        }
    }
}

/// [`Failed`](Self::Failed) and [`Refused`](Self::Refused) are transparent: they display what they hold, and their source
/// is its source. A chain of errors says nothing twice.
impl<E: Error + 'static> Error for AsyncError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Failed(error) => error.source(),
            Self::Refused(error) => error.source(),
            Self::Cancelled | Self::Panicked(_) | Self::Abandoned => None,
        }
    }
}

/// For [`flatten`](AsyncError::flatten), in code whose error is an [`io::Error`].
///
/// The kind is `Other`: with `Interrupted`, the readers and writers of the standard library would try again.
impl From<AsyncError> for io::Error {
    fn from(error: AsyncError) -> Self {
        Self::other(error)
    }
}

/// For [`flatten`](AsyncError::flatten), in code whose error is a `String`.
impl From<AsyncError> for String {
    fn from(error: AsyncError) -> Self {
        error.to_string()
    }
}

/// A panic of a method, caught on the worker that ran it.
///
/// From the pattern's "Naming Asynchronous Methods": an exception of the method becomes the `Error` of its event.
///
/// ```
/// use std::sync::{Arc, mpsc};
/// use eap_runtime::{AsyncError, Events, event_async};
///
/// #[derive(Default)]
/// struct Oven {
///     events: Events<Self>,
/// }
///
/// #[event_async]
/// impl Oven {
///     #[event_async]
///     fn bake(&self) {
///         panic!("burnt");
///     }
/// }
///
/// let oven = Arc::new(Oven::default());
/// let (sender, receiver) = mpsc::channel();
/// oven.bake_completed().subscribe(move |_oven, e| {
///     if let Some(AsyncError::Panicked(panic)) = e.error() {
///         let _ = sender.send(panic.message().to_owned());
///     }
/// });
/// oven.bake_async()?;
/// assert_eq!(receiver.recv()?, "burnt");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Panic {
    message: Cow<'static, str>,
    // Clones share the payload. A payload need not be `Sync`: the lock makes the error `Sync`, which `anyhow` requires.
    payload: Arc<Mutex<Option<Payload>>>,
}

impl Panic {
    pub(crate) fn new(payload: Payload) -> Self {
        let message = if let Some(message) = payload.downcast_ref::<&'static str>() {
            Cow::Borrowed(*message)
        } else if let Some(message) = payload.downcast_ref::<String>() {
            Cow::Owned(message.clone())
        } else {
            Cow::Borrowed("a value that is not a string")
        };
        Self {
            message,
            payload: Arc::new(Mutex::new(Some(payload))),
        }
    }

    /// Returns the message of the panic, if it was raised with a string, as `panic!("…")` does.
    ///
    /// ```
    /// use std::sync::{Arc, mpsc};
    /// use eap_runtime::{AsyncError, BackgroundWorker};
    ///
    /// let worker = Arc::new(BackgroundWorker::<(), ()>::do_work(|_worker, _e| panic!("burnt")));
    /// let (sender, receiver) = mpsc::channel();
    /// worker.run_worker_completed().subscribe(move |_worker, e| {
    ///     if let Some(AsyncError::Panicked(panic)) = e.error() {
    ///         let _ = sender.send(panic.clone());
    ///     }
    /// });
    /// worker.run_worker_async(())?;
    /// let panic = receiver.recv()?;
    /// assert_eq!(panic.message(), "burnt");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Returns the value the panic was raised with, to the first caller; `None` afterwards. Clones share the value.
    ///
    /// ```
    /// use std::sync::{Arc, mpsc};
    /// use eap_runtime::{AsyncError, BackgroundWorker};
    ///
    /// let worker = Arc::new(BackgroundWorker::<(), ()>::do_work(|_worker, _e| panic!("burnt")));
    /// let (sender, receiver) = mpsc::channel();
    /// worker.run_worker_completed().subscribe(move |_worker, e| {
    ///     if let Some(AsyncError::Panicked(panic)) = e.error() {
    ///         let _ = sender.send(panic.clone());
    ///     }
    /// });
    /// worker.run_worker_async(())?;
    /// let panic = receiver.recv()?;
    /// let payload = panic.take_payload().expect("nobody has taken it");
    /// assert_eq!(payload.downcast_ref::<&str>(), Some(&"burnt"));
    /// assert!(panic.take_payload().is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn take_payload(&self) -> Option<Box<dyn std::any::Any + Send>> {
        self.payload
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }

    /// Resumes the panic on this thread.
    ///
    /// ```
    /// use std::sync::{Arc, mpsc};
    /// use eap_runtime::{AsyncError, BackgroundWorker};
    ///
    /// let worker = Arc::new(BackgroundWorker::<(), ()>::do_work(|_worker, _e| panic!("burnt")));
    /// let (sender, receiver) = mpsc::channel();
    /// worker.run_worker_completed().subscribe(move |_worker, e| {
    ///     if let Some(AsyncError::Panicked(panic)) = e.error() {
    ///         let _ = sender.send(panic.clone());
    ///     }
    /// });
    /// worker.run_worker_async(())?;
    /// let panic = receiver.recv()?;
    /// let resumed = std::panic::catch_unwind(|| panic.resume());
    /// assert!(resumed.is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Panics
    ///
    /// Always, with the payload of the method's own panic.
    pub fn resume(self) -> ! {
        let payload = self
            .take_payload()
            .unwrap_or_else(|| Box::new(self.message.into_owned()));
        std::panic::resume_unwind(payload)
    }
}

impl fmt::Display for Panic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the operation panicked: {}", self.message)
    }
}

impl fmt::Debug for Panic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Panic").field(&self.message).finish()
    }
}

impl Error for Panic {}

/// Why a function started nothing: no event will come, and nothing changed.
///
/// From the pattern's "Naming Asynchronous Methods" and "Optionally Support the `IsBusy` Property".
///
/// ```
/// use eap_runtime::InvokeError;
///
/// assert_eq!(InvokeError::Busy.to_string(), "another operation is still running");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum InvokeError {
    /// The component runs one operation at a time, and one is running.
    Busy,
    /// An operation with an equal user state is running.
    DuplicateUserState,
    /// The executor did not accept the operation or could start no thread for it, or the user state panicked when it was
    /// hashed, compared or cloned.
    Rejected,
    /// A function whose callback stays on this thread was called where no context is [current](crate::context::current).
    NoContext,
}

impl fmt::Display for InvokeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Busy => "another operation is still running",
            Self::DuplicateUserState => "an operation with this user state is still running",
            Self::Rejected => "the executor did not accept the operation",
            Self::NoContext => "no context is current on this thread",
        })
    }
}

impl Error for InvokeError {}

/// For code whose error is an [`io::Error`].
impl From<InvokeError> for io::Error {
    fn from(error: InvokeError) -> Self {
        Self::other(error)
    }
}
