//! One operation's life: start → run → outcome → completion.
//!
//! An operation is one object. It waits in the executor's queue, holding the method with its arguments and the entry among
//! the pending operations. The worker that takes it runs the method and decides the outcome. The completion then travels to
//! where the outcome is due, releases the entry there, and delivers. Whoever drops the operation on the way completes it.

mod face;
#[cfg(all(test, loom))]
mod model;
mod outcome;
mod shared;
mod start;

use std::marker::PhantomData;
use std::sync::Arc;

#[allow(unreachable_pub, reason = "faces return what implements it")]
pub use self::face::Deliver;
pub use self::face::{Face, Starts};
pub(crate) use self::outcome::Outcome;
pub use self::start::{Call, Ready, Start};
use crate::cancel::{Cancellable, Cancellation};
use crate::context::Outstanding;
use crate::error::InvokeError;
use crate::events::Component;
use crate::executor::Work;
use crate::pending::{Enter, Handle};
use crate::progress::Channel;
use crate::unwind::{self, Guarded};

/// What can be done with an operation of whatever types. `cancellable` is the operation itself, if it can be cancelled.
trait Steps: Send + 'static {
    type Method;

    /// Runs the method, unless cancellation was requested, and delivers the outcome.
    fn run(self, cancellable: Option<&Arc<dyn Cancellable>>);

    /// Delivers the outcome without running the method.
    fn abandon(self, cancellable: Option<&Arc<dyn Cancellable>>);

    /// Undoes the start, and delivers nothing.
    fn refuse(self);

    /// Whether an outcome that is known before the method has begun still needs a worker, to run handlers.
    fn waits_for_a_worker(&self) -> bool;

    /// Takes the method with its arguments.
    fn take_method(&mut self) -> Option<Self::Method>;
}

/// A started operation.
struct Operation<F, N, T> {
    /// The method with its arguments. Gone if the operation was cancelled before it began.
    method: Guarded<F>,
    channel: N,
    completion: T,
}

