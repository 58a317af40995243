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
pub(crate) use self::face::release;
pub use self::face::{Face, Starts};
pub(crate) use self::outcome::Outcome;
pub use self::start::{Call, Ready, Start};
use crate::cancel::Cancellation;
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
    fn run(self, cancellable: Handle);

    /// Delivers the outcome without running the method.
    fn abandon(self, cancellable: Handle);

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

    fn run(mut self, cancellable: Handle) {
        let cancellation = cancellable
            .as_ref()
            .map(|operation| operation.cancellation());
        if cancellation.is_some_and(Cancellation::is_requested) {
            return self.abandon(cancellable);
        }
        let Some(method) = self.method.take() else {
            return self.abandon(cancellable);
        };
        self.completion.start();
        let Some(component) = self.completion.entry.component() else {
            unreachable!("the entry is released after the outcome")
        };
        let outcome = {
            let call = Call::new(cancellable.as_ref(), self.channel.progress());
            outcome::of_method(|| method(component, &call), cancellation)
        };
        self.completion.deliver(self.channel, outcome, cancellable);
    }

    fn abandon(self, cancellable: Handle) {
        drop(self.method);
        self.completion.start();
        let outcome = outcome::of_unrun(cancellable.as_ref());
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
    fn deliver(mut self, channel: impl Channel, outcome: Outcome<O, E>, cancellable: Handle) {
        self.entry.operation = cancellable;
        if self.outstanding.is_none() && !channel.can_report() {
            return self.complete(Guarded::new(outcome));
        }
        let context = self.outstanding.as_ref();
        let context = context.map(|outstanding| Arc::clone(outstanding.context()));
        let mut due = Guarded::new((self, Guarded::new(outcome)));
        let complete = channel.close(move || {
            if let Some((completion, outcome)) = due.take() {
                completion.complete(outcome);
            }
        });
        match (complete, context) {
            (Some(complete), None) => complete(),
            // A context may panic like any of the user's code, or drop the callback: `due` is dropped then.
            (Some(complete), Some(context)) => unwind::contain(|| context.post(Box::new(complete))),
            (None, _) => {}
        }
    }

    /// Delivers the outcome, on this thread.
    fn complete(self, mut outcome: Guarded<Outcome<O, E>>) {
        let Self {
            mut entry,
            outstanding,
            mut delivery,
            outcome: _,
        } = self;
        // The operation is over just before the first handler runs.
        let (Some((component, user_state)), Some(outcome), Some(delivery)) =
            (entry.release(), outcome.take(), delivery.take())
        else {
            return;
        };
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
    /// Until it is released.
    held: Option<(Arc<C>, K, K::Ticket)>,
    /// The operation, from its outcome on: whoever holds it can see that it is over.
    operation: Handle,
}

impl<C: Component, K: Enter> Entry<C, K> {
    fn new(component: &Arc<C>, key: K, operation: Handle) -> Result<Self, InvokeError> {
        match key.enter(component.events().table(), operation) {
            Ok(ticket) => Ok(Self {
                held: Some((Arc::clone(component), key, ticket)),
                operation: None,
            }),
            Err(error) => {
                unwind::contain(|| drop(key));
                Err(error)
            }
        }
    }

    fn component(&self) -> Option<&Arc<C>> {
        self.held.as_ref().map(|(component, _, _)| component)
    }

    /// Releases the entry, and returns the component and the user state the first time.
    fn release(&mut self) -> Option<(Arc<C>, K::State)> {
        let (component, key, ticket) = self.held.take()?;
        K::leave(component.events().table(), ticket);
        if let Some(operation) = &self.operation {
            operation.cancellation().complete();
        }
        Some((component, key.into_state()))
    }
}

impl<C: Component, K: Enter> Drop for Entry<C, K> {
    fn drop(&mut self) {
        if let Some((component, user_state)) = self.release() {
            unwind::contain(|| drop(user_state));
            unwind::contain(|| drop(component));
        }
    }
}
