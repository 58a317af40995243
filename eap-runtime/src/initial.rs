//! What an `#[out]` parameter holds before the method writes to it.

/// A type with a value that an `#[out]` parameter can start with: one with a `Default`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `Default` to start with: write `#[out(init = …)]`",
    label = "an `#[out]` parameter starts with the `Default` of its type",
    note = "for a type of your own, `#[derive(Default)]` is enough"
)]
pub trait Initial: Sized {
    /// Returns the value.
    fn initial() -> Self;
}

#[diagnostic::do_not_recommend]
impl<T: Default> Initial for T {
    #[inline]
    fn initial() -> Self {
        Self::default()
    }
}
