//! How an operation is told apart from others while it is pending.

use super::state::{CarriedState, UserState};
use super::table::Ticket;
use super::{Handle, Pending};
use crate::error::InvokeError;
use crate::sync::lock;

/// How an operation is told apart from others while it is pending.
pub trait Key {
    /// The user state.
    type State;
}

/// Entering and leaving the pending operations. Apart from [`Key`], because generated code names only that.
pub(crate) trait Enter: Key + Send + 'static {
    type Ticket: Copy + Send + 'static;

    fn state(&self) -> &Self::State;
    fn into_state(self) -> Self::State;
    fn enter(&self, pending: &Pending, operation: Handle) -> Result<Self::Ticket, InvokeError>;
    fn leave(pending: &Pending, ticket: Self::Ticket);
}

/// One operation at a time, with a user state to carry along.
pub struct Alone<S>(pub(crate) S);

impl<S> Key for Alone<S> {
    type State = S;
}

impl<S: CarriedState> Enter for Alone<S> {
    type Ticket = ();

    fn state(&self) -> &S {
        &self.0
    }

    fn into_state(self) -> S {
        self.0
    }

    fn enter(&self, pending: &Pending, operation: Handle) -> Result<(), InvokeError> {
        let mut alone = lock(&pending.alone);
        if alone.is_some() {
            return Err(InvokeError::Busy);
        }
        *alone = Some(operation);
        Ok(())
    }

    fn leave(pending: &Pending, (): ()) {
        // In a statement of its own, so that the lock is free again when the handle is dropped.
        let handle = lock(&pending.alone).take();
        pending.idle.left();
        drop(handle);
    }
}

/// Many operations at a time, told apart by the user state.
pub struct Keyed<S>(pub(crate) S);

impl<S> Key for Keyed<S> {
    type State = S;
}

impl<S: UserState> Enter for Keyed<S> {
    type Ticket = Ticket;

    fn state(&self) -> &S {
        &self.0
    }

    fn into_state(self) -> S {
        self.0
    }

    fn enter(&self, pending: &Pending, operation: Handle) -> Result<Ticket, InvokeError> {
        pending.table().insert(&self.0, operation)
    }

    fn leave(pending: &Pending, ticket: Ticket) {
        pending.table::<S>().remove(ticket);
        pending.idle.left();
    }
}

/// Many operations at a time, without user states.
pub struct Unkeyed;

impl Key for Unkeyed {
    type State = ();
}

impl Enter for Unkeyed {
    type Ticket = u64;

    fn state(&self) -> &() {
        &()
    }

    fn into_state(self) {}

    fn enter(&self, pending: &Pending, operation: Handle) -> Result<u64, InvokeError> {
        let mut unkeyed = lock(&pending.unkeyed);
        let number = unkeyed.next;
        unkeyed.next += 1;
        unkeyed.operations.insert(number, operation);
        Ok(number)
    }

    fn leave(pending: &Pending, ticket: u64) {
        let handle = lock(&pending.unkeyed).operations.remove(&ticket);
        pending.idle.left();
        drop(handle);
    }
}
