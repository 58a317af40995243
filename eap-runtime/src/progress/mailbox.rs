//! The events of an operation that reports, in the order in which they are to be raised.

use std::sync::Arc;
use std::sync::atomic::AtomicU8;

use super::routing::{Channel, Open, Reporting};
use super::{Progress, ProgressChangedEventArgs, ProgressEvent, Report};
use crate::context::{Callback, Sequence, Sequenced, SynchronizationContext};
use crate::pending::CarriedState;
use crate::sync::{AtomicUsize, Ordering};
use crate::unwind::{self, Guarded};

pub(crate) struct Mailbox<C, P, S> {
    percentage: AtomicU8,
    /// How many handlers the events have. They are all that a `Progress` keeps when the operation is over.
    percentages_heard: Option<Arc<AtomicUsize>>,
    results_heard: Arc<AtomicUsize>,
    coalesce: bool,
    sequence: Sequence<Item<C, P, S>, State<C, P, S>>,
}

pub(crate) enum Item<C, P, S> {
    Report(Arc<Raiser<C, P, S>>, u8, Option<P>),
    /// The Completed event, which is the last.
    Completed(Callback),
}

pub(crate) struct State<C, P, S> {
    /// The method has returned: reports come too late.
    closed: bool,
    /// Released with the operation.
    raiser: Option<Arc<Raiser<C, P, S>>>,
    context: Option<Arc<dyn SynchronizationContext>>,
}

/// What it takes to raise the events.
pub(crate) struct Raiser<C, P, S> {
    component: Arc<C>,
    user_state: Guarded<S>,
    percentages: Option<ProgressEvent<C, (), S>>,
    results: ProgressEvent<C, P, S>,
}

impl<C: 'static, P: 'static, S: CarriedState> Raiser<C, P, S> {
    fn raise(&self, percentage: u8, data: Option<P>) {
        let Some(user_state) = self.user_state.as_ref().cloned() else {
            return;
        };
        match self.percentages {
            Some(event) if data.is_none() => {
                let args = ProgressChangedEventArgs::new(percentage, None, user_state);
                event(&self.component).raise(&self.component, &args);
            }
            _ => {
                let args = ProgressChangedEventArgs::new(percentage, data, user_state);
                (self.results)(&self.component).raise(&self.component, &args);
            }
        }
    }
}

impl<C, P, S> Mailbox<C, P, S>
where
    C: Send + Sync + 'static,
    P: Send + 'static,
    S: CarriedState,
{
    pub(super) fn new(
        routing: &Reporting<C, P, S>,
        component: &Arc<C>,
        user_state: S,
        context: Option<Arc<dyn SynchronizationContext>>,
    ) -> Self {
        Self {
            percentage: AtomicU8::new(0),
            percentages_heard: routing.percentages.map(|event| event(component).count()),
            results_heard: (routing.results)(component).count(),
            coalesce: routing.coalesce,
            sequence: Sequence::new(State {
                closed: false,
                raiser: Some(Arc::new(Raiser {
                    component: Arc::clone(component),
                    user_state: Guarded::new(user_state),
                    percentages: routing.percentages,
                    results: routing.results,
                })),
                context,
            }),
        }
    }

    /// Ends the reports. Returns `complete` if nothing has to run before it; otherwise it runs as the last item.
    pub(super) fn close<F>(self: &Arc<Self>, complete: F) -> Option<F>
    where
        F: FnOnce() + Send + 'static,
    {
        let mut state = self.sequence.lock();
        state.closed = true;
        if !state.is_idle() {
            state.push(self, Item::Completed(Box::new(complete)));
            return None;
        }
        drop(state);
        self.release();
        Some(complete)
    }

    /// Lets go of all that belongs to the operation: a `Progress` may live on.
    fn release(&self) {
        let mut state = self.sequence.lock();
        let (raiser, context) = (state.raiser.take(), state.context.take());
        drop(state);
        unwind::contain(|| drop(raiser));
        unwind::contain(|| drop(context));
    }
}

impl<C, P, S> Sequenced for Mailbox<C, P, S>
where
    C: Send + Sync + 'static,
    P: Send + 'static,
    S: CarriedState,
{
    type Item = Item<C, P, S>;
    type State = State<C, P, S>;

    fn sequence(&self) -> &Sequence<Self::Item, Self::State> {
        &self.sequence
    }

    fn context(state: &Self::State) -> Option<&Arc<dyn SynchronizationContext>> {
        state.context.as_ref()
    }

    fn run(self: &Arc<Self>, item: Item<C, P, S>) {
        match item {
            Item::Report(raiser, percentage, data) => {
                unwind::contain(|| raiser.raise(percentage, data));
                drop(raiser);
            }
            Item::Completed(complete) => {
                self.release();
                complete();
            }
        }
    }

    fn discard(self: &Arc<Self>, item: Item<C, P, S>) {
        if let Item::Completed(_) = item {
            self.release();
        }
        drop(item);
    }
}

impl<C, P, S> Report<P> for Mailbox<C, P, S>
where
    C: Send + Sync + 'static,
    P: Send + 'static,
    S: CarriedState,
{
    fn percentage(&self) -> &AtomicU8 {
        &self.percentage
    }

    fn is_heard(&self, with_data: bool) -> bool {
        let heard = match &self.percentages_heard {
            Some(heard) if !with_data => heard,
            _ => &self.results_heard,
        };
        heard.load(Ordering::Acquire) > 0
    }

    fn report(self: Arc<Self>, percentage: u8, data: Option<P>) {
        let state = self.sequence.lock();
        let Some(raiser) = state.raiser.clone().filter(|_| !state.closed) else {
            // The data is the user's: it is dropped outside of the lock.
            drop(state);
            drop(Guarded::from(data));
            return;
        };
        if !self.coalesce {
            state.push(&self, Item::Report(raiser, percentage, data));
            return;
        }
        // Percentages and results that go to different events do not replace each other.
        let is_apart = self.percentages_heard.is_some();
        let has_data = data.is_some();
        let is_replaced = |item: &Item<C, P, S>| match item {
            Item::Report(_, _, other) => !is_apart || other.is_some() == has_data,
            Item::Completed(_) => false,
        };
        state.replace_last(&self, is_replaced, Item::Report(raiser, percentage, data));
    }
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
        let user_state = user_state.clone();
        Arc::new(Mailbox::new(&self, component, user_state, context.cloned()))
    }
}

impl<C, P, S> Channel for Arc<Mailbox<C, P, S>>
where
    C: Send + Sync + 'static,
    P: Send + 'static,
    S: CarriedState,
{
    type Data = P;

    fn progress(&self) -> Progress<P> {
        Progress::to(Self::clone(self))
    }

    fn close<F: FnOnce() + Send + 'static>(self, complete: F) -> Option<F> {
        Mailbox::close(&self, complete)
    }
}
