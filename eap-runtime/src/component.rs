//! The few items that generated code calls. They change whenever the macro does: no part of the public interface.
//!
//! They are hidden from the documentation, but not from the compiler's messages, whose readers the names are for.

use std::borrow::Borrow;
use std::hash::Hash;
use std::marker::PhantomData;
use std::sync::Arc;

pub use crate::__half_typed as half_typed;
pub use crate::args::{Completed, FromCompleted};
use crate::async_result::AsyncResult;
use crate::error::AsyncError;
use crate::event::Event;
pub use crate::events::Component;
pub use crate::initial::Initial;
pub use crate::operation::{Call, Lead, Raise, Ready, Start, ToFuture, ToResult, Way};
pub use crate::pending::{Alone, CarriedState, Key, Keyed, Unkeyed, UserState};
pub use crate::progress::{Muted, ProgressEvent, Reporting, Routing, Silent, Streaming};
pub use crate::sendable::{Halted, HaltedStart, Sendable, Unshared};
pub use crate::unsaid::{ByName, CannotFail, NoResult};

/// The component itself, if it is `Send`.
#[inline]
#[must_use]
pub fn sendable<C>(component: &C) -> Sendable<'_, C> {
    Sendable::new(component)
}

/// The event of this number.
#[inline]
pub fn event<C: Component, A: 'static>(component: &C, index: usize) -> &Event<C, A> {
    component.events().event(index)
}

/// Whether the component's one operation is running.
#[inline]
pub fn is_busy<C: Component>(component: &C) -> bool {
    component.events().pending().is_busy()
}

/// Asks the component's one operation to end.
#[inline]
pub fn cancel<C: Component>(component: &C) {
    component.events().pending().cancel();
}

/// Asks the operation with this user state to end.
#[inline]
pub fn cancel_keyed<C: Component, S: UserState + Borrow<Q>, Q: ?Sized + Hash + Eq>(
    component: &C,
    user_state: &Q,
) {
    component
        .events()
        .pending()
        .cancel_keyed::<S, Q>(user_state);
}

/// The elements of a list as the borrows that a method takes: `&[&str]` for a `Vec<String>`.
#[inline]
#[must_use]
pub fn borrowed<T: Borrow<B>, B: ?Sized>(list: &[T]) -> Vec<&B> {
    list.iter().map(T::borrow).collect()
}

/// The same `Result`, whatever alias it goes by.
///
/// # Errors
///
/// As `value` says.
#[inline]
pub fn into_result<R: Fallible>(value: R) -> Result<R::Ok, R::Error> {
    value.into_result()
}

/// An operation of a component that runs one at a time.
#[inline]
pub fn one_at_a_time<C, S: CarriedState>(
    component: &Arc<C>,
    user_state: S,
) -> Start<'_, C, Alone<S>, Silent> {
    Start::new(component, Alone(user_state))
}

/// An operation of a component that runs any number.
#[inline]
pub fn concurrent<C, S: UserState>(
    component: &Arc<C>,
    user_state: S,
) -> Start<'_, C, Keyed<S>, Silent> {
    Start::new(component, Keyed(user_state))
}

/// An operation beside all others, which no user state tells from them.
#[inline]
pub fn beside<C>(component: &Arc<C>) -> Start<'_, C, Unkeyed, Silent> {
    Start::new(component, Unkeyed)
}

/// Tells the `AsyncResult`s of an operation from those of every other, where it has no args whose name would.
pub struct Method<C, const INDEX: usize>(PhantomData<fn(C)>);

/// Waits for the operation's end and gives what the method gave.
///
/// # Errors
///
/// Why there is nothing to give.
///
/// # Panics
///
/// As the method did.
#[inline]
pub fn end<C, M, O, E, S>(
    _component: &C,
    result: AsyncResult<M, O, E, S>,
) -> Result<O, AsyncError<E>> {
    result.end()
}

/// A `Result`, whatever alias it goes by.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no `core::result::Result`",
    label = "a method whose return type is called `Result`, or that is `fallible`, has to return one",
    note = "without `fallible`, and under a name other than `Result`, it is a result like any other"
)]
pub trait Fallible {
    /// What it holds when all went well.
    type Ok;
    /// Why it did not.
    type Error;
    /// An operation that ends so.
    type Operation<T>;

    /// The same operation. It has no type if `Self` is no `Result`: then that is told here, as it is wherever the parts are
    /// named, and nothing is told of what is done with the operation.
    fn operation<T>(ready: T) -> Self::Operation<T>;

    /// The same `Result`.
    #[allow(clippy::missing_errors_doc, reason = "nothing is done here")]
    fn into_result(self) -> Result<Self::Ok, Self::Error>;
}

impl<T, E> Fallible for Result<T, E> {
    type Ok = T;
    type Error = E;
    type Operation<R> = R;

    #[inline]
    fn operation<R>(ready: R) -> R {
        ready
    }

    #[inline]
    fn into_result(self) -> Self {
        self
    }
}

/// What a method returns, which may turn out to be no `Result`.
pub type Returned<R> = R;

/// Asks whether a method that is not said to be `fallible` returns a `Result` all the same.
#[inline]
#[must_use]
pub const fn returned<R>() -> ByName<R> {
    ByName::new()
}

/// The value of a `Result` that is spelled with an alias.
pub type OkOf<R> = <R as Fallible>::Ok;

/// The error of a `Result` that is spelled with an alias.
pub type ErrorOf<R> = <R as Fallible>::Error;
