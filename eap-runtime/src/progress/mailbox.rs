//! The events of an operation that reports, in the order in which they are to be raised.

use std::sync::Arc;

use super::{ProgressChangedEventArgs, Report, Reporting};
use crate::context::{Callback, SynchronizationContext};
use crate::event::Event;
use crate::sync::{Mutex, lock};
use crate::turn::{self, InTurns, Waiting};
use crate::unwind;

pub(crate) struct Mailbox<C, P, S> {
    percentages: Option<Event<C, ProgressChangedEventArgs<(), S>>>,
    results: Event<C, ProgressChangedEventArgs<P, S>>,
    coalesce: bool,
    user_state: S,
    context: Option<Arc<dyn SynchronizationContext>>,
    state: Mutex<State<C, P>>,
}

struct State<C, P> {
    /// Gone with the operation, so that a reporter that outlives it does not keep the component alive.
    component: Option<Arc<C>>,
    waiting: Waiting<(u8, Option<P>)>,
    /// The Completed event, once the method is done.
    complete: Option<Callback>,
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
            context,
            state: Mutex::new(State {
                component: Some(Arc::clone(component)),
                waiting: Waiting::default(),
                complete: None,
                closed: false,
            }),
        }
    }

    /// Ends the reports. Gives `complete` back if it is its turn now.
    pub(super) fn close<F: FnOnce() + Send + 'static>(&self, complete: F) -> Option<F> {
        let mut state = lock(&self.state);
        state.closed = true;
        if state.waiting.in_turn() {
            state.complete = Some(Box::new(complete));
            return None;
        }
        let component = state.component.take();
        drop(state);
        drop(component);
        Some(complete)
    }

    fn add(&self, percentage: u8, data: Option<P>) -> bool {
        let mut state = lock(&self.state);
        if state.closed {
            // What was reported is dropped by the caller's frame, outside of the lock.
            drop(state);
            drop(data);
            return false;
        }
        // Where percentages part from results, neither replaces the other: they are different events.
        let apart = self.percentages.is_some();
        let older = |(_, other): &(u8, Option<P>)| !apart || other.is_some() == data.is_some();
        // The newer one goes to the end all the same: in the older one's place it would overtake what is between them.
        let replaced = self.coalesce.then(|| state.waiting.take_last(older));
        let takes_turn = state.waiting.add((percentage, data));
        drop(state);
        drop(replaced);
        takes_turn
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

impl<C, P, S> InTurns for Mailbox<C, P, S>
where
    C: Send + Sync + 'static,
    P: Send + 'static,
    S: Clone + Send + Sync + 'static,
{
    fn context(&self) -> Option<&Arc<dyn SynchronizationContext>> {
        self.context.as_ref()
    }

    fn waiting(&self) -> usize {
        lock(&self.state).waiting.len()
    }

    /// Raises up to `most` of the reports that wait, and the Completed event after the last one.
    fn take_turn(&self, most: usize) -> bool {
        for _ in 0..most {
            let mut state = lock(&self.state);
            let Some((percentage, data)) = state.waiting.next() else {
                let complete = state.complete.take();
                let component = complete.as_ref().and_then(|_| state.component.take());
                drop(state);
                unwind::contain(|| drop(component));
                if let Some(complete) = complete {
                    complete();
                }
                return false;
            };
            let component = state.component.clone();
            drop(state);
            unwind::contain(|| {
                if let Some(component) = component {
                    self.raise(&component, percentage, data);
                }
            });
        }
        true
    }

    fn lose_turn(&self) {
        let mut state = lock(&self.state);
        let waiting = state.waiting.lose_turn();
        let complete = state.complete.take();
        let component = if state.closed {
            state.component.take()
        } else {
            None
        };
        drop(state);
        unwind::contain(|| drop((waiting, complete, component)));
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
        if self.add(percentage, data) {
            turn::begin(&self);
        }
    }
}
