//! What a Completed event tells its handlers.

use std::convert::Infallible;
use std::fmt;

use crate::error::AsyncError;

/// How an operation ended: the arguments of every Completed event, and what each `…CompletedEventArgs` dereferences to.
///
/// `E` is the error of the method's `Result`, `S` the component's user state. From the pattern's "Naming Asynchronous
/// Methods": a method that produces no results raises its event with these arguments themselves.
///
/// ```
/// use std::sync::{Arc, mpsc};
/// use eap_runtime::{Events, event_async};
///
/// #[derive(Default)]
/// struct Door {
///     events: Events<Self>,
/// }
///
/// #[event_async]
/// impl Door {
///     #[event_async]
///     fn close(&self) {}
/// }
///
/// let door = Arc::new(Door::default());
/// let (sender, receiver) = mpsc::channel();
/// door.close_completed().subscribe(move |_door, e| {
///     let _ = sender.send((e.check().is_ok(), e.cancelled()));
/// });
/// door.close_async()?;
/// assert_eq!(receiver.recv()?, (true, false));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct AsyncCompletedEventArgs<E = Infallible, S = ()> {
    error: Option<AsyncError<E>>,
    user_state: S,
}

impl<E, S> AsyncCompletedEventArgs<E, S> {
    /// The end of an operation, for a component that is written by hand.
    ///
    /// ```
    /// use eap_runtime::{AsyncCompletedEventArgs, AsyncError};
    ///
    /// let e = AsyncCompletedEventArgs::<std::io::Error, u32>::new(Err(AsyncError::Cancelled), 7);
    /// assert!(e.cancelled());
    /// assert_eq!(*e.user_state(), 7);
    /// ```
    pub fn new(outcome: Result<(), AsyncError<E>>, user_state: S) -> Self {
        Self {
            error: outcome.err(),
            user_state,
        }
    }

    /// The failure or the panic; `None` when the operation went well or was cancelled.
    pub fn error(&self) -> Option<&AsyncError<E>> {
        self.error
            .as_ref()
            .filter(|error| !matches!(error, AsyncError::Cancelled))
    }

    /// Whether the operation was cancelled.
    pub fn cancelled(&self) -> bool {
        matches!(self.error, Some(AsyncError::Cancelled))
    }

    /// The user state the operation was started with.
    pub fn user_state(&self) -> &S {
        &self.user_state
    }

    /// .NET's `RaiseExceptionIfNecessary`, for `?`.
    ///
    /// # Errors
    ///
    /// The failure, the panic, or the cancellation.
    pub fn check(&self) -> Result<(), &AsyncError<E>> {
        match &self.error {
            None => Ok(()),
            Some(error) => Err(error),
        }
    }
}

impl<E, S> fmt::Debug for AsyncCompletedEventArgs<E, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt_as("AsyncCompletedEventArgs", f)
    }
}

impl<E, S> AsyncCompletedEventArgs<E, S> {
    // Neither the error nor the user state need be `Debug`, so the kind of the end has to do.
    fn fmt_as(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let outcome: &dyn fmt::Debug = match &self.error {
            None => &format_args!("Completed"),
            Some(AsyncError::Cancelled) => &format_args!("Cancelled"),
            Some(AsyncError::Failed(_)) => &format_args!("Failed"),
            Some(AsyncError::Panicked(panic)) => panic,
            Some(AsyncError::Abandoned) => &format_args!("Abandoned"),
            Some(AsyncError::Refused(error)) => error,
        };
        f.debug_struct(name)
            .field("outcome", outcome)
            .finish_non_exhaustive()
    }
}

/// The whole of an operation's end, its outputs included; what a generated args struct wraps.
pub struct Completed<O, E = Infallible, S = ()> {
    outputs: Option<O>,
    base: AsyncCompletedEventArgs<E, S>,
}

impl<O, E, S> Completed<O, E, S> {
    pub(crate) fn new(outcome: Result<O, AsyncError<E>>, user_state: S) -> Self {
        let (outputs, error) = match outcome {
            Ok(outputs) => (Some(outputs), None),
            Err(error) => (None, Some(error)),
        };
        Self {
            outputs,
            base: AsyncCompletedEventArgs { error, user_state },
        }
    }

    /// The outputs.
    ///
    /// # Errors
    ///
    /// Why there are none.
    #[inline]
    pub fn outputs(&self) -> Result<&O, &AsyncError<E>> {
        match (&self.outputs, &self.base.error) {
            (Some(outputs), _) => Ok(outputs),
            (None, Some(error)) => Err(error),
            (None, None) => unreachable!("`new` fills the one or the other"),
        }
    }

    /// What the end has in common with every other.
    #[must_use]
    #[inline]
    pub fn base(&self) -> &AsyncCompletedEventArgs<E, S> {
        &self.base
    }

    /// `Debug` under the name of the wrapping args struct.
    ///
    /// # Errors
    ///
    /// The formatter's.
    pub fn fmt_as(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.base.fmt_as(name, f)
    }
}

/// Args that can tell the end of an operation with outputs `O`, error `E` and user state `S`.
///
/// The parameters are no associated types: those could not be private where the args are public.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot carry what this operation produces",
    label = "the operation produces `{O}`, fails with `{E}` and has the user state `{S}`",
    note = "with `completed_args`, both operations must have the same outputs, error and user state"
)]
pub trait FromCompleted<O, E = Infallible, S = ()> {
    /// Wraps the end of an operation.
    fn from_completed(completed: Completed<O, E, S>) -> Self;
}

#[diagnostic::do_not_recommend]
impl<E, S> FromCompleted<(), E, S> for AsyncCompletedEventArgs<E, S> {
    fn from_completed(completed: Completed<(), E, S>) -> Self {
        completed.base
    }
}
