//! How the outcome gets to a future, and the reports to its stream.

use std::sync::Arc;

use super::OperationFuture;
use super::reports::Reports;
use super::slot::Slot;
use crate::context::SynchronizationContext;
use crate::error::InvokeError;
use crate::operation::{Deliver, Face, Outcome, Ready, Start, Starts, release};
use crate::pending::{Handle, Key};
use crate::progress::{Channel, Muted, Open, Progress, Routing, Silent};

/// The outcome goes to a future, and what the method reports to its stream.
pub struct ToFuture<P> {
    reports: Option<Arc<Reports<P>>>,
}

/// The operation reports `P` to the stream of a future.
pub struct Streaming<P>(Arc<Reports<P>>);

impl<'a, C, K: Key> Start<'a, C, K, Silent> {
    /// The method reports to the stream of a future.
    pub fn streaming<P: Send + 'static>(self) -> Start<'a, C, K, Streaming<P>> {
        self.routed(Streaming(Arc::new(Reports::new())))
    }
}

impl<C, K, P> Start<'_, C, K, Streaming<P>> {
    /// A report that waits is replaced by the next.
    pub fn coalesce(self) -> Self {
        self.routing().0.coalesce();
        self
    }
}

#[allow(private_bounds, reason = "generated code does not name the trait")]
impl<'a, C, K, R: Streamed> Start<'a, C, K, R> {
    /// The outcome goes to a future.
    pub fn future(self) -> Ready<'a, C, K, R, ToFuture<R::Data>> {
        let reports = self.routing().reports();
        self.with_face(ToFuture { reports })
    }
}

/// A routing whose reports a future can pass on.
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

    fn close<F: FnOnce() + Send + 'static>(self, complete: F) -> Option<F> {
        self.0.close();
        Some(complete)
    }
}

impl<C, U, P, O, E> Starts<C, U, O, E> for ToFuture<P> {
    type Started = OperationFuture<O, E, P>;
}

impl<C, U, P, O, E> Face<C, U, O, E> for ToFuture<P>
where
    C: 'static,
{
    type Kept = OperationFuture<O, E, P>;

    const HAS_HANDLE: bool = true;

    fn split(self) -> (Self::Kept, impl Deliver<C, U, O, E>)
    where
        O: Send + 'static,
        E: Send + 'static,
    {
        let slot = Slot::pending();
        let future = OperationFuture::new(Arc::clone(&slot), self.reports);
        (future, ToSlot(slot))
    }

    fn started(kept: Self::Kept, operation: Result<Handle, InvokeError>) -> Self::Started {
        kept.started(operation)
    }
}

/// Fills the slot of the future.
struct ToSlot<O, E>(Arc<Slot<O, E>>);

impl<C, U, O, E> Deliver<C, U, O, E> for ToSlot<O, E>
where
    C: 'static,
    O: Send + 'static,
    E: Send + 'static,
{
    const ON_ANY_THREAD: bool = true;

    fn deliver(self, component: Arc<C>, user_state: U, outcome: Outcome<O, E>) {
        release(component, user_state);
        self.0.fill(outcome);
    }
}
