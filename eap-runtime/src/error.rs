//! How an operation can end other than well, and why one may not start.

use std::borrow::Cow;
use std::convert::Infallible;
use std::error::Error;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use crate::unwind::Payload;

/// Why an operation has no result. `E` is the error of the method's `Result`.
///
/// From the pattern's "Naming Asynchronous Methods": what .NET raises out of a result property as an exception is this
/// value here.
///
/// ```
/// use eap_runtime::AsyncError;
///
/// let error: AsyncError<std::num::ParseIntError> = AsyncError::Failed("x".parse::<u32>().unwrap_err());
/// assert_eq!(error.to_string(), "invalid digit found in string");
/// assert_eq!(AsyncError::<std::fmt::Error>::Cancelled.to_string(), "the operation was cancelled");
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum AsyncError<E = Infallible> {
    /// A cancellation was requested, and the method saw it, or had not begun.
    Cancelled,
    /// The method returned this error.
    Failed(E),
    /// The method panicked.
    Panicked(Panic),
    /// The executor dropped the operation before it ran.
    Abandoned,
    /// The operation did not start. A future says so, for its function has no other way to tell, and `?` makes it of an
    /// [`InvokeError`].
    Refused(InvokeError),
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

/// For one who starts an operation and waits for its end, and has one error for both.
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

/// A panic equals no other, since nothing can be known of the payloads.
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

impl<E: Error + 'static> Error for AsyncError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Failed(error) => Some(error),
            Self::Refused(error) => Some(error),
            Self::Cancelled | Self::Panicked(_) | Self::Abandoned => None,
        }
    }
}

/// A panic of a method, caught on the worker that ran it.
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
pub struct Panic {
    message: Cow<'static, str>,
    // A payload need not be `Sync`; behind the lock the error still is, as `anyhow` and its like ask.
    payload: Mutex<Option<Payload>>,
}

impl Panic {
    pub(crate) fn new(payload: Payload) -> Self {
        let message = if let Some(message) = payload.downcast_ref::<&'static str>() {
            Cow::Borrowed(*message)
        } else if let Some(message) = payload.downcast_ref::<String>() {
            Cow::Owned(message.clone())
        } else {
            Cow::Borrowed("a value that is no string")
        };
        Self {
            message,
            payload: Mutex::new(Some(payload)),
        }
    }

    /// What the panic said, when it was raised with a string, as `panic!("…")` does.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The value the panic was raised with, for the first who asks; `None` afterwards.
    #[must_use]
    pub fn take_payload(&self) -> Option<Box<dyn std::any::Any + Send>> {
        self.payload
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }

    /// Goes on with the panic on this thread.
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

/// Why a `…_async` function started nothing: no event will come, and nothing changed.
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
    /// The executor took no more work, or could start no thread for it.
    Rejected,
}

impl fmt::Display for InvokeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Busy => "another operation is still running",
            Self::DuplicateUserState => "an operation with this user state is still running",
            Self::Rejected => "the executor did not take the operation",
        })
    }
}

impl Error for InvokeError {}
