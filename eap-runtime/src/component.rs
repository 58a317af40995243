//! The few items that generated code calls. They change whenever the macro does, and are not part of the public interface.
//!
//! They are hidden from the documentation. The compiler's messages name them, so their names are for readers of those.

use std::borrow::Borrow;
use std::hash::Hash;
use std::marker::PhantomData;
use std::sync::Arc;

pub use crate::args::{Completed, FromCompleted};
use crate::begin_end::AsyncResult;
pub use crate::begin_end::ToResult;
pub use crate::completed::Raise;
use crate::error::AsyncError;
use crate::event::Event;
pub use crate::events::Component;
pub use crate::future::{Streaming, ToFuture};
pub use crate::initial::Initial;
pub use crate::operation::{Call, Face, Ready, Start, Starts};
pub use crate::pending::{Alone, CarriedState, Key, Keyed, Unkeyed, UserState};
pub use crate::progress::{Muted, ProgressEvent, Reporting, Routing, Silent};
pub use crate::then::{Then, ThenLocal};

/// Returns the event with this number.
#[inline]
pub fn event<C: Component, A: 'static>(component: &C, index: usize) -> &Event<C, A> {
    component.events().event(index)
}

/// Returns whether the component's one operation is running.
#[inline]
pub fn is_busy<C: Component>(component: &C) -> bool {
    component.events().table().is_busy()
}

/// Requests the cancellation of the component's one operation.
#[inline]
pub fn cancel<C: Component>(component: &C) {
    component.events().table().cancel();
}

/// Requests the cancellation of the operation with this user state.
#[inline]
pub fn cancel_keyed<C, S, Q>(component: &C, user_state: &Q)
where
    C: Component,
    S: UserState + Borrow<Q>,
    Q: Hash + Eq + ?Sized,
{
    component.events().table().cancel_keyed::<S, Q>(user_state);
}

/// Returns the elements of a list as the borrows that a method takes: `&[&str]` for a `Vec<String>`.
#[inline]
#[must_use]
pub fn borrowed<T: Borrow<B>, B: ?Sized>(list: &[T]) -> Vec<&B> {
    list.iter().map(T::borrow).collect()
}

/// An operation of a component that runs one at a time.
#[inline]
pub fn one_at_a_time<C, S: CarriedState>(
    component: &Arc<C>,
    user_state: S,
) -> Start<'_, C, Alone<S>, Silent> {
    Start::new(component, Alone(user_state))
}

/// An operation of a component that runs any number at a time.
#[inline]
pub fn concurrent<C, S: UserState>(
    component: &Arc<C>,
    user_state: S,
) -> Start<'_, C, Keyed<S>, Silent> {
    Start::new(component, Keyed(user_state))
}

/// An operation without a user state, of a component that runs any number at a time.
#[inline]
pub fn beside<C>(component: &Arc<C>) -> Start<'_, C, Unkeyed, Silent> {
    Start::new(component, Unkeyed)
}

/// The first parameter of the `AsyncResult`s of an operation that has no args type of its own.
pub struct Method<C, const INDEX: usize>(PhantomData<fn(C)>);

/// Waits until the operation is over, and returns its outputs.
///
/// # Errors
///
/// Why there are none.
///
/// # Panics
///
/// With the panic of the method.
#[inline]
pub fn end<C, M, O, E, S>(
    _component: &C,
    result: AsyncResult<M, O, E, S>,
) -> Result<O, AsyncError<E>> {
    result.end()
}

/// A `Result`, whatever alias names it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a `core::result::Result`",
    label = "a method whose return type is called `Result`, or that is `fallible`, has to return one",
    note = "without `fallible`, a return type with any other name is a result like any other"
)]
pub trait Fallible {
    /// The value.
    type Ok;
    /// The error.
    type Error;

    /// Returns the same `Result`.
    #[allow(clippy::missing_errors_doc, reason = "it converts nothing")]
    fn into_result(self) -> Result<Self::Ok, Self::Error>;
}

impl<T, E> Fallible for Result<T, E> {
    type Ok = T;
    type Error = E;

    #[inline]
    fn into_result(self) -> Self {
        self
    }
}

/// Returns the `Result` behind an alias.
#[inline]
#[allow(clippy::missing_errors_doc, reason = "it converts nothing")]
pub fn into_result<R: Fallible>(result: R) -> Result<R::Ok, R::Error> {
    result.into_result()
}

/// The value of a `Result` that an alias names.
pub type OkOf<R> = <R as Fallible>::Ok;

/// The error of a `Result` that an alias names.
pub type ErrorOf<R> = <R as Fallible>::Error;
