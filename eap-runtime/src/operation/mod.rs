//! One operation's life: started → running → completed. The only place that decides its outcome.

mod back;
mod start;
mod way;

use std::marker::PhantomData;
use std::sync::Arc;

pub use self::back::Raise;
pub(crate) use self::back::WayBack;
pub use self::start::{Call, Ready, Start};
pub use self::way::{Lead, ToFuture, ToResult, Way};
use crate::cancel::{Cancellable, Cancellation};
use crate::context::Outstanding;
use crate::error::{AsyncError, Panic};
use crate::events::Component;
use crate::executor::{Fate, SharedWork, Work};
use crate::pending::{Enter, Place};
use crate::progress::Channel;
use crate::sync::{Mutex, lock};
use crate::unwind;

/// A started operation: what it takes to run and to end it.
struct Operation<F, N, T> {
    call: F,
    channel: N,
    end: T,
}

/// An operation that others can reach, to cancel it or to look whether somebody has: the executor, the pending ones and
/// the method's token share it.
struct Shared<T> {
    cancellation: Cancellation,
    /// The operation, until it is run.
    operation: Mutex<Option<T>>,
}

impl<T> Shared<T> {
    fn new() -> Self {
        Self {
            cancellation: Cancellation::new(),
            operation: Mutex::new(None),
        }
    }

    fn put(&self, operation: T) {
        *lock(&self.operation) = Some(operation);
    }
}

impl<T: Send> Cancellable for Shared<T> {
    fn cancellation(&self) -> &Cancellation {
        &self.cancellation
    }
}

impl<T: Meet + Send + 'static> SharedWork for Shared<T> {
    fn meet(self: Arc<Self>, fate: Fate) {
        let operation = lock(&self.operation).take();
        if let Some(operation) = operation {
            let this: Arc<dyn Cancellable> = self;
            operation.meet(fate, Some(&this));
        }
    }
}

// An operation that nobody can cancel has one owner at a time, and needs no lock.
impl<F, N, T> Work for Operation<F, N, T>
where
    Self: Meet + Send,
{
    fn meet(self: Box<Self>, fate: Fate) {
        Meet::meet(*self, fate, None);
    }
}

/// An operation of whatever types, at its end.
trait Meet {
    fn meet(self, fate: Fate, cancellable: Option<&Arc<dyn Cancellable>>);
}

impl<F, N, C, K, W, O, E> Meet for Operation<F, N, End<C, K, W, O, E>>
where
    F: FnOnce(&Arc<C>, &Call<'_, N::Data>) -> Result<O, E>,
    N: Channel,
    C: Component + Send,
    K: Enter,
    W: WayBack<C, K::State, O, E>,
    O: Send + 'static,
    E: Send + 'static,
{
    fn meet(self, fate: Fate, cancellable: Option<&Arc<dyn Cancellable>>) {
        let cancellation = cancellable.map(|operation| operation.cancellation());
        let cancelled = cancellation.is_some_and(Cancellation::is_requested);
        let Self { call, channel, end } = self;
        let outcome = match fate {
            Fate::Refused => return unwind::contain(|| drop((call, channel, end))),
            Fate::Run if !cancelled => {
                let given = Call {
                    cancellable,
                    progress: channel.progress(),
                };
                let returned = unwind::catch(|| call(end.place.component(), &given));
                drop(given);
                judge(returned, cancellation.is_some_and(Cancellation::finish))
            }
            Fate::Run | Fate::Abandoned => {
                cancellation.map(Cancellation::finish);
                // The arguments are the user's.
                unwind::contain(|| drop(call));
                Err(if cancelled {
                    AsyncError::Cancelled
                } else {
                    AsyncError::Abandoned
                })
            }
        };
        end.deliver(channel, outcome);
    }
}

/// The outcome of a method that has run.
fn judge<O, E>(
    returned: Result<Result<O, E>, unwind::Payload>,
    observed: bool,
) -> Result<O, AsyncError<E>> {
    match returned {
        Err(payload) => Err(AsyncError::Panicked(Panic::new(payload))),
        Ok(result) if observed => {
            unwind::contain(|| drop(result));
            Err(AsyncError::Cancelled)
        }
        Ok(result) => result.map_err(AsyncError::Failed),
    }
}

/// What there is to do at the end. Dropped instead, it gives the place back and tells the context all the same.
struct End<C: Component, K: Enter, W, O, E> {
    place: Place<C, K>,
    outstanding: Option<Outstanding>,
    back: W,
    outcome: PhantomData<fn(O, E)>,
}

impl<C: Component, K: Enter, W, O, E> End<C, K, W, O, E> {
    fn new(place: Place<C, K>, outstanding: Option<Outstanding>, back: W) -> Self {
        Self {
            place,
            outstanding,
            back,
            outcome: PhantomData,
        }
    }
}

impl<C, K, W, O, E> End<C, K, W, O, E>
where
    C: Component + Send,
    K: Enter,
    W: WayBack<C, K::State, O, E>,
    O: Send + 'static,
    E: Send + 'static,
{
    /// Has the outcome delivered where it is due: a Completed event is raised where its handlers run.
    fn deliver(self, channel: impl Channel, outcome: Result<O, AsyncError<E>>) {
        let context = self
            .outstanding
            .as_ref()
            .map(|outstanding| Arc::clone(outstanding.context()));
        // A context may panic like any of the user's code; `self` is dropped then.
        unwind::contain(|| channel.close(context.as_ref(), move || self.complete(outcome)));
    }

    /// Delivers the outcome, on this thread.
    fn complete(self, outcome: Result<O, AsyncError<E>>) {
        let Self {
            mut place,
            outstanding,
            back,
            outcome: _,
        } = self;
        unwind::contain(|| {
            // The operation is over just before the first handler runs.
            if let Some(user_state) = place.give_back() {
                let deliver = || back.deliver(place.component(), user_state, outcome);
                match &outstanding {
                    Some(outstanding) => outstanding.completing(deliver),
                    None => deliver(),
                }
            }
        });
        unwind::contain(|| drop(place));
        // The context counts it until the last handler has returned.
        drop(outstanding);
    }
}
