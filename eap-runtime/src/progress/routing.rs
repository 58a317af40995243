//! Which progress events an operation raises, and how its events get to their handlers.

use std::marker::PhantomData;
use std::sync::Arc;

use super::{Progress, ProgressChangedEventArgs};
use crate::context::SynchronizationContext;
use crate::event::Event;

/// The accessor of a progress event.
pub type ProgressEvent<C, P, S> = fn(&C) -> &Event<C, ProgressChangedEventArgs<P, S>>;

/// The operation reports `P` to nobody.
pub struct Muted<P>(PhantomData<fn(P)>);

/// The operation reports nothing.
pub type Silent = Muted<()>;

/// The operation reports `P`.
pub struct Reporting<C, P, S> {
    /// The event for reports without data, where the component separates percentages from incremental results.
    pub(super) percentages: Option<ProgressEvent<C, (), S>>,
    pub(super) results: ProgressEvent<C, P, S>,
    pub(super) coalesce: bool,
}

impl<C, P, S> Reporting<C, P, S> {
    pub(crate) fn new(
        percentages: Option<ProgressEvent<C, (), S>>,
        results: ProgressEvent<C, P, S>,
    ) -> Self {
        Self {
            percentages,
            results,
            coalesce: false,
        }
    }

    pub(crate) fn coalesce(&mut self) {
        self.coalesce = true;
    }
}

/// Which progress events an operation raises.
pub trait Routing {
    /// The data of the reports.
    type Data;
}

/// Opening the channel of an operation. Apart from [`Routing`], because generated code names only that.
pub(crate) trait Open<C, S>: Routing {
    type Channel: Channel<Data = Self::Data> + Send + 'static;

    fn open(
        self,
        component: &Arc<C>,
        user_state: &S,
        context: Option<&Arc<dyn SynchronizationContext>>,
    ) -> Self::Channel;
}

/// How the events of a running operation get to their handlers.
pub(crate) trait Channel {
    type Data;

    fn progress(&self) -> Progress<Self::Data>;

    /// Whether the method can report. Otherwise there is nothing to close.
    fn can_report(&self) -> bool {
        true
    }

    /// Ends the reports. Returns `complete` if nothing has to run before it; otherwise it runs where the handlers run, after
    /// all that was reported.
    fn close<F: FnOnce() + Send + 'static>(self, complete: F) -> Option<F>;
}

impl<C, P, S> Routing for Reporting<C, P, S> {
    type Data = P;
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

    fn can_report(&self) -> bool {
        false
    }

    fn close<F: FnOnce() + Send + 'static>(self, complete: F) -> Option<F> {
        Some(complete)
    }
}
