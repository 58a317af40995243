//! The ways to start an operation: to an event, to an `AsyncResult`, to a future.

#![allow(
    private_bounds,
    private_interfaces,
    reason = "what is public here is so for the compiler's messages, and what it deals in is the runtime's own"
)]

use std::marker::PhantomData;
use std::sync::Arc;

use super::WayBack;
use super::back::Raise;
use crate::args::FromCompleted;
use crate::async_result::{self, AsyncResult, CallbackReturn};
use crate::context::{self, SynchronizationContext};
use crate::error::InvokeError;
use crate::future::{self, OperationFuture, Reports};
use crate::pending::Handle;

/// What a starter gets.
pub trait Way<C, S, O, E> {
    /// An error, and else nothing, an `AsyncResult` or a future.
    type Started;
}

/// How the outcome comes to it. Apart from it, for generated code has to see what is given back and nothing more.
///
/// The methods ask for outputs that can go to another thread, not their implementor: so `start` asks for that alone, and
/// the compiler reports what can't in the same words for every way. It is public for those messages alone.
pub trait Lead<C, S, O, E>: Way<C, S, O, E> {
    /// What is kept for the starter until the operation has started.
    type Begun;

    /// Whether the starter can cancel the operation, even if its method heeds no token: then before it has begun.
    const CAN_DROP: bool = false;

    /// Where the outcome is due.
    fn context(&self) -> Option<Arc<dyn SynchronizationContext>> {
        None
    }

    /// Parts what is kept from the way back.
    fn split(self) -> (Self::Begun, impl WayBack<C, S, O, E>)
    where
        O: Send + 'static,
        E: Send + 'static;

    /// Gives the starter what was kept, or tells why nothing has started.
    fn started(begun: Self::Begun, operation: Result<Handle, InvokeError>) -> Self::Started;
}

impl<C, S, A, O, E> Way<C, S, O, E> for Raise<C, A> {
    type Started = Result<(), InvokeError>;
}

impl<C, S, A, O, E> Lead<C, S, O, E> for Raise<C, A>
where
    C: 'static,
    A: FromCompleted<O, E, S> + 'static,
{
    type Begun = ();

    fn context(&self) -> Option<Arc<dyn SynchronizationContext>> {
        context::current()
    }

    fn split(self) -> ((), impl WayBack<C, S, O, E>) {
        ((), self)
    }

    fn started((): (), operation: Result<Handle, InvokeError>) -> Self::Started {
        operation.map(drop)
    }
}

/// To an `AsyncResult`, for the callback or the starter.
pub struct ToResult<F, M, S> {
    pub(super) callback: F,
    pub(super) async_state: S,
    pub(super) method: PhantomData<fn(M)>,
}

impl<C, U, F, B, M, O, E, S> Way<C, U, O, E> for ToResult<F, M, S>
where
    F: FnOnce(AsyncResult<M, O, E, S>) -> B,
    B: CallbackReturn<AsyncResult<M, O, E, S>>,
{
    type Started = Result<B::Begun, InvokeError>;
}

impl<C, U, F, B, M, O, E, S> Lead<C, U, O, E> for ToResult<F, M, S>
where
    F: FnOnce(AsyncResult<M, O, E, S>) -> B + Send + 'static,
    B: CallbackReturn<AsyncResult<M, O, E, S>>,
    M: 'static,
    S: Send + Sync + 'static,
{
    type Begun = B::Begun;

    fn split(self) -> (B::Begun, impl WayBack<C, U, O, E>)
    where
        O: Send + 'static,
        E: Send + 'static,
    {
        async_result::pair(self.callback, self.async_state)
    }

    fn started(begun: B::Begun, operation: Result<Handle, InvokeError>) -> Self::Started {
        operation.map(|_| begun)
    }
}

/// To a future, with what the method reports as a stream.
pub struct ToFuture<P> {
    pub(super) reports: Option<Arc<Reports<P>>>,
}

impl<C, U, P, O, E> Way<C, U, O, E> for ToFuture<P> {
    type Started = OperationFuture<O, E, P>;
}

impl<C, U, P, O, E> Lead<C, U, O, E> for ToFuture<P> {
    type Begun = OperationFuture<O, E, P>;

    const CAN_DROP: bool = true;

    fn split(self) -> (Self::Begun, impl WayBack<C, U, O, E>)
    where
        O: Send + 'static,
        E: Send + 'static,
    {
        let (slot, back) = future::pair();
        (OperationFuture::starting(slot, self.reports), back)
    }

    fn started(begun: Self::Begun, operation: Result<Handle, InvokeError>) -> Self::Started {
        begun.started(operation)
    }
}
