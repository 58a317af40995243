//! The `IAsyncResult` pattern: operations that are begun and ended, the first of .NET's two design patterns.

mod callback;
mod delegate;
#[cfg(all(test, loom))]
mod model;
mod signal;
mod wait_handle;

use std::convert::Infallible;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;

use self::callback::Sealed;
pub use self::callback::{AsyncCallback, CallbackReturn, NoCallback, no_callback};
pub use self::delegate::{Delegate, Invoked};
use self::signal::Signal;
use self::wait_handle::Signalled;
pub use self::wait_handle::WaitHandle;
use crate::error::AsyncError;
use crate::operation::WayBack;
use crate::sync::{Mutex, lock};

/// An operation that was begun and is to be ended: .NET's `IAsyncResult`.
///
/// `begin_calculate_prime` gives one, to its caller or to its callback, and `end_calculate_prime` takes it. There are four
/// ways to finish: block in End, wait on the [`async_wait_handle`](AsyncStatus::async_wait_handle), look at
/// [`is_completed`](AsyncStatus::is_completed) now and then, or End in the callback.
///
/// `M` tells the operations apart, so that one's End does not take another's. `O` is what the operation produces, `E` the
/// error of the method's `Result`, `S` the async state.
///
/// ```
/// use std::sync::Arc;
/// use eap_runtime::{Events, event_async, no_callback};
///
/// #[derive(Default)]
/// struct Calculator {
///     events: Events<Self>,
/// }
///
/// #[event_async(begin_end)]
/// impl Calculator {
///     #[event_async]
///     fn divide(&self, number: u32, by: u32, #[out] remainder: &mut u32) -> u32 {
///         *remainder = number % by;
///         number / by
///     }
/// }
///
/// let calculator = Arc::new(Calculator::default());
/// let result = calculator.begin_divide(17, 5, no_callback, "seventeen")?;
/// assert_eq!(*result.async_state(), "seventeen");
/// let (quotient, remainder) = calculator.end_divide(result)?;
/// assert_eq!((quotient, remainder), (3, 2));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "the operation's outcome is known to its End alone"]
pub struct AsyncResult<M, O, E = Infallible, S = ()> {
    shared: Arc<Shared<O, E, S>>,
    status: AsyncStatus<S>,
    method: PhantomData<fn(M)>,
}

impl<M, O, E, S> AsyncResult<M, O, E, S> {
    /// Waits for the outcome and gives it, or goes on with the method's panic.
    pub(crate) fn end(self) -> Result<O, AsyncError<E>> {
        self.async_wait_handle().wait_one();
        let outcome = lock(&self.shared.outcome).take();
        match outcome {
            Some(Err(AsyncError::Panicked(panic))) => panic.resume(),
            Some(outcome) => outcome,
            None => unreachable!("nobody else takes it, and it is there before the signal"),
        }
    }

    fn into_status(self) -> AsyncStatus<S> {
        self.status
    }
}

impl<M, O, E, S> AsyncResult<M, O, E, S>
where
    O: Send + 'static,
    E: Send + 'static,
    S: Send + Sync + 'static,
{
    fn of(shared: &Arc<Shared<O, E, S>>) -> Self {
        Self {
            shared: Arc::clone(shared),
            status: AsyncStatus(Arc::clone(shared) as _),
            method: PhantomData,
        }
    }
}

// Here and not with the delegates, or messages would tell of the module.
impl<F, O, S> AsyncResult<Invoked<F>, O, Infallible, S> {
    /// Blocks until the closure has returned, and gives what it returned.
    ///
    /// # Errors
    ///
    /// [`AsyncError::Abandoned`] if the executor dropped it unrun.
    ///
    /// # Panics
    ///
    /// As the closure did.
    pub fn end_invoke(self) -> Result<O, AsyncError> {
        self.end()
    }
}

impl<M, O, E, S> Deref for AsyncResult<M, O, E, S> {
    type Target = AsyncStatus<S>;

    fn deref(&self) -> &AsyncStatus<S> {
        &self.status
    }
}

impl<M, O, E, S> fmt::Debug for AsyncResult<M, O, E, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.status.fmt_as("AsyncResult", f)
    }
}

/// What can be known of an operation that was begun, by those who don't end it.
///
/// An [`AsyncResult`] dereferences to it, and `begin_…` gives it to the caller of an operation that its callback ends.
pub struct AsyncStatus<S = ()>(Arc<dyn Watched<S>>);

impl<S> AsyncStatus<S> {
    /// Whether the operation is over, so that its End does not block.
    #[must_use]
    pub fn is_completed(&self) -> bool {
        self.0.signal().is_set()
    }

    /// What `begin_…` was given to tell this operation by.
    #[must_use]
    pub fn async_state(&self) -> &S {
        self.0.async_state()
    }

    /// Whether the operation was over before `begin_…` returned, on its caller's thread. Never: a method runs on a worker.
    #[must_use]
    pub fn completed_synchronously(&self) -> bool {
        false
    }

