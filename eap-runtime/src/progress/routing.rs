//! Which progress events an operation raises, and so which way its events go.

use std::marker::PhantomData;
use std::sync::Arc;

use super::{Mailbox, Progress, ProgressChangedEventArgs};
use crate::context::SynchronizationContext;
use crate::event::Event;
use crate::future::Reports;
use crate::pending::CarriedState;

/// The accessor of a progress event.
pub type ProgressEvent<C, P, S> = fn(&C) -> &Event<C, ProgressChangedEventArgs<P, S>>;

/// The operation reports `P` to nobody.
pub struct Muted<P>(PhantomData<fn(P)>);

/// The operation reports nothing.
pub type Silent = Muted<()>;

/// The operation reports `P`.
pub struct Reporting<C, P, S> {
    /// The event for reports without data, where the component parts percentages from incremental results.
    pub(crate) percentages: Option<ProgressEvent<C, (), S>>,
    pub(crate) results: ProgressEvent<C, P, S>,
    pub(crate) coalesce: bool,
}

/// The progress events of an operation of `C`, before it starts.
pub trait Routing {
    /// The data of the reports.
    type Data;
}

/// What becomes of a routing. Apart from it, for generated code has to see the type of the data and nothing more.
pub(crate) trait Open<C, S>: Routing {
    type Channel: Channel<Data = Self::Data> + Send + 'static;

    fn open(
        self,
        component: &Arc<C>,
        user_state: &S,
        context: Option<&Arc<dyn SynchronizationContext>>,
    ) -> Self::Channel;
}

/// The way of a running operation's events to their handlers.
pub(crate) trait Channel {
    type Data;

    fn progress(&self) -> Progress<Self::Data>;

    /// Has `complete` run where the handlers run, after all that was reported. Nothing is reported afterwards.
    fn close(
        self,
        context: Option<&Arc<dyn SynchronizationContext>>,
        complete: impl FnOnce() + Send + 'static,
    );
}

/// Runs `work` in the context, or here when there is none.
fn run_in(context: Option<&Arc<dyn SynchronizationContext>>, work: impl FnOnce() + Send + 'static) {
    match context {
        Some(context) => context.post(Box::new(work)),
        None => work(),
    }
}

impl<C, P, S> Routing for Reporting<C, P, S> {
    type Data = P;
}

impl<C, P, S> Open<C, S> for Reporting<C, P, S>
where
    C: Send + Sync + 'static,
    P: Send + 'static,
    S: CarriedState,
{
    type Channel = Arc<Mailbox<C, P, S>>;

    fn open(
        self,
        component: &Arc<C>,
        user_state: &S,
        context: Option<&Arc<dyn SynchronizationContext>>,
    ) -> Self::Channel {
        Arc::new(Mailbox::new(
            &self,
            component,
            user_state.clone(),
            context.cloned(),
        ))
    }
}

impl<C, P, S> Channel for Arc<Mailbox<C, P, S>>
where
    C: Send + Sync + 'static,
    P: Send + 'static,
    S: Clone + Send + Sync + 'static,
{
    type Data = P;

    fn progress(&self) -> Progress<P> {
        Progress::to(Self::clone(self))
    }

    fn close(
        self,
        _context: Option<&Arc<dyn SynchronizationContext>>,
        complete: impl FnOnce() + Send + 'static,
    ) {
        Mailbox::close(&self, complete);
    }
}

impl<P> Muted<P> {
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<P> Routing for Muted<P> {
    type Data = P;
}

impl<C, P: 'static, S> Open<C, S> for Muted<P> {
    type Channel = Self;

    fn open(
        self,
        _component: &Arc<C>,
        _user_state: &S,
        _context: Option<&Arc<dyn SynchronizationContext>>,
    ) -> Self {
        self
    }
}

impl<P> Channel for Muted<P> {
    type Data = P;

    fn progress(&self) -> Progress<P> {
        Progress::none()
    }

    fn close(
        self,
        context: Option<&Arc<dyn SynchronizationContext>>,
        complete: impl FnOnce() + Send + 'static,
    ) {
        run_in(context, complete);
    }
}

/// The operation reports `P` to the stream of a future.
pub struct Streaming<P>(Arc<Reports<P>>);

impl<P> Streaming<P> {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Reports::new()))
    }

    pub(crate) fn coalesce(&self) {
        self.0.coalesce();
    }
}

impl<P> Routing for Streaming<P> {
    type Data = P;
}

impl<C, P: Send + 'static, S> Open<C, S> for Streaming<P> {
    type Channel = Self;

    fn open(
        self,
        _component: &Arc<C>,
        _user_state: &S,
        _context: Option<&Arc<dyn SynchronizationContext>>,
    ) -> Self {
        self
    }
}

impl<P: Send + 'static> Channel for Streaming<P> {
    type Data = P;

    fn progress(&self) -> Progress<P> {
        Progress::to(Arc::clone(&self.0) as _)
    }

    fn close(
        self,
        context: Option<&Arc<dyn SynchronizationContext>>,
        complete: impl FnOnce() + Send + 'static,
    ) {
        self.0.close();
        run_in(context, complete);
    }
}

/// A routing whose reports a future can give on.
pub(crate) trait Streamed: Routing {
    fn reports(&self) -> Option<Arc<Reports<Self::Data>>>;
}

impl<P> Streamed for Muted<P> {
    fn reports(&self) -> Option<Arc<Reports<P>>> {
        None
    }
}

impl<P> Streamed for Streaming<P> {
    fn reports(&self) -> Option<Arc<Reports<P>>> {
        Some(Arc::clone(&self.0))
    }
}
