//! One operation's life: started → running → completed. The only place that decides its outcome.

use std::marker::PhantomData;
use std::sync::Arc;

use crate::args::{Completed, FromCompleted};
use crate::cancel::{Cancellable, Cancellation, CancellationToken};
use crate::context::{self, Outstanding};
use crate::error::{AsyncError, InvokeError, Panic};
use crate::event::Event;
use crate::events::{Component, Events};
use crate::executor::{Job, Work};
use crate::pending::{Enter, Key, Place};
use crate::progress::{Channel, Open, Progress, ProgressEvent, Reporting, Silent};
use crate::sync::{Mutex, lock};
use crate::unwind;

/// An operation about to be started: what generated code says of it.
#[must_use = "nothing starts until `start`"]
pub struct Start<'a, C, K, R> {
    component: &'a Arc<C>,
    key: K,
    cancellable: bool,
    routing: R,
}

/// What a running method is given beside its arguments.
pub struct Call<'a, P> {
    operation: &'a Arc<dyn Cancellable>,
    progress: Progress<P>,
}

impl<P> Call<'_, P> {
    /// The token that tells of a cancellation of this operation.
    #[must_use]
    pub fn token(&self) -> CancellationToken {
        CancellationToken::of(Arc::clone(self.operation))
    }

    /// The way to the operation's progress events.
    #[must_use]
    pub fn progress(&self) -> Progress<P> {
        self.progress.clone()
    }
}

impl<'a, C, K: Key> Start<'a, C, K, Silent> {
    pub(crate) fn new(component: &'a Arc<C>, key: K) -> Self {
        Self {
            component,
            key,
            cancellable: false,
            routing: Silent,
        }
    }

    /// The method reports to this event.
    pub fn progress<P>(
        self,
        event: ProgressEvent<C, P, K::State>,
    ) -> Start<'a, C, K, Reporting<C, P, K::State>> {
        self.reporting(None, event)
    }

    /// The method reports percentages to the one event and incremental results to the other.
    pub fn progress_and_results<P>(
        self,
        progress: ProgressEvent<C, (), K::State>,
        results: ProgressEvent<C, P, K::State>,
    ) -> Start<'a, C, K, Reporting<C, P, K::State>> {
        self.reporting(Some(progress), results)
    }

    fn reporting<P>(
        self,
        percentages: Option<ProgressEvent<C, (), K::State>>,
        results: ProgressEvent<C, P, K::State>,
    ) -> Start<'a, C, K, Reporting<C, P, K::State>> {
        Start {
            component: self.component,
            key: self.key,
            cancellable: self.cancellable,
            routing: Reporting {
                percentages,
                results,
                coalesce: false,
            },
        }
    }
}

impl<C, K, P, S> Start<'_, C, K, Reporting<C, P, S>> {
    /// A report that still waits is replaced by the next.
    pub fn coalesce(mut self) -> Self {
        self.routing.coalesce = true;
        self
    }
}

impl<C, K, R> Start<'_, C, K, R> {
    /// The method heeds its token.
    pub fn cancellable(mut self) -> Self {
        self.cancellable = true;
        self
    }
}

