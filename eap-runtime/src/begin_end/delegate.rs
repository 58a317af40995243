//! "Asynchronous Programming Using Delegates": closures and functions as operations.

use std::convert::Infallible;
use std::marker::PhantomData;
use std::sync::{Arc, OnceLock};

use super::{AsyncCallback, AsyncResult, AsyncState, CallbackReturn};
use crate::error::InvokeError;
use crate::events::{Component, Events};
use crate::operation::Start;
use crate::pending::Unkeyed;

/// Any closure or function that is `Send`, as .NET's delegates are: called in the background by `begin_invoke`, with its
/// result in [`end_invoke`](AsyncResult::end_invoke).
///
/// `Arguments` is the tuple of the arguments, up to eight of them. They run on the process's
/// [executor](crate::executor). What .NET returns in `ref` and `out` parameters, a closure returns as a tuple.
///
/// From the pattern's "Asynchronous Programming Using Delegates": "calling a synchronous method in an asynchronous manner".
///
/// ```
/// use std::time::Duration;
/// use eap_runtime::{Delegate, no_callback};
///
/// fn sum(numbers: Vec<u32>, name: &'static str) -> String {
///     format!("{name}: {}", numbers.iter().sum::<u32>())
/// }
///
/// // Block in End.
/// let result = sum.begin_invoke((vec![1, 2, 3], "small"), no_callback, ())?;
/// assert_eq!(result.end_invoke()?, "small: 6");
///
/// // End in a callback; the caller waits for the handle.
/// let (sender, receiver) = std::sync::mpsc::channel();
/// let captured = vec![40, 2];
/// let status = (move || sum(captured, "captured")).begin_invoke(
///     (),
///     move |result| {
///         let name = *result.async_state();
///         let _ = sender.send((name, result.end_invoke()));
///     },
///     "the second",
/// )?;
/// assert!(status.async_wait_handle().wait_one_timeout(Duration::from_secs(60)));
/// let (name, sum) = receiver.recv()?;
/// assert_eq!((name, sum?.as_str()), ("the second", "captured: 42"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Delegate<Arguments>: Sized + Send + 'static {
    /// The return type.
    type Output: Send + 'static;

    /// Calls it in the background. The result goes to the callback, or to the caller with
    /// [`no_callback`](crate::no_callback).
    ///
    /// ```
    /// use eap_runtime::{Delegate, no_callback};
    ///
    /// let result = str::to_uppercase.begin_invoke(("eap",), no_callback, ())?;
    /// assert_eq!(result.end_invoke()?, "EAP");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// `Rejected` if the executor refuses it. Then nothing was started.
    fn begin_invoke<B, S>(
        self,
        arguments: Arguments,
        callback: impl AsyncCallback<AsyncResult<Invoked<Self>, Self::Output, Infallible, S>, B>
        + Send
        + 'static,
        async_state: S,
    ) -> Result<B::Begun, InvokeError>
    where
        B: CallbackReturn<AsyncResult<Invoked<Self>, Self::Output, Infallible, S>>,
        S: AsyncState;
}

/// The first parameter of the `AsyncResult` of a closure or function.
///
/// From the pattern's "Asynchronous Programming Using Delegates".
///
/// ```
/// use eap_runtime::begin_end::Invoked;
/// use eap_runtime::{AsyncResult, Delegate, no_callback};
///
/// fn answer() -> u32 {
///     42
/// }
///
/// let result: AsyncResult<Invoked<_>, u32> = answer.begin_invoke((), no_callback, ())?;
/// assert_eq!(result.end_invoke()?, 42);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Invoked<F>(PhantomData<fn(F)>);

macro_rules! delegates {
    ($(($($argument:ident)*))*) => {$(
        impl<F, O, $($argument),*> Delegate<($($argument,)*)> for F
        where
            F: FnOnce($($argument),*) -> O + Send + 'static,
            O: Send + 'static,
            $($argument: Send + 'static,)*
        {
            type Output = O;

            #[allow(non_snake_case, reason = "each argument has the name of its type")]
            fn begin_invoke<B, S>(
                self,
                ($($argument,)*): ($($argument,)*),
                callback: impl AsyncCallback<AsyncResult<Invoked<Self>, O, Infallible, S>, B> + Send + 'static,
                async_state: S,
            ) -> Result<B::Begun, InvokeError>
            where
                B: CallbackReturn<AsyncResult<Invoked<Self>, O, Infallible, S>>,
                S: AsyncState,
            {
                begin(callback, async_state, move || self($($argument),*))
            }
        }
    )*};
}

delegates! {
    ()
    (A1)
    (A1 A2)
    (A1 A2 A3)
    (A1 A2 A3 A4)
    (A1 A2 A3 A4 A5)
    (A1 A2 A3 A4 A5 A6)
    (A1 A2 A3 A4 A5 A6 A7)
    (A1 A2 A3 A4 A5 A6 A7 A8)
}

fn begin<M, O, B, S>(
    callback: impl FnOnce(AsyncResult<M, O, Infallible, S>) -> B + Send + 'static,
    async_state: S,
    work: impl FnOnce() -> O + Send + 'static,
) -> Result<B::Begun, InvokeError>
where
    M: 'static,
    O: Send + 'static,
    B: CallbackReturn<AsyncResult<M, O, Infallible, S>>,
    S: Send + Sync + 'static,
{
    Start::new(Delegates::all(), Unkeyed)
        .begin(callback, async_state)
        .start(move |_, _| work())
}

/// The component of all closures and functions.
struct Delegates {
    events: Events<Self>,
}

impl Delegates {
    fn all() -> &'static Arc<Self> {
        static ALL: OnceLock<Arc<Delegates>> = OnceLock::new();
        ALL.get_or_init(|| {
            Arc::new(Self {
                events: Events::new(),
            })
        })
    }
}

impl Component for Delegates {
    fn events(&self) -> &Events<Self> {
        &self.events
    }
}
