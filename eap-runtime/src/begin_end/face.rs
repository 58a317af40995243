//! How the outcome gets to an `AsyncResult`, and to its callback.

use std::marker::PhantomData;
use std::sync::Arc;

use super::callback::Sealed;
use super::signal::Signal;
use super::wait_handle::Signalled;
use super::{AsyncResult, CallbackReturn};
use crate::error::InvokeError;
use crate::operation::{Deliver, Face, Outcome, Ready, Start, Starts, release};
use crate::pending::Handle;
use crate::sync::{AtomicBool, Mutex, Ordering, ThreadKey, lock, this_thread};
use crate::unwind::{self, Guarded};

/// The outcome goes to an `AsyncResult`, for the callback or the starter.
pub struct ToResult<F, M, S> {
    callback: F,
    async_state: S,
    method: PhantomData<fn(M)>,
}

impl<'a, C, K, R> Start<'a, C, K, R> {
    /// The outcome goes to an `AsyncResult`.
    pub fn begin<M, O, E, S, F, B>(
        self,
        callback: F,
        async_state: S,
    ) -> Ready<'a, C, K, R, ToResult<F, M, S>>
    where
        F: FnOnce(AsyncResult<M, O, E, S>) -> B,
    {
        self.with_face(ToResult {
            callback,
            async_state,
            method: PhantomData,
        })
    }
}

impl<C, U, F, B, M, O, E, S> Starts<C, U, O, E> for ToResult<F, M, S>
where
    F: FnOnce(AsyncResult<M, O, E, S>) -> B,
    B: CallbackReturn<AsyncResult<M, O, E, S>>,
{
    type Started = Result<B::Begun, InvokeError>;
}

impl<C, U, F, B, M, O, E, S> Face<C, U, O, E> for ToResult<F, M, S>
where
    C: 'static,
    F: FnOnce(AsyncResult<M, O, E, S>) -> B + Send + 'static,
    B: CallbackReturn<AsyncResult<M, O, E, S>>,
    M: 'static,
    S: Send + Sync + 'static,
{
    type Kept = Kept<M, O, E, S>;

    const HAS_HANDLE: bool = true;

    fn split(self) -> (Self::Kept, impl Deliver<C, U, O, E>)
    where
        O: Send + 'static,
        E: Send + 'static,
    {
        let shared = Arc::new(Shared {
            signal: Signal::new(),
            async_state: self.async_state,
            beginner: this_thread(),
            has_begun: AtomicBool::new(false),
            is_synchronous: AtomicBool::new(false),
            outcome: Mutex::new(None.into()),
        });
        let result = AsyncResult::new(&shared);
        let delivery = ToShared {
            shared,
            callback: self.callback,
            method: PhantomData,
        };
        (Kept(result), delivery)
    }

    fn started(kept: Self::Kept, operation: Result<Handle, InvokeError>) -> Self::Started {
        let Kept(result) = kept;
        match operation {
            Ok(operation) => {
                result.shared.has_begun.store(true, Ordering::Release);
                Ok(B::begun(result.with_operation(operation)))
            }
            Err(error) => {
                // It owns the async state, which is the user's.
                unwind::contain(|| drop(result));
                Err(error)
            }
        }
    }
}

/// What is kept for whoever begins the operation.
pub struct Kept<M, O, E, S>(AsyncResult<M, O, E, S>);

/// What the operation and those who wait for it share.
pub(super) struct Shared<O, E, S> {
    signal: Signal,
    async_state: S,
    /// The thread that begins the operation, and whether `begin_…` has returned there.
    beginner: ThreadKey,
    has_begun: AtomicBool,
    is_synchronous: AtomicBool,
    /// From the completion of the operation until its End.
    pub(super) outcome: Mutex<Guarded<Outcome<O, E>>>,
}

impl<O, E, S> Shared<O, E, S> {
    fn complete(&self, outcome: Outcome<O, E>) {
        let is_synchronous =
            !self.has_begun.load(Ordering::Acquire) && this_thread() == self.beginner;
        self.is_synchronous.store(is_synchronous, Ordering::Release);
        *lock(&self.outcome) = Guarded::new(outcome);
        self.signal.set();
    }
}

impl<O: Send, E: Send, S: Send + Sync> Signalled for Shared<O, E, S> {
    fn signal(&self) -> &Signal {
        &self.signal
    }
}

/// An operation that was begun, whatever its outputs and its error.
pub(super) trait Watched<S>: Signalled {
    fn async_state(&self) -> &S;

    fn completed_synchronously(&self) -> bool;

    fn signalled(self: Arc<Self>) -> Arc<dyn Signalled>;
}

impl<O, E, S> Watched<S> for Shared<O, E, S>
where
    O: Send + 'static,
    E: Send + 'static,
    S: Send + Sync + 'static,
{
    fn async_state(&self) -> &S {
        &self.async_state
    }

    fn completed_synchronously(&self) -> bool {
        self.is_synchronous.load(Ordering::Acquire)
    }

    fn signalled(self: Arc<Self>) -> Arc<dyn Signalled> {
        self
    }
}

/// Keeps the outcome for End, and calls back.
struct ToShared<F, M, O, E, S> {
    shared: Arc<Shared<O, E, S>>,
    callback: F,
    method: PhantomData<fn(M)>,
}

impl<C, U, F, B, M, O, E, S> Deliver<C, U, O, E> for ToShared<F, M, O, E, S>
where
    C: 'static,
    F: FnOnce(AsyncResult<M, O, E, S>) -> B + Send + 'static,
    B: CallbackReturn<AsyncResult<M, O, E, S>>,
    M: 'static,
    O: Send + 'static,
    E: Send + 'static,
    S: Send + Sync + 'static,
{
    // A callback is the user's code, and waits for a worker.
    const ON_ANY_THREAD: bool = !<B as Sealed>::IS_CALLED;

    fn deliver(self, component: Arc<C>, user_state: U, outcome: Outcome<O, E>) {
        release(component, user_state);
        let Self {
            shared, callback, ..
        } = self;
        shared.complete(outcome);
        if <B as Sealed>::IS_CALLED {
            // Apart from the drop of what they share, which may panic, too.
            unwind::contain(|| drop(callback(AsyncResult::new(&shared))));
        }
    }
}
