//! What generated code says of an operation, until it starts.

use std::sync::Arc;

use super::{End, Operation, Shared};
use crate::args::FromCompleted;
use crate::cancel::{Cancellable, CancellationToken};
use crate::context::{self, Outstanding};
use crate::error::InvokeError;
use crate::event::Event;
use crate::events::{Component, Events};
use crate::executor::Job;
use crate::pending::{Enter, Key, Place};
use crate::progress::{Open, Progress, ProgressEvent, Reporting, Routing, Silent};

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
    pub(super) cancellable: Option<&'a Arc<dyn Cancellable>>,
    pub(super) progress: Progress<P>,
}

impl<P> Call<'_, P> {
    /// The token that tells of a cancellation of this operation.
    #[must_use]
    pub fn token(&self) -> CancellationToken {
        self.cancellable
            .map_or_else(CancellationToken::none, |operation| {
                CancellationToken::of(Arc::clone(operation))
            })
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
impl<C, K: Key, R: Routing> Start<'_, C, K, R> {
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
        C: Component,
        K: Enter,
        R: Open<C, K::State>,
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
        let begin = |handle| {
            let place = Place::take(component, key, handle)?;
            let end = End::new(place, context.map(Outstanding::start), completed);
            Ok(Operation { call, channel, end })
        };
        let job = if cancellable {
            let shared = Arc::new(Shared::new());
            let handle: Arc<dyn Cancellable> = Arc::clone(&shared) as _;
            shared.put(begin(Some(handle))?);
            Job::shared(shared)
        } else {
            Job::owned(Box::new(begin(None)?))
        };
        hand_over(component.events(), job)
    }
}

/// Hands a started operation to the component's executor, or undoes the start.
fn hand_over<C>(events: &Events<C>, job: Job) -> Result<(), InvokeError> {
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
