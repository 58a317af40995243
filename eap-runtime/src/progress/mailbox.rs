//! The events of an operation that reports, in the order in which they are to be raised.

use std::sync::Arc;

use super::{ProgressChangedEventArgs, Report, Reporting};
use crate::context::{Callback, Sequence, Sequenced, SynchronizationContext};
use crate::event::Event;
use crate::unwind;

pub(crate) struct Mailbox<C, P, S> {
    percentages: Option<Event<C, ProgressChangedEventArgs<(), S>>>,
    results: Event<C, ProgressChangedEventArgs<P, S>>,
    coalesce: bool,
    user_state: S,
    sequence: Sequence<Item<P>, State<C>>,
}

pub(crate) enum Item<P> {
    Report(u8, Option<P>),
    /// The Completed event.
    Complete(Callback),
}

pub(crate) struct State<C> {
    /// Gone with the operation, so that a reporter that outlives it does not keep the component alive.
    component: Option<Arc<C>>,
    context: Option<Arc<dyn SynchronizationContext>>,
    /// The method is done: reports come too late.
    closed: bool,
}

impl<C, P, S> Mailbox<C, P, S> {
    pub(super) fn new(
        routing: &Reporting<C, P, S>,
        component: &Arc<C>,
        user_state: S,
        context: Option<Arc<dyn SynchronizationContext>>,
    ) -> Self {
        Self {
            percentages: routing.percentages.map(|event| event(component).share()),
            results: (routing.results)(component).share(),
            coalesce: routing.coalesce,
            user_state,
            sequence: Sequence::new(State {
                component: Some(Arc::clone(component)),
                context,
                closed: false,
            }),
        }
    }

    fn raise(&self, component: &Arc<C>, percentage: u8, data: Option<P>)
    where
        S: Clone,
    {
        let user_state = self.user_state.clone();
        match &self.percentages {
            Some(event) if data.is_none() => {
                let args = ProgressChangedEventArgs {
                    percentage,
                    data: None,
                    user_state,
                };
                event.raise(component, &args);
            }
            _ => {
                let args = ProgressChangedEventArgs {
                    percentage,
                    data,
                    user_state,
                };
                self.results.raise(component, &args);
            }
        }
    }
}

impl<C, P, S> Mailbox<C, P, S>
where
    C: Send + Sync + 'static,
    P: Send + 'static,
    S: Clone + Send + Sync + 'static,
{
    /// Ends the reports, and has `complete` run after them.
    pub(super) fn close(self: &Arc<Self>, complete: impl FnOnce() + Send + 'static) {
        let mut state = self.sequence.lock();
        state.closed = true;
        state.push(self, Item::Complete(Box::new(complete)));
    }

    fn release(&self) {
        let mut state = self.sequence.lock();
        let held = (state.component.take(), state.context.take());
        drop(state);
        unwind::contain(|| drop(held));
    }
}

impl<C, P, S> Sequenced for Mailbox<C, P, S>
where
    C: Send + Sync + 'static,
    P: Send + 'static,
    S: Clone + Send + Sync + 'static,
{
    type Item = Item<P>;
    type State = State<C>;

    fn sequence(&self) -> &Sequence<Item<P>, State<C>> {
        &self.sequence
    }

    fn context(state: &State<C>) -> Option<&Arc<dyn SynchronizationContext>> {
        state.context.as_ref()
    }

    fn run(self: &Arc<Self>, item: Item<P>) {
        match item {
            Item::Report(percentage, data) => {
                let component = self.sequence.lock().component.clone();
                if let Some(component) = component {
                    self.raise(&component, percentage, data);
                }
            }
            Item::Complete(complete) => {
                self.release();
                complete();
            }
        }
    }

    fn discard(self: &Arc<Self>, item: Item<P>) {
        if let Item::Complete(_) = item {
            self.release();
        }
        drop(item);
    }
}

impl<C, P, S> Report<P> for Mailbox<C, P, S>
where
    C: Send + Sync + 'static,
    P: Send + 'static,
    S: Clone + Send + Sync + 'static,
{
    fn is_heard(&self, with_data: bool) -> bool {
        match &self.percentages {
            Some(event) if !with_data => !event.is_empty(),
            _ => !self.results.is_empty(),
        }
    }

    fn report(self: Arc<Self>, percentage: u8, data: Option<P>) {
        let state = self.sequence.lock();
        if state.closed {
            // What was reported is dropped without the lock.
            drop(state);
            drop(data);
            return;
        }
        if !self.coalesce {
            state.push(&self, Item::Report(percentage, data));
            return;
        }
        // Where percentages and results are different events, neither replaces the other.
        let apart = self.percentages.is_some();
        let with_data = data.is_some();
        let is_older = |item: &Item<P>| match item {
            Item::Report(_, other) => !apart || other.is_some() == with_data,
            Item::Complete(_) => false,
        };
        state.replace_last(&self, is_older, Item::Report(percentage, data));
    }
}
