//! The arguments of Completed events.

use std::convert::Infallible;
use std::fmt;
use std::ops::Deref;

use crate::error::AsyncError;
use crate::unwind::Guarded;

/// The outcome of an operation without its results: the arguments of a Completed event, and what each generated
/// `…CompletedEventArgs` dereferences to.
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
    error: Guarded<AsyncError<E>>,
    user_state: S,
}

impl<E, S> AsyncCompletedEventArgs<E, S> {
    /// Makes the arguments by hand: for a component that is written by hand, or to test a handler.
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
            error: outcome.err().into(),
            user_state,
        }
    }

    /// Returns the failure or the panic; `None` if the operation succeeded or was cancelled.
    ///
    /// ```
    /// use eap_runtime::{AsyncCompletedEventArgs, AsyncError};
    ///
    /// let failed = AsyncCompletedEventArgs::<u32>::new(Err(AsyncError::Failed(404)), ());
    /// assert_eq!(failed.error(), Some(&AsyncError::Failed(404)));
    /// let cancelled = AsyncCompletedEventArgs::<u32>::new(Err(AsyncError::Cancelled), ());
    /// assert_eq!(cancelled.error(), None);
    /// ```
    pub fn error(&self) -> Option<&AsyncError<E>> {
        self.error
            .as_ref()
            .filter(|error| !matches!(error, AsyncError::Cancelled))
    }

    /// Returns whether the operation was cancelled.
    ///
    /// ```
    /// use eap_runtime::{AsyncCompletedEventArgs, AsyncError};
    ///
    /// let e = AsyncCompletedEventArgs::<u32>::new(Err(AsyncError::Cancelled), ());
    /// assert!(e.cancelled());
    /// ```
    pub fn cancelled(&self) -> bool {
        matches!(self.error.as_ref(), Some(AsyncError::Cancelled))
    }

    /// Returns the user state the operation was started with.
    ///
    /// ```
    /// use eap_runtime::AsyncCompletedEventArgs;
    ///
    /// let e = AsyncCompletedEventArgs::<u32, &str>::new(Ok(()), "first");
    /// assert_eq!(*e.user_state(), "first");
    /// ```
    pub fn user_state(&self) -> &S {
        &self.user_state
    }

    /// Returns an error unless the operation succeeded: .NET's `RaiseExceptionIfNecessary`, for `?`.
    ///
    /// ```
    /// use eap_runtime::{AsyncCompletedEventArgs, AsyncError};
    ///
    /// fn handler(e: &AsyncCompletedEventArgs<u32>) -> Result<(), &AsyncError<u32>> {
    ///     e.check()?;
    ///     println!("it succeeded");
    ///     Ok(())
    /// }
    ///
    /// assert!(handler(&AsyncCompletedEventArgs::new(Err(AsyncError::Failed(404)), ())).is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// The failure, the panic, or the cancellation.
    pub fn check(&self) -> Result<(), &AsyncError<E>> {
        match self.error.as_ref() {
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
    // Neither the error nor the user state need be `Debug`, so only the kind of the outcome is shown.
    fn fmt_as(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let outcome: &dyn fmt::Debug = match self.error.as_ref() {
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

/// The outcome of an operation with its outputs: what a generated args struct wraps.
pub struct Completed<O, E = Infallible, S = ()> {
    outputs: Guarded<O>,
    base: AsyncCompletedEventArgs<E, S>,
}

impl<O, E, S> Completed<O, E, S> {
    pub(crate) fn new(outcome: Result<O, AsyncError<E>>, user_state: S) -> Self {
        let (outputs, error) = match outcome {
            Ok(outputs) => (Some(outputs), None),
            Err(error) => (None, Some(error)),
        };
        Self {
            outputs: outputs.into(),
            base: AsyncCompletedEventArgs {
                error: error.into(),
                user_state,
            },
        }
    }

    /// Returns the outputs.
    ///
    /// # Errors
    ///
    /// Why there are none.
    #[inline]
    pub fn outputs(&self) -> Result<&O, &AsyncError<E>> {
        match (self.outputs.as_ref(), self.base.error.as_ref()) {
            (Some(outputs), _) => Ok(outputs),
            (None, Some(error)) => Err(error),
            (None, None) => unreachable!("`new` fills one of them"),
        }
    }

    /// Returns the arguments that every Completed event has.
    #[must_use]
    #[inline]
    pub fn base(&self) -> &AsyncCompletedEventArgs<E, S> {
        &self.base
    }

    /// Formats the outcome under the name of the wrapping args struct.
    ///
    /// # Errors
    ///
    /// The formatter's.
    pub fn fmt_as(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.base.fmt_as(name, f)
    }
}

/// Args that can carry the outcome of an operation with outputs `O`, error `E` and user state `S`.
///
/// These are parameters and not associated types, because an associated type of public args cannot be private.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot carry what this operation produces",
    label = "the operation produces `{O}`, fails with `{E}` and has the user state `{S}`",
    note = "with `completed_args`, both operations must have the same outputs, error and user state"
)]
pub trait FromCompleted<O, E = Infallible, S = ()> {
    /// Wraps the outcome of an operation.
    fn from_completed(completed: Completed<O, E, S>) -> Self;
}

#[diagnostic::do_not_recommend]
impl<E, S> FromCompleted<(), E, S> for AsyncCompletedEventArgs<E, S> {
    fn from_completed(completed: Completed<(), E, S>) -> Self {
        completed.base
    }
}

/// Makes generated args by hand, to test a handler.
///
/// `A` is the args type. The outcome has the operation's outputs, one value or a tuple of several.
///
/// From the pattern's "Naming Asynchronous Methods": the args a handler gets.
///
/// ```
/// use eap_runtime::{AsyncError, Events, completed_args, event_async};
///
/// #[derive(Default)]
/// struct Calculator {
///     events: Events<Self>,
/// }
///
/// #[event_async(user_state = u32)]
/// impl Calculator {
///     #[event_async(result = quotient)]
///     fn divide(&self, number: u32, by: u32, #[out] remainder: &mut u32) -> u32 {
///         *remainder = number % by;
///         number / by
///     }
/// }
///
/// let e = completed_args::<DivideCompletedEventArgs>(Ok((3, 2)), 7);
/// assert_eq!((e.quotient(), e.remainder()), (Ok(&3), Ok(&2)));
/// assert_eq!(*e.user_state(), 7);
///
/// let e = completed_args::<DivideCompletedEventArgs>(Err(AsyncError::Cancelled), 7);
/// assert!(e.cancelled());
/// ```
pub fn completed_args<A: CompletedArgs>(outcome: impl OutcomeOf<A>, user_state: A::UserState) -> A {
    outcome.complete(user_state)
}

/// Every args type: what dereferences to [`AsyncCompletedEventArgs`]. It names what [`completed_args`] takes.
pub trait CompletedArgs: Sized {
    /// The user state of the component.
    type UserState;
}

#[diagnostic::do_not_recommend]
impl<A, E, S> CompletedArgs for A
where
    A: Deref<Target = AsyncCompletedEventArgs<E, S>>,
{
    type UserState = S;
}

/// An outcome that the args `A` carry: a `Result` of the operation's outputs and its `AsyncError`.
// A trait of the `Result` and not of its outputs: so the compiler infers the outputs of an `Err` from the args.
#[diagnostic::on_unimplemented(
    message = "`{A}` does not carry `{Self}`",
    label = "expected a `Result` of the operation's outputs, one value or a tuple of several, and its `AsyncError`"
)]
pub trait OutcomeOf<A: CompletedArgs> {
    #[doc(hidden)]
    fn complete(self, user_state: A::UserState) -> A;
}

#[diagnostic::do_not_recommend]
impl<A, O, E> OutcomeOf<A> for Result<O, AsyncError<E>>
where
    A: CompletedArgs + FromCompleted<O, E, A::UserState>,
{
    fn complete(self, user_state: A::UserState) -> A {
        A::from_completed(Completed::new(self, user_state))
    }
}