    /// What to block on until the operation is over.
    #[must_use]
    pub fn async_wait_handle(&self) -> WaitHandle {
        WaitHandle::new(Arc::clone(&self.0).signalled())
    }

    fn fmt_as(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct(name)
            .field("is_completed", &self.is_completed())
            .finish_non_exhaustive()
    }
}

impl<S> Clone for AsyncStatus<S> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<S> fmt::Debug for AsyncStatus<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt_as("AsyncStatus", f)
    }
}

/// What `begin_…` can be given to tell an operation by: `Send + Sync + 'static`.
///
/// ```
/// use std::sync::Arc;
/// use eap_runtime::{AsyncState, Delegate, InvokeError, no_callback};
///
/// /// Begins with `Send + Sync + 'static` as well as with `AsyncState`.
/// fn begin<S: AsyncState, T: Send + Sync + 'static>(one: S, other: T) -> Result<(), InvokeError> {
///     let one = (|| 1).begin_invoke((), no_callback, one)?;
///     let other = (|| 2).begin_invoke((), no_callback, other)?;
///     assert!(one.end_invoke().is_ok() && other.end_invoke().is_ok());
///     Ok(())
/// }
///
/// begin("one", Arc::new(2))?;
/// # Ok::<(), InvokeError>(())
/// ```
// A name for the three, so that the compiler says once what lacks any of them, and what to do.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the async state of an operation",
    label = "an async state has to be `Send + Sync + 'static`",
    note = "give an `Arc` in place of an `Rc`, and an atomic or a `Mutex` in place of a `Cell` or a `RefCell`"
)]
pub trait AsyncState: Send + Sync + 'static {}

#[diagnostic::do_not_recommend]
impl<S: Send + Sync + 'static> AsyncState for S {}

/// What the running operation and those who wait for it share.
struct Shared<O, E, S> {
    signal: Signal,
    async_state: S,
    /// From the end of the operation until it is ended.
    outcome: Mutex<Option<Result<O, AsyncError<E>>>>,
}

impl<O: Send, E: Send, S: Send + Sync> Signalled for Shared<O, E, S> {
    fn signal(&self) -> &Signal {
        &self.signal
    }
}

/// The same for those who know neither outputs nor errors.
trait Watched<S>: Signalled {
    fn async_state(&self) -> &S;

    fn signalled(self: Arc<Self>) -> Arc<dyn Signalled>;
}

impl<O, E, S> Watched<S> for Shared<O, E, S>
where
    O: Send + 'static,
    E: Send + 'static,
    S: Send + Sync + 'static,
{
    fn async_state(&self) -> &S {
        &self.async_state
    }

    fn signalled(self: Arc<Self>) -> Arc<dyn Signalled> {
        self
    }
}

/// The two ends of an operation that is about to begin.
pub(crate) fn pair<F, B, M, O, E, S>(callback: F, async_state: S) -> (B::Begun, Back<F, M, O, E, S>)
where
    F: FnOnce(AsyncResult<M, O, E, S>) -> B,
    B: CallbackReturn<AsyncResult<M, O, E, S>>,
    O: Send + 'static,
    E: Send + 'static,
    S: Send + Sync + 'static,
{
    let shared = Arc::new(Shared {
        signal: Signal::new(),
        async_state,
        outcome: Mutex::new(None),
    });
    let begun = B::begun(AsyncResult::of(&shared));
    let back = Back {
        outlook: Outlook(shared),
        callback,
        method: PhantomData,
    };
    (begun, back)
}

/// Keeps the outcome for End, and calls back.
pub(crate) struct Back<F, M, O, E, S> {
    outlook: Outlook<O, E, S>,
    callback: F,
    method: PhantomData<fn(M)>,
}

impl<C, U, F, B, M, O, E, S> WayBack<C, U, O, E> for Back<F, M, O, E, S>
where
    F: FnOnce(AsyncResult<M, O, E, S>) -> B + Send + 'static,
    B: CallbackReturn<AsyncResult<M, O, E, S>>,
    M: 'static,
    O: Send + 'static,
    E: Send + 'static,
    S: Send + Sync + 'static,
{
    fn deliver(self, _component: &Arc<C>, _user_state: U, outcome: Result<O, AsyncError<E>>) {
        self.outlook.complete(outcome);
        if <B as Sealed>::IS_CALLED {
            (self.callback)(AsyncResult::of(&self.outlook.0));
        }
    }
}

/// Somebody may wait for the outcome: one will come, at the latest when this is dropped.
struct Outlook<O, E, S>(Arc<Shared<O, E, S>>);

impl<O, E, S> Outlook<O, E, S> {
    fn complete(&self, outcome: Result<O, AsyncError<E>>) {
        *lock(&self.0.outcome) = Some(outcome);
        self.0.signal.set();
    }
}

impl<O, E, S> Drop for Outlook<O, E, S> {
    fn drop(&mut self) {
        if !self.0.signal.is_set() {
            self.complete(Err(AsyncError::Abandoned));
        }
    }
}
