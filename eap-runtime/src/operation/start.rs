//! The builder with which generated code starts an operation.

#![allow(
    private_bounds,
    reason = "how operations are told apart and how they report is the runtime's own: generated code names no such trait"
)]

use std::convert::Infallible;
use std::sync::Arc;

use super::shared::Shared;
use super::{Completion, Deliver, Entry, Face, Operation};
use crate::cancel::{Cancellable, CancellationToken};
use crate::context::{Outstanding, SynchronizationContext};
use crate::error::InvokeError;
use crate::events::{Component, Events};
use crate::executor::Job;
use crate::pending::{Enter, Handle, Key};
use crate::progress::{Muted, Open, Progress, ProgressEvent, Reporting, Routing, Silent};
use crate::unwind::{self, Guarded};

/// An operation that is about to start.
#[must_use = "nothing starts until `start` or `try_start`"]
pub struct Start<'a, C, K, R> {
    component: &'a Arc<C>,
    key: K,
    cancellable: bool,
    routing: R,
}

/// What a running method is given beside its arguments.
pub struct Call<'a, P> {
    cancellable: Option<&'a Arc<dyn Cancellable>>,
    progress: Progress<P>,
}

impl<'a, P> Call<'a, P> {
    pub(super) fn new(
        cancellable: Option<&'a Arc<dyn Cancellable>>,
        progress: Progress<P>,
    ) -> Self {
        Self {
            cancellable,
            progress,
        }
    }

    /// Returns the token of this operation.
    #[must_use]
    pub fn token(&self) -> CancellationToken {
        let token = self
            .cancellable
            .map(|operation| CancellationToken::of(Arc::clone(operation)));
        token.unwrap_or_else(CancellationToken::none)
    }

    /// Returns what the method reports to.
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
        self.routed(Reporting::new(None, event))
    }

    /// The method reports percentages to the first event and incremental results to the second.
    pub fn progress_and_results<P: Send + 'static>(
        self,
        progress: ProgressEvent<C, (), K::State>,
        results: ProgressEvent<C, P, K::State>,
    ) -> Start<'a, C, K, Reporting<C, P, K::State>> {
        self.routed(Reporting::new(Some(progress), results))
    }

    /// The method reports to nobody.
    pub fn muted<P: 'static>(self) -> Start<'a, C, K, Muted<P>> {
        self.routed(Muted::new())
    }

    pub(crate) fn routed<R>(self, routing: R) -> Start<'a, C, K, R> {
        Start {
            component: self.component,
            key: self.key,
            cancellable: self.cancellable,
            routing,
        }
    }
}

impl<C, K, P, S> Start<'_, C, K, Reporting<C, P, S>> {
    /// A report that waits is replaced by the next.
    pub fn coalesce(mut self) -> Self {
        self.routing.coalesce();
        self
    }
}

impl<'a, C, K, R> Start<'a, C, K, R> {
    /// The method takes a token.
    pub fn cancellable(mut self) -> Self {
        self.cancellable = true;
        self
    }

    pub(crate) fn routing(&self) -> &R {
        &self.routing
    }

    /// The outcome goes to this face.
    pub(crate) fn with_face<W>(self, face: W) -> Ready<'a, C, K, R, W> {
        Ready {
            operation: self,
            face,
        }
    }
}

/// An operation that is complete but for its method.
#[must_use = "nothing starts until `start` or `try_start`"]
pub struct Ready<'a, C, K, R, W> {
    operation: Start<'a, C, K, R>,
    face: W,
}

impl<C, K: Key, R: Routing, W> Ready<'_, C, K, R, W> {
    /// As [`try_start`](Self::try_start), for a method that cannot fail.
    pub fn start<O>(
        self,
        method: impl FnOnce(&Arc<C>, &Call<'_, R::Data>) -> O + Send + 'static,
    ) -> W::Started
    where
        C: Component,
        K: Enter,
        R: Open<C, K::State>,
        W: Face<C, K::State, O, Infallible>,
        O: Send + 'static,
    {
        self.try_start(move |component, call| Ok(method(component, call)))
    }

    /// Reserves an entry among the pending operations, and submits the method to the executor.
    pub fn try_start<O, E>(
        self,
        method: impl FnOnce(&Arc<C>, &Call<'_, R::Data>) -> Result<O, E> + Send + 'static,
    ) -> W::Started
    where
        C: Component,
        K: Enter,
        R: Open<C, K::State>,
        W: Face<C, K::State, O, E>,
        O: Send + 'static,
        E: Send + 'static,
    {
        let context = self.face.context();
        let (kept, delivery) = self.face.split();
        let (method, delivery) = (Guarded::new(method), Guarded::new(delivery));
        let started = match context {
            Ok(context) => self
                .operation
                .launch(context, method, delivery, W::HAS_HANDLE),
            Err(error) => {
                unwind::contain(|| drop(self.operation));
                Err(error)
            }
        };
        W::started(kept, started)
    }
}

impl<C: Component, K: Enter, R: Open<C, K::State>> Start<'_, C, K, R> {
    fn launch<O, E>(
        self,
        context: Option<Arc<dyn SynchronizationContext>>,
        method: Guarded<impl FnOnce(&Arc<C>, &Call<'_, R::Data>) -> Result<O, E> + Send + 'static>,
        delivery: Guarded<impl Deliver<C, K::State, O, E>>,
        has_handle: bool,
    ) -> Result<Handle, InvokeError>
    where
        O: Send + 'static,
        E: Send + 'static,
    {
        let Self {
            component,
            key,
            cancellable,
            routing,
        } = self;
        // A user state may panic when it is cloned.
        let channel = unwind::catch(|| routing.open(component, key.state(), context.as_ref()));
        let channel = match channel {
            Ok(channel) => channel,
            Err(payload) => {
                unwind::discard(payload);
                unwind::contain(|| drop(key));
                return Err(InvokeError::Rejected);
            }
        };
        let outstanding = context.map(|context| Arc::new(Outstanding::new(context)));
        let operation = |handle, outstanding| {
            let entry = Entry::new(component, key, handle)?;
            Ok(Operation {
                method,
                channel,
                completion: Completion::new(entry, outstanding, delivery),
            })
        };
        if cancellable || has_handle {
            let shared = Arc::new(Shared::new());
            let handle = Arc::clone(&shared) as Arc<dyn Cancellable>;
            shared.put(operation(Some(handle), outstanding.clone())?);
            submit(
                component.events(),
                Job::shared(Arc::clone(&shared) as _),
                outstanding,
            )?;
            shared.accept();
            Ok(Some(shared))
        } else {
            let operation = operation(None, outstanding.clone())?;
            submit(
                component.events(),
                Job::owned(Box::new(operation)),
                outstanding,
            )?;
            Ok(None)
        }
    }
}

/// Submits a started operation to the component's executor, or undoes the start.
fn submit<C>(
    events: &Events<C>,
    job: Job,
    outstanding: Option<Arc<Outstanding>>,
) -> Result<(), InvokeError> {
    let id = job.id();
    // An executor that panics may have kept the job or dropped it: either way the operation completes.
    let submitted = unwind::catch(|| events.execute(job));
    match submitted {
        Ok(Err(job)) if job.id() == id => {
            job.refuse();
            return Err(InvokeError::Rejected);
        }
        // The executor kept this job, and gave another one back, which has long been reported as started.
        Ok(Err(other)) => drop(other),
        Ok(Ok(())) => {}
        Err(payload) => unwind::discard(payload),
    }
    if let Some(outstanding) = outstanding {
        outstanding.start();
    }
    Ok(())
}