// How operations are told apart and how they report is the runtime's own business: generated code names no such trait.
#[allow(private_bounds)]
impl<C, K, R> Start<'_, C, K, R>
where
    C: Component + Send + Sync + 'static,
    K: Enter,
    R: Open<C, K::State>,
{
    /// Takes a place among the pending operations and hands `call` to the executor.
    ///
    /// # Errors
    ///
    /// Nothing was started, and nothing changed.
    pub fn start<A, O, E>(
        self,
        completed: fn(&C) -> &Event<C, A>,
        call: impl FnOnce(&Arc<C>, &Call<'_, R::Data>) -> Result<O, E> + Send + 'static,
    ) -> Result<(), InvokeError>
    where
        A: FromCompleted<O, E, K::State> + 'static,
        O: Send + 'static,
        E: Send + 'static,
    {
        let Self {
            component,
            key,
            cancellable,
            routing,
        } = self;
        let context = context::current();
        let channel = routing.open(component, key.state(), context.as_ref());
        let operation = Arc::new(Operation {
            cancellation: Cancellation::new(),
            ready: Mutex::new(None),
        });
        let handle = cancellable.then(|| Arc::clone(&operation) as Arc<dyn Cancellable>);
        let end = End {
            place: Place::take(component, key, handle)?,
            outstanding: context.map(Outstanding::start),
            completed,
            outcome: PhantomData,
        };
        *lock(&operation.ready) = Some(Ready { call, channel, end });
        hand_over(component.events(), operation)
    }
}

/// Hands a started operation to the component's executor, or undoes the start.
fn hand_over<C>(events: &Events<C>, operation: Arc<dyn Work>) -> Result<(), InvokeError> {
    let job = Job::new(operation);
    let id = job.id();
    match events.execute(job) {
        Ok(()) => Ok(()),
        Err(job) if job.id() == id => {
            job.refuse();
            Err(InvokeError::Rejected)
        }
        // The executor kept this one and gave another back. That one's caller has long been told that it started.
        Err(other) => {
            drop(other);
            Ok(())
        }
    }
}

/// A started operation: one object from here to its end, shared by the executor, who may cancel it and its token.
struct Operation<F, N, T> {
    cancellation: Cancellation,
    /// What it takes to run, until somebody takes it.
    ready: Mutex<Option<Ready<F, N, T>>>,
}

struct Ready<F, N, T> {
    call: F,
    channel: N,
    end: T,
}

impl<F: Send, N: Send, T: Send> Cancellable for Operation<F, N, T> {
    fn cancellation(&self) -> &Cancellation {
        &self.cancellation
    }
}

impl<F, N, C, K, A, O, E> Work for Operation<F, N, End<C, K, A, O, E>>
where
    F: FnOnce(&Arc<C>, &Call<'_, N::Data>) -> Result<O, E> + Send + 'static,
    N: Channel + Send + 'static,
    C: Component + Send + Sync + 'static,
    K: Enter,
    A: FromCompleted<O, E, K::State> + 'static,
    O: Send + 'static,
    E: Send + 'static,
{
    fn run(self: Arc<Self>) {
        let Some(Ready { call, channel, end }) = self.take() else {
            return;
        };
        if self.cancellation.is_requested() {
            return not_run(&self.cancellation, call, channel, end);
        }
        let operation: Arc<dyn Cancellable> = self;
        let given = Call {
            operation: &operation,
            progress: channel.progress(),
        };
        let returned = unwind::catch(|| call(end.place.component(), &given));
        drop(given);
        let observed = operation.cancellation().finish();
        let outcome = match returned {
            Err(payload) => Err(AsyncError::Panicked(Panic::new(payload))),
            Ok(result) if observed => {
                unwind::contain(|| drop(result));
                Err(AsyncError::Cancelled)
            }
            Ok(result) => result.map_err(AsyncError::Failed),
        };
        end.deliver(channel, outcome);
    }

    fn abandon(self: Arc<Self>) {
        if let Some(Ready { call, channel, end }) = self.take() {
            not_run(&self.cancellation, call, channel, end);
        }
    }

    fn refuse(self: Arc<Self>) {
        let ready = self.take();
        unwind::contain(|| drop(ready));
    }
}

impl<F, N, T> Operation<F, N, T> {
    fn take(&self) -> Option<Ready<F, N, T>> {
        lock(&self.ready).take()
    }
}

/// Ends an operation whose method never began.
fn not_run<F, N, C, K, A, O, E>(
    cancellation: &Cancellation,
    call: F,
    channel: N,
    end: End<C, K, A, O, E>,
) where
    N: Channel,
    C: Component + Send + Sync + 'static,
    K: Enter,
    A: FromCompleted<O, E, K::State> + 'static,
    O: Send + 'static,
    E: Send + 'static,
{
    let requested = cancellation.is_requested();
    cancellation.finish();
    // The arguments are the user's.
    unwind::contain(|| drop(call));
    let error = if requested {
        AsyncError::Cancelled
    } else {
        AsyncError::Abandoned
    };
    end.deliver(channel, Err(error));
}

/// What there is to do at the end. Dropped instead, it gives the place back and tells the context all the same.
struct End<C: Component, K: Enter, A, O, E> {
    place: Place<C, K>,
    outstanding: Option<Outstanding>,
    completed: fn(&C) -> &Event<C, A>,
    outcome: PhantomData<fn(O, E)>,
}

impl<C, K, A, O, E> End<C, K, A, O, E>
where
    C: Component + Send + Sync + 'static,
    K: Enter,
    A: FromCompleted<O, E, K::State> + 'static,
    O: Send + 'static,
    E: Send + 'static,
{
    /// Has the Completed event raised where its handlers run.
    fn deliver(self, channel: impl Channel, outcome: Result<O, AsyncError<E>>) {
        let context = self
            .outstanding
            .as_ref()
            .map(|outstanding| Arc::clone(outstanding.context()));
        // A context may panic like any of the user's code; `self` is dropped then.
        unwind::contain(|| channel.close(context.as_ref(), move || self.complete(outcome)));
    }

    /// Raises the Completed event, on this thread.
    fn complete(self, outcome: Result<O, AsyncError<E>>) {
        let Self {
            mut place,
            outstanding,
            completed,
            outcome: _,
        } = self;
        unwind::contain(|| {
            // The operation is over just before the first handler runs.
            if let Some(user_state) = place.give_back() {
                let args = A::from_completed(Completed::new(outcome, user_state));
                let component = place.component();
                completed(component).raise(component, &args);
            }
        });
        unwind::contain(|| drop(place));
        // The context counts it until the last handler has returned.
        drop(outstanding);
    }
}
