//! How an operation's outcome gets back to whoever started it.

use std::sync::Arc;

use crate::args::{Completed, FromCompleted};
use crate::error::AsyncError;
use crate::event::Event;

/// The way back, of an operation of `C` with user state `S`. Dropped instead, it has to tell that nothing will come.
///
/// Nobody outside can name it: it is public for `Lead`, whose method returns one.
pub trait WayBack<C, S, O, E>: Send + 'static {
    /// Takes the outcome back, on the thread where it is due. The operation is over by then.
    fn deliver(self, component: &Arc<C>, user_state: S, outcome: Result<O, AsyncError<E>>);
}

/// Raises a Completed event.
pub struct Raise<C, A>(pub(super) fn(&C) -> &Event<C, A>);

impl<C, S, A, O, E> WayBack<C, S, O, E> for Raise<C, A>
where
    C: 'static,
    A: FromCompleted<O, E, S> + 'static,
{
    fn deliver(self, component: &Arc<C>, user_state: S, outcome: Result<O, AsyncError<E>>) {
        let args = A::from_completed(Completed::new(outcome, user_state));
        self.0(component).raise(component, &args);
    }
}
