//! What a user state has to be.

use std::hash::Hash;

/// A user state that is only carried along.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the user state of an operation",
    label = "a user state has to be `Clone + Send + Sync + 'static`",
    note = "for a type of your own, write `#[derive(Clone)]`; instead of an `Rc`, use an `Arc`"
)]
pub trait CarriedState: Clone + Send + Sync + 'static {}

#[diagnostic::do_not_recommend]
impl<S: Clone + Send + Sync + 'static> CarriedState for S {}

/// A user state that tells operations apart.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot tell concurrent operations apart",
    label = "the user state of a `concurrent` component has to be `Clone + Eq + Hash + Send + Sync + 'static`",
    note = "for a type of your own, write `#[derive(Clone, PartialEq, Eq, Hash)]`"
)]
pub trait UserState: Clone + Eq + Hash + Send + Sync + 'static {}

#[diagnostic::do_not_recommend]
impl<S: Clone + Eq + Hash + Send + Sync + 'static> UserState for S {}
