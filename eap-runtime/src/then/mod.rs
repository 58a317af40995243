//! The face for one callback, which owns the outcome of its operation.

mod handle;

use std::sync::Arc;
use std::thread;

pub use self::handle::OperationHandle;
use crate::context::{self, SynchronizationContext};
use crate::error::InvokeError;
use crate::local::Local;
use crate::operation::{Deliver, Face, Outcome, Ready, Start, Starts, release};
use crate::pending::Handle;
use crate::unwind;

/// Calls back with the outcome.
pub struct Then<F>(F);

/// Calls back with the outcome, on the thread that started the operation.
pub struct ThenLocal<F>(F);

impl<'a, C, K, R> Start<'a, C, K, R> {
    /// The outcome goes to this callback.
    pub fn then<F>(self, callback: F) -> Ready<'a, C, K, R, Then<F>> {
        self.with_face(Then(callback))
    }

    /// The outcome goes to this callback, which stays on this thread.
    pub fn then_local<F>(self, callback: F) -> Ready<'a, C, K, R, ThenLocal<F>> {
        self.with_face(ThenLocal(callback))
    }
}

impl<C, S, O, E, F> Starts<C, S, O, E> for Then<F> {
    type Started = Result<OperationHandle, InvokeError>;
}

impl<C, S, O, E, F> Face<C, S, O, E> for Then<F>
where
    C: 'static,
    F: FnOnce(Outcome<O, E>) + Send + 'static,
{
    type Kept = ();

    const HAS_HANDLE: bool = true;

    fn context(&self) -> Result<Option<Arc<dyn SynchronizationContext>>, InvokeError> {
        Ok(context::current())
    }

    fn split(self) -> ((), impl Deliver<C, S, O, E>) {
        ((), self)
    }

    fn started((): (), operation: Result<Handle, InvokeError>) -> Self::Started {
        operation.map(OperationHandle::new)
    }
}

impl<C, S, O, E, F> Deliver<C, S, O, E> for Then<F>
where
    C: 'static,
    F: FnOnce(Outcome<O, E>) + Send + 'static,
{
    fn deliver(self, component: Arc<C>, user_state: S, outcome: Outcome<O, E>) {
        release(component, user_state);
        (self.0)(outcome);
    }
}

impl<C, S, O, E, F> Starts<C, S, O, E> for ThenLocal<F> {
    type Started = Result<OperationHandle, InvokeError>;
}

impl<C, S, O, E, F> Face<C, S, O, E> for ThenLocal<F>
where
    C: 'static,
    F: FnOnce(Outcome<O, E>) + 'static,
{
    type Kept = ();

    const HAS_HANDLE: bool = true;

    fn context(&self) -> Result<Option<Arc<dyn SynchronizationContext>>, InvokeError> {
        context::current().map(Some).ok_or(InvokeError::NoContext)
    }

    fn split(self) -> ((), impl Deliver<C, S, O, E>) {
        ((), Stored(Local::new(self.0)))
    }

    fn started((): (), operation: Result<Handle, InvokeError>) -> Self::Started {
        operation.map(OperationHandle::new)
    }
}

/// A callback that stays on its thread.
struct Stored<F>(Local<F>);

impl<C, S, O, E, F> Deliver<C, S, O, E> for Stored<F>
where
    C: 'static,
    F: FnOnce(Outcome<O, E>) + 'static,
{
    fn deliver(self, component: Arc<C>, user_state: S, outcome: Outcome<O, E>) {
        release(component, user_state);
        let Some(callback) = self.0.take() else {
            // The panic hook reports it, as for a handler from `subscribe_local`.
            unwind::contain(|| drop(outcome));
            panic!(
                "a callback from `…_then_local` stays on thread {home:?}, but its context ran it on thread {here:?}: \
                 start the operation where a context of {home:?} is current",
                home = self.0.home_name(),
                here = thread::current().name().unwrap_or("<unnamed>"),
            );
        };
        callback(outcome);
    }
}
