//! What generated code says of an operation, until it starts.

use std::convert::Infallible;
use std::marker::PhantomData;
use std::sync::Arc;

use super::back::Raise;
use super::way::{Lead, ToFuture, ToResult};
use super::{End, Operation, Shared};
use crate::async_result::AsyncResult;
use crate::cancel::{Cancellable, CancellationToken};
use crate::context::{Outstanding, SynchronizationContext};
use crate::error::InvokeError;
use crate::event::Event;
use crate::events::{Component, Events};
use crate::executor::Job;
use crate::pending::{Enter, Key, Place};
use crate::progress::{
    Muted, Open, Progress, ProgressEvent, Reporting, Routing, Silent, Streamed, Streaming,
};

/// An operation about to be started: what generated code says of it.
#[must_use = "nothing starts until `start` or `try_start`"]
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
            routing: Muted::new(),
        }
    }

    /// The method reports to this event.
    pub fn progress<P: Send + 'static>(
        self,
        event: ProgressEvent<C, P, K::State>,
    ) -> Start<'a, C, K, Reporting<C, P, K::State>> {
        self.reporting(None, event)
    }

    /// The method reports percentages to the one event and incremental results to the other.
    pub fn progress_and_results<P: Send + 'static>(
        self,
        progress: ProgressEvent<C, (), K::State>,
        results: ProgressEvent<C, P, K::State>,
    ) -> Start<'a, C, K, Reporting<C, P, K::State>> {
        self.reporting(Some(progress), results)
    }

    /// The method reports to nobody.
    pub fn muted<P: 'static>(self) -> Start<'a, C, K, Muted<P>> {
        self.routed(Muted::new())
    }

    /// The method reports to the stream of a future.
    pub fn streaming<P: Send + 'static>(self) -> Start<'a, C, K, Streaming<P>> {
        self.routed(Streaming::new())
    }

    fn reporting<P>(
        self,
        percentages: Option<ProgressEvent<C, (), K::State>>,
        results: ProgressEvent<C, P, K::State>,
    ) -> Start<'a, C, K, Reporting<C, P, K::State>> {
        self.routed(Reporting {
            percentages,
            results,
            coalesce: false,
        })
    }

    fn routed<R>(self, routing: R) -> Start<'a, C, K, R> {
        Start {
            component: self.component,
            key: self.key,
            cancellable: self.cancellable,
            routing,
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

impl<C, K, P> Start<'_, C, K, Streaming<P>> {
    /// A report that still waits is replaced by the next.
    pub fn coalesce(self) -> Self {
        self.routing.coalesce();
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

impl<'a, C: Send, K, R> Start<'a, C, K, R> {
    /// The outcome goes to this event.
    pub fn completed<A>(self, event: fn(&C) -> &Event<C, A>) -> Ready<'a, C, K, R, Raise<C, A>> {
        self.ready(Raise(event))
    }

    /// The outcome goes to an `AsyncResult`.
    pub fn begin<M, O, E, S, F, B>(
        self,
        callback: F,
        async_state: S,
    ) -> Ready<'a, C, K, R, ToResult<F, M, S>>
    where
        F: FnOnce(AsyncResult<M, O, E, S>) -> B,
    {
        self.ready(ToResult {
            callback,
            async_state,
            method: PhantomData,
        })
    }

    /// The outcome goes to a future.
    #[allow(private_bounds)]
    pub fn future(self) -> Ready<'a, C, K, R, ToFuture<R::Data>>
    where
        R: Streamed,
    {
        let reports = self.routing.reports();
        self.ready(ToFuture { reports })
    }

    fn ready<W>(self, way: W) -> Ready<'a, C, K, R, W> {
        Ready {
            operation: self,
            way,
        }
    }
}

/// An operation that lacks nothing but its method.
#[must_use = "nothing starts until `start` or `try_start`"]
pub struct Ready<'a, C, K, R, W> {
    operation: Start<'a, C, K, R>,
    way: W,
}

// How operations are told apart, how they report and how they end is the runtime's own business: generated code names no
// such trait.
#[allow(private_bounds)]
impl<C: Send, K: Key, R: Routing, W> Ready<'_, C, K, R, W> {
    /// As [`try_start`](Self::try_start), for what cannot fail.
    pub fn start<O>(
        self,
        call: impl FnOnce(&Arc<C>, &Call<'_, R::Data>) -> O + Send + 'static,
    ) -> W::Started
    where
        C: Component,
        K: Enter,
        R: Open<C, K::State>,
        W: Lead<C, K::State, O, Infallible>,
        O: Send + 'static,
    {
        self.try_start(move |component, given| Ok(call(component, given)))
    }

    /// Takes a place among the pending operations and hands `call` to the executor.
    pub fn try_start<O, E>(
        self,
        call: impl FnOnce(&Arc<C>, &Call<'_, R::Data>) -> Result<O, E> + Send + 'static,
    ) -> W::Started
    where
        C: Component,
        K: Enter,
        R: Open<C, K::State>,
        W: Lead<C, K::State, O, E>,
        O: Send + 'static,
        E: Send + 'static,
    {
        let Start {
            component,
            key,
            cancellable,
            routing,
        } = self.operation;
        let context = self.way.context();
        let (begun, back) = self.way.split();
        let channel = routing.open(component, key.state(), context.as_ref());
        let operation = |handle| {
            let place = Place::take(component, key, handle)?;
            let end = End::new(place, context.map(started), back);
            Ok(Operation { call, channel, end })
        };
        let launch = || {
            let (handle, job) = if cancellable || W::CAN_DROP {
                let shared = Arc::new(Shared::new());
                let handle: Arc<dyn Cancellable> = Arc::clone(&shared) as _;
                shared.put(operation(cancellable.then(|| Arc::clone(&handle)))?);
                (Some(handle), Job::shared(shared))
            } else {
                (None, Job::owned(Box::new(operation(None)?)))
            };
            hand_over(component.events(), job)?;
            Ok(handle)
        };
        W::started(begun, launch())
    }
}

fn started(context: Arc<dyn SynchronizationContext>) -> Outstanding {
    let outstanding = Outstanding::new(context);
    outstanding.start();
    outstanding
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
