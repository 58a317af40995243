//! What there is to say of a method that returns a `Result` under another name, which nobody has told the macro: its errors
//! would go for results.
//!
//! A trait can't hold for everything but a `Result`. A method can: what is no `Result` is dereferenced, in search of one.

use std::marker::PhantomData;
use std::ops::Deref;

/// What a method returns, as the macro takes it.
pub struct ByName<R>(PhantomData<fn() -> R>);

impl<R> ByName<R> {
    pub(crate) const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T, E> ByName<Result<T, E>> {
    /// What the compiler complains of.
    pub fn is_no_result(&self)
    where
        Result<T, E>: CannotFail,
    {
    }
}

impl<R> Deref for ByName<R> {
    // A trait object, of whose method the compiler does not tell when it complains of the other.
    type Target = dyn NoResult;

    fn deref(&self) -> &Self::Target {
        &()
    }
}

/// Something other than a `Result`.
pub trait NoResult {
    /// There is nothing to say of it.
    fn is_no_result(&self) {}
}

impl NoResult for () {}

/// What cannot fail, and so is no `Result`.
#[diagnostic::on_unimplemented(
    message = "this method returns a `Result`, and so can fail: write `#[event_async(fallible)]`",
    label = "this is a `{Self}`",
    note = "without `fallible`, its errors would be told as results"
)]
pub trait CannotFail {}
