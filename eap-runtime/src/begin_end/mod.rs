//! The `IAsyncResult` pattern: operations that are begun and ended, the first of .NET's two design patterns.
//!
//! An operation that is begun belongs to nobody's context, and raises no events.

mod callback;
mod delegate;
mod face;
#[cfg(all(test, loom))]
mod model;
mod signal;
mod wait_handle;

use std::convert::Infallible;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;

pub use self::callback::{AsyncCallback, CallbackReturn, NoCallback, no_callback};
pub use self::delegate::{Delegate, Invoked};
#[doc(hidden)]
pub use self::face::ToResult;
use self::face::{Shared, Watched};
pub use self::wait_handle::WaitHandle;
use crate::error::AsyncError;
use crate::pending::Handle;
use crate::sync::lock;

/// An operation that was begun and is to be ended: .NET's `IAsyncResult`.
///
/// `begin_calculate_prime` returns one, or passes it to its callback, and `end_calculate_prime` takes it. There are four ways
/// to finish: block in End, wait on the [`async_wait_handle`](AsyncStatus::async_wait_handle), poll
/// [`is_completed`](AsyncStatus::is_completed), or End in the callback.
///
/// `M` tells the operations apart, so that the End of one does not take the result of another. `O` is what the operation
/// produces, `E` the error of the method's `Result`, `S` the async state.
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
#[must_use = "only its End returns the outcome of the operation"]
pub struct AsyncResult<M, O, E = Infallible, S = ()> {
    shared: Arc<Shared<O, E, S>>,
    status: AsyncStatus<S>,
    method: PhantomData<fn(M)>,
}

impl<M, O, E, S> AsyncResult<M, O, E, S> {
    /// Waits for the outcome and returns it, or resumes the method's panic.
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

    fn with_operation(mut self, operation: Handle) -> Self {
        self.status.operation = operation;
        self
    }
}

impl<M, O, E, S> AsyncResult<M, O, E, S>
where
    O: Send + 'static,
    E: Send + 'static,
    S: Send + Sync + 'static,
{
    fn new(shared: &Arc<Shared<O, E, S>>) -> Self {
        Self {
            shared: Arc::clone(shared),
            status: AsyncStatus {
                watched: Arc::clone(shared) as _,
                operation: None,
            },
            method: PhantomData,
        }
    }
}

// Here and not with the delegates, because the compiler's messages would name their module.
impl<F, O, S> AsyncResult<Invoked<F>, O, Infallible, S> {
    /// Blocks until the closure has returned, and returns its result.
    ///
    /// ```
    /// use eap_runtime::{Delegate, no_callback};
    ///
    /// let result = (|| 6 * 7).begin_invoke((), no_callback, ())?;
    /// assert_eq!(result.end_invoke()?, 42);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`AsyncError::Abandoned`] if the executor dropped it unrun.
    ///
    /// # Panics
    ///
    /// With the panic of the closure.
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

/// The state of an operation that was begun, for code that does not end it.
///
/// An [`AsyncResult`] dereferences to it, and `begin_…` returns it to the caller of an operation that its callback ends.
///
/// From the `IAsyncResult` pattern: what its properties return.
///
/// ```
/// use std::sync::mpsc;
/// use eap_runtime::Delegate;
///
/// let (sender, receiver) = mpsc::channel();
/// let status = (|| 6 * 7).begin_invoke((), move |result| drop(sender.send(result.end_invoke())), "the answer")?;
/// assert_eq!(*status.async_state(), "the answer");
/// status.async_wait_handle().wait_one();
/// assert_eq!(receiver.recv().unwrap(), Ok(42));
/// # Ok::<(), eap_runtime::InvokeError>(())
/// ```
pub struct AsyncStatus<S = ()> {
    watched: Arc<dyn Watched<S>>,
    /// The operation, for whoever began it.
    operation: Handle,
}

impl<S> AsyncStatus<S> {
    /// Returns whether the operation is over, so that its End does not block.
    ///
    /// ```
    /// use eap_runtime::{Delegate, no_callback};
    ///
    /// let result = (|| 6 * 7).begin_invoke((), no_callback, ())?;
    /// while !result.is_completed() {
    ///     std::thread::yield_now(); // or a turn of the program's own loop
    /// }
    /// # Ok::<(), eap_runtime::InvokeError>(())
    /// ```
    #[must_use]
    pub fn is_completed(&self) -> bool {
        self.watched.signal().is_set()
    }

