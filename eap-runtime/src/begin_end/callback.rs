//! The optional callback of `begin_…`.

use super::{AsyncResult, AsyncStatus};

/// Stands for no callback, where .NET takes a null reference. Whoever began the operation ends it.
///
/// ```
/// use eap_runtime::{Delegate, no_callback};
///
/// let result = (|| 6 * 7).begin_invoke((), no_callback, ())?;
/// assert_eq!(result.end_invoke()?, 42);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "pass the function to `begin_…`, without parentheses"]
pub fn no_callback<R>(_result: R) -> NoCallback {
    NoCallback
}

/// Bound for the callback of `begin_…`, .NET's `AsyncCallback`: a closure or a function that takes the operation's
/// [`AsyncResult`], or [`no_callback`].
///
/// `R` is the `AsyncResult`, and `B` the return type of the callback, a [`CallbackReturn`].
///
/// From the `IAsyncResult` pattern: the `AsyncCallback` delegate.
///
/// ```
/// use std::sync::mpsc;
/// use eap_runtime::{Delegate, no_callback};
///
/// let (sender, receiver) = mpsc::channel();
/// let _status = (|| 6 * 7).begin_invoke(
///     (),
///     move |result| drop(sender.send(result.end_invoke().ok())),
///     (),
/// )?;
/// assert_eq!(receiver.recv(), Ok(Some(42)));
///
/// let result = (|| 6 * 7).begin_invoke((), no_callback, ())?;
/// assert_eq!(result.end_invoke().ok(), Some(42));
/// # Ok::<(), eap_runtime::InvokeError>(())
/// ```
// A name for `FnOnce(R) -> B`, so that the compiler says what to write. Closures still get their types from it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the callback of `begin_…`",
    label = "write `no_callback`, without parentheses, or a closure that takes the operation's `AsyncResult`"
)]
pub trait AsyncCallback<R, B>: FnOnce(R) -> B {}

#[diagnostic::do_not_recommend]
impl<F, R, B> AsyncCallback<R, B> for F where F: FnOnce(R) -> B {}

/// What [`no_callback`] returns.
///
/// From the `IAsyncResult` pattern: a callback that is `null`.
///
/// ```
/// use eap_runtime::begin_end::NoCallback;
/// use eap_runtime::no_callback;
///
/// let _nothing: NoCallback = no_callback(42);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct NoCallback;

/// The return type of a callback of `begin_…`: `()`, or [`NoCallback`] for [`no_callback`].
///
/// An operation is ended once, so its [`AsyncResult`] goes to one place: to the callback if there is one, otherwise to
/// whoever began the operation. With a callback, `begin_…` returns the [`AsyncStatus`].
///
/// From the `IAsyncResult` pattern: the callback of a Begin function.
///
/// ```
/// use std::sync::mpsc;
/// use eap_runtime::{AsyncStatus, Delegate, no_callback};
///
/// let result = (|| 6 * 7).begin_invoke((), no_callback, ())?; // an `AsyncResult`
/// assert_eq!(result.end_invoke().ok(), Some(42));
///
/// let (sender, receiver) = mpsc::channel();
/// let status: AsyncStatus = (|| 6 * 7).begin_invoke((), move |result| drop(sender.send(result.end_invoke())), ())?;
/// assert_eq!(receiver.recv().unwrap().ok(), Some(42));
/// assert!(status.is_completed());
/// # Ok::<(), eap_runtime::InvokeError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "a callback of `begin_…` returns nothing",
    label = "this one returns `{Self}`: end it with `;`"
)]
pub trait CallbackReturn<R>: Sealed + 'static {
    /// What `begin_…` returns.
    type Begun;

    #[doc(hidden)]
    fn begun(result: R) -> Self::Begun;
}

/// Limits the implementations to the two that exist.
pub trait Sealed {
    /// Whether the callback is called at all.
    #[doc(hidden)]
    const IS_CALLED: bool;
}

impl Sealed for () {
    const IS_CALLED: bool = true;
}

impl Sealed for NoCallback {
    const IS_CALLED: bool = false;
}

#[diagnostic::do_not_recommend]
impl<M, O, E, S: 'static> CallbackReturn<AsyncResult<M, O, E, S>> for () {
    type Begun = AsyncStatus<S>;

    fn begun(result: AsyncResult<M, O, E, S>) -> AsyncStatus<S> {
        result.into_status()
    }
}

#[diagnostic::do_not_recommend]
impl<R> CallbackReturn<R> for NoCallback {
    type Begun = R;

    fn begun(result: R) -> R {
        result
    }
}