impl<F, N, C, K, D, O, E> Steps for Operation<F, N, Completion<C, K, D, O, E>>
where
    F: FnOnce(&Arc<C>, &Call<'_, N::Data>) -> Result<O, E> + Send + 'static,
    N: Channel + Send + 'static,
    C: Component,
    K: Enter,
    D: Deliver<C, K::State, O, E>,
    O: Send + 'static,
    E: Send + 'static,
{
    type Method = F;

    fn run(mut self, cancellable: Option<&Arc<dyn Cancellable>>) {
        let cancellation = cancellable.map(|operation| operation.cancellation());
        if cancellation.is_some_and(Cancellation::is_requested) {
            return self.abandon(cancellable);
        }
        let Some(method) = self.method.take() else {
            return self.abandon(cancellable);
        };
        self.completion.start();
        let outcome = {
            let call = Call::new(cancellable, self.channel.progress());
            let component = self.completion.component();
            outcome::of_method(|| method(component, &call), cancellation)
        };
        self.completion.deliver(self.channel, outcome, cancellable);
    }

    fn abandon(self, cancellable: Option<&Arc<dyn Cancellable>>) {
        drop(self.method);
        self.completion.start();
        let outcome = outcome::of_unrun(cancellable);
        self.completion.deliver(self.channel, outcome, cancellable);
    }

    fn refuse(self) {
        drop(self.method);
        unwind::contain(|| drop(self.channel));
        unwind::contain(|| drop(self.completion));
    }

    fn waits_for_a_worker(&self) -> bool {
        self.completion.outstanding.is_none() && !D::ON_ANY_THREAD
    }

    fn take_method(&mut self) -> Option<F> {
        self.method.take()
    }
}

// An operation that nobody can cancel has one owner at a time, and needs no lock.
impl<F, N, T> Work for Operation<F, N, T>
where
    Self: Steps,
{
    fn run(self: Box<Self>) {
        Steps::run(*self, None);
    }

    fn abandon(self: Box<Self>) {
        Steps::abandon(*self, None);
    }

    fn refuse(self: Box<Self>) {
        Steps::refuse(*self);
    }
}

/// What remains to be done once the outcome is decided. Dropped instead, it releases the entry and tells the context.
struct Completion<C: Component, K: Enter, D, O, E> {
    entry: Entry<C, K>,
    outstanding: Option<Arc<Outstanding>>,
    delivery: Guarded<D>,
    outcome: PhantomData<fn(O, E)>,
}

impl<C: Component, K: Enter, D, O, E> Completion<C, K, D, O, E> {
    fn new(
        entry: Entry<C, K>,
        outstanding: Option<Arc<Outstanding>>,
        delivery: Guarded<D>,
    ) -> Self {
        Self {
            entry,
            outstanding,
            delivery,
            outcome: PhantomData,
        }
    }

    fn component(&self) -> &Arc<C> {
        &self.entry.component
    }

    /// Tells the context that the operation has started, unless the starter has.
    fn start(&self) {
        if let Some(outstanding) = &self.outstanding {
            outstanding.start();
        }
    }
}

impl<C, K, D, O, E> Completion<C, K, D, O, E>
where
    C: Component,
    K: Enter,
    D: Deliver<C, K::State, O, E>,
    O: Send + 'static,
    E: Send + 'static,
{
    /// Delivers the outcome where it is due: in the context, after all that was reported.
    fn deliver(
        self,
        channel: impl Channel,
        outcome: Outcome<O, E>,
        cancellable: Option<&Arc<dyn Cancellable>>,
    ) {
        let context = self.outstanding.as_ref();
        let context = context.map(|outstanding| Arc::clone(outstanding.context()));
        let cancellable = cancellable.cloned();
        let mut due = Guarded::new((self, Guarded::new(outcome)));
        // A context may panic like any of the user's code, or drop the callback: `due` is dropped then.
        unwind::contain(|| {
            channel.close(context.as_ref(), move || {
                if let Some((completion, outcome)) = due.take() {
                    completion.complete(outcome, cancellable);
                }
            });
        });
    }

    /// Delivers the outcome, on this thread.
    fn complete(
        self,
        mut outcome: Guarded<Outcome<O, E>>,
        cancellable: Option<Arc<dyn Cancellable>>,
    ) {
        let Self {
            mut entry,
            outstanding,
            mut delivery,
            outcome: _,
        } = self;
        // The operation is over just before the first handler runs.
        let (Some(user_state), Some(outcome), Some(delivery)) =
            (entry.release(), outcome.take(), delivery.take())
        else {
            return;
        };
        if let Some(cancellable) = cancellable {
            cancellable.cancellation().complete();
        }
        let component = Arc::clone(&entry.component);
        unwind::contain(|| drop(entry));
        let deliver = || unwind::contain(|| delivery.deliver(component, user_state, outcome));
        // The context counts the operation until the last handler has returned.
        match outstanding {
            Some(outstanding) => outstanding.completing(deliver),
            None => deliver(),
        }
    }
}

/// An operation's entry among the pending ones, released at the latest when dropped. It keeps the component alive.
struct Entry<C: Component, K: Enter> {
    component: Arc<C>,
    key: Option<(K, K::Ticket)>,
}

impl<C: Component, K: Enter> Entry<C, K> {
    fn new(component: &Arc<C>, key: K, operation: Handle) -> Result<Self, InvokeError> {
        match key.enter(component.events().table(), operation) {
            Ok(ticket) => Ok(Self {
                component: Arc::clone(component),
                key: Some((key, ticket)),
            }),
            Err(error) => {
                unwind::contain(|| drop(key));
                Err(error)
            }
        }
    }

    /// Releases the entry, and returns the user state the first time.
    fn release(&mut self) -> Option<K::State> {
        let (key, ticket) = self.key.take()?;
        K::leave(self.component.events().table(), ticket);
        Some(key.into_state())
    }
}

impl<C: Component, K: Enter> Drop for Entry<C, K> {
    fn drop(&mut self) {
        let user_state = self.release();
        unwind::contain(|| drop(user_state));
    }
}
