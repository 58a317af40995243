//! Where an outcome goes: what a face of an operation implements.

use std::sync::Arc;

use super::Outcome;
use crate::context::SynchronizationContext;
use crate::error::InvokeError;
use crate::pending::Handle;
use crate::unwind;

/// What the starter of an operation gets.
///
/// Apart from [`Face`], because the compiler looks for it first: what a face lacks is then reported in the words of the
/// missing trait.
pub trait Starts<C, S, O, E> {
    /// What the starter gets.
    type Started;
}

/// A face of an operation of `C` with user state `S`, outputs `O` and error `E`: how it is started, and where its outcome
/// goes.
pub trait Face<C, S, O, E>: Starts<C, S, O, E> + Sized {
    /// What is kept for the starter until the operation has started.
    type Kept;

    /// Whether the starter can cancel the operation.
    const HAS_HANDLE: bool = false;

    /// The context where the outcome is due.
    ///
    /// # Errors
    ///
    /// `NoContext`, if there has to be one and is not.
    fn context(&self) -> Result<Option<Arc<dyn SynchronizationContext>>, InvokeError> {
        Ok(None)
    }

    /// Separates what is kept for the starter from what travels with the operation.
    ///
    /// The method requires outputs that can go to another thread, not the trait: so the compiler reports outputs that cannot
    /// once, and in the same words for every face.
    fn split(self) -> (Self::Kept, impl Deliver<C, S, O, E>)
    where
        O: Send + 'static,
        E: Send + 'static;

    /// Makes what the starter gets, once the operation has started or was refused.
    fn started(kept: Self::Kept, operation: Result<Handle, InvokeError>) -> Self::Started;
}

/// The part of a face that travels with the operation.
pub trait Deliver<C, S, O, E>: Send + 'static {
    /// Whether the outcome may be delivered on any thread, so that a request for cancellation can deliver it at once.
    const ON_ANY_THREAD: bool = false;

    /// Takes the outcome, on the thread where it is due. The operation is over by then.
    fn deliver(self, component: Arc<C>, user_state: S, outcome: Outcome<O, E>);
}

/// Releases what belongs to an operation that is over: whoever gets the outcome finds it released.
pub(crate) fn release<C, S>(component: Arc<C>, user_state: S) {
    unwind::contain(|| drop(component));
    unwind::contain(|| drop(user_state));
}