    /// Requests the cancellation of the operation, on every component, without a user state.
    ///
    /// An operation that has not begun never runs. One that runs observes the request through its token, if its method takes
    /// one. Repeated and late requests do nothing. From the pattern's "Optionally Support Cancellation".
    ///
    /// ```
    /// use std::sync::Arc;
    /// use std::time::Duration;
    /// use eap_runtime::{AsyncError, CancellationToken, Events, event_async, no_callback};
    ///
    /// #[derive(Default)]
    /// struct Timer {
    ///     events: Events<Self>,
    /// }
    ///
    /// #[event_async(concurrent, begin_end)]
    /// impl Timer {
    ///     #[event_async]
    ///     fn sleep(&self, #[cancel] cancel: &CancellationToken) {
    ///         let _cancelled = cancel.wait_timeout(Duration::from_secs(3600));
    ///     }
    /// }
    ///
    /// let timer = Arc::new(Timer::default());
    /// let result = timer.begin_sleep(no_callback, ())?;
    /// result.cancel();
    /// assert_eq!(timer.end_sleep(result), Err(AsyncError::Cancelled));
    /// # Ok::<(), eap_runtime::InvokeError>(())
    /// ```
    pub fn cancel(&self) {
        if let Some(operation) = &self.operation {
            Arc::clone(operation).cancel();
        }
    }

    /// Returns the async state that `begin_…` was called with.
    ///
    /// ```
    /// use eap_runtime::{Delegate, no_callback};
    ///
    /// let result = (|| 6 * 7).begin_invoke((), no_callback, "the answer")?;
    /// assert_eq!(*result.async_state(), "the answer");
    /// # Ok::<(), eap_runtime::InvokeError>(())
    /// ```
    #[must_use]
    pub fn async_state(&self) -> &S {
        self.watched.async_state()
    }

    /// Returns whether the operation was over before `begin_…` returned, on its caller's thread. That happens with an
    /// executor that runs methods there.
    ///
    /// ```
    /// use eap_runtime::{Delegate, no_callback};
    ///
    /// let result = (|| 6 * 7).begin_invoke((), no_callback, ())?;
    /// assert!(!result.completed_synchronously()); // the default pool has threads of its own
    /// # Ok::<(), eap_runtime::InvokeError>(())
    /// ```
    #[must_use]
    pub fn completed_synchronously(&self) -> bool {
        self.watched.completed_synchronously()
    }

    /// Returns what to block on until the operation is over.
    ///
    /// ```
    /// use eap_runtime::{Delegate, no_callback};
    ///
    /// let result = (|| 6 * 7).begin_invoke((), no_callback, ())?;
    /// result.async_wait_handle().wait_one();
    /// assert!(result.is_completed());
    /// # Ok::<(), eap_runtime::InvokeError>(())
    /// ```
    #[must_use]
    pub fn async_wait_handle(&self) -> WaitHandle {
        WaitHandle::new(Arc::clone(&self.watched).signalled())
    }

    fn fmt_as(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct(name)
            .field("is_completed", &self.is_completed())
            .finish_non_exhaustive()
    }
}

impl<S> Clone for AsyncStatus<S> {
    fn clone(&self) -> Self {
        Self {
            watched: Arc::clone(&self.watched),
            operation: self.operation.clone(),
        }
    }
}

impl<S> fmt::Debug for AsyncStatus<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt_as("AsyncStatus", f)
    }
}

/// Bound for the async state that `begin_…` takes: `Send + Sync + 'static`.
///
/// Every such type has it. A signature of your own may use either.
///
/// From the `IAsyncResult` pattern: what its `AsyncState` property returns.
///
/// ```
/// use std::sync::Arc;
/// use eap_runtime::begin_end::AsyncState;
/// use eap_runtime::{Delegate, InvokeError, no_callback};
///
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
// One name for the three, so that the compiler reports once what lacks any of them, and says what to write.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the async state of an operation",
    label = "an async state has to be `Send + Sync + 'static`",
    note = "use an `Arc` instead of an `Rc`, and an atomic or a `Mutex` instead of a `Cell` or a `RefCell`"
)]
pub trait AsyncState: Send + Sync + 'static {}

#[diagnostic::do_not_recommend]
impl<S: Send + Sync + 'static> AsyncState for S {}
