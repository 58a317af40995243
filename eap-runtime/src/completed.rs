//! The face of the pattern itself: the Completed event.

use std::sync::Arc;

use crate::args::{Completed, FromCompleted};
use crate::context::{self, SynchronizationContext};
use crate::error::InvokeError;
use crate::event::Event;
use crate::operation::{Deliver, Face, Outcome, Ready, Start, Starts};
use crate::pending::Handle;
use crate::unwind;

/// Raises a Completed event.
pub struct Raise<C, A>(fn(&C) -> &Event<C, A>);

impl<'a, C, K, R> Start<'a, C, K, R> {
    /// The outcome goes to this event.
    pub fn completed<A>(self, event: fn(&C) -> &Event<C, A>) -> Ready<'a, C, K, R, Raise<C, A>> {
        self.with_face(Raise(event))
    }
}

impl<C, S, A, O, E> Starts<C, S, O, E> for Raise<C, A> {
    type Started = Result<(), InvokeError>;
}

impl<C, S, A, O, E> Face<C, S, O, E> for Raise<C, A>
where
    C: 'static,
    A: FromCompleted<O, E, S> + 'static,
{
    type Kept = ();

    fn context(&self) -> Result<Option<Arc<dyn SynchronizationContext>>, InvokeError> {
        Ok(context::current())
    }

    fn split(self) -> ((), impl Deliver<C, S, O, E>) {
        ((), self)
    }

    fn started((): (), operation: Result<Handle, InvokeError>) -> Self::Started {
        operation.map(drop)
    }
}

impl<C, S, A, O, E> Deliver<C, S, O, E> for Raise<C, A>
where
    C: 'static,
    A: FromCompleted<O, E, S> + 'static,
{
    fn deliver(self, component: Arc<C>, user_state: S, outcome: Outcome<O, E>) {
        let args = A::from_completed(Completed::new(outcome, user_state));
        self.0(&component).raise(&component, &args);
        // Apart from each other: both are the user's, and two panics at a time would abort.
        unwind::contain(|| drop(args));
    }
}
