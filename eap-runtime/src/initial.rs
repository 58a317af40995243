//! What a method's outputs are before it writes to them.

/// A type that an `#[out]` parameter can start with a value of, without being told which: one with a `Default`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `Default` to start with: write `#[out(init = …)]`",
    label = "an `#[out]` parameter starts with the `Default` of its type",
    note = "for a type of your own, `#[derive(Default)]` will do, too"
)]
pub trait Initial: Sized {
    /// The value.
    fn initial() -> Self;
}

#[diagnostic::do_not_recommend]
impl<T: Default> Initial for T {
    #[inline]
    fn initial() -> Self {
        Self::default()
    }
}
