//! The events of an operation that reports, in the order in which they are to be raised.
//!
//! One turn at a time takes them out: in the operation's context, or on the thread that reported when there is none. So
//! the order holds even where a context runs callbacks side by side, or several threads report, and nobody ever waits:
//! who comes while a turn is under way leaves the event to it.

use std::collections::VecDeque;
use std::sync::Arc;

use super::{ProgressChangedEventArgs, Report, Reporting};
use crate::context::{Callback, SynchronizationContext};
use crate::event::Event;
use crate::sync::{Mutex, lock};
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
    waiting: VecDeque<(u8, Option<P>)>,
    /// The Completed event, once the method is done.
    complete: Option<Callback>,
    /// A turn is under way: whoever adds an event need do no more. Without one, nothing waits.
    in_turn: bool,
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
                waiting: VecDeque::new(),
                complete: None,
                in_turn: false,
                closed: false,
            }),
        }
    }

    /// Ends the reports. Gives `complete` back if it is its turn now.
    pub(super) fn close<F: FnOnce() + Send + 'static>(&self, complete: F) -> Option<F> {
        let mut state = lock(&self.state);
        state.closed = true;
        if state.in_turn {
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
        let older = self.coalesce.then(|| state.waiting.iter().rposition(older));
        let replaced = older.flatten().and_then(|at| state.waiting.remove(at));
        state.waiting.push_back((percentage, data));
        let takes_turn = !std::mem::replace(&mut state.in_turn, true);
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

    /// Raises up to `most` of the reports that wait, and the Completed event after the last one. `true` when more waits.
    fn take_turn(&self, most: usize) -> bool
    where
        S: Clone,
    {
        for _ in 0..most {
            let mut state = lock(&self.state);
            if let Some((percentage, data)) = state.waiting.pop_front() {
                let component = state.component.clone();
                drop(state);
                unwind::contain(|| {
                    if let Some(component) = component {
                        self.raise(&component, percentage, data);
                    }
                });
            } else if let Some(complete) = state.complete.take() {
                let component = state.component.take();
                drop(state);
                unwind::contain(|| drop(component));
                complete();
                return false;
            } else {
                state.in_turn = false;
                return false;
            }
        }
        true
    }

    fn waiting(&self) -> usize {
        lock(&self.state).waiting.len()
    }

    /// The context dropped the turn unrun: what waits is lost, and the operation is released.
    fn lose_turn(&self) {
        let mut state = lock(&self.state);
        state.in_turn = false;
        let waiting = std::mem::take(&mut state.waiting);
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

impl<C, P, S> Mailbox<C, P, S>
where
    C: Send + Sync + 'static,
    P: Send + 'static,
    S: Clone + Send + Sync + 'static,
{
    fn begin_turn(self: Arc<Self>) {
        let Some(context) = self.context.clone() else {
            self.take_turn(usize::MAX);
            return;
        };
        let turn = Turn(Some(self));
        context.post(Box::new(move || turn.run()));
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
            self.begin_turn();
        }
    }
}

/// A turn on its way to the context.
struct Turn<C, P, S>(Option<Arc<Mailbox<C, P, S>>>);

impl<C, P, S> Turn<C, P, S>
where
    C: Send + Sync + 'static,
    P: Send + 'static,
    S: Clone + Send + Sync + 'static,
{
    fn run(mut self) {
        let Some(mailbox) = self.0.take() else {
            return;
        };
        // Reports that come meanwhile wait for the next turn, so that the context gets to its other work. The one more
        // is for the Completed event, or to find that nothing is left.
        let most = mailbox.waiting().saturating_add(1);
        if mailbox.take_turn(most) {
            mailbox.begin_turn();
        }
    }
}

impl<C, P, S> Drop for Turn<C, P, S> {
    fn drop(&mut self) {
        if let Some(mailbox) = self.0.take() {
            mailbox.lose_turn();
        }
    }
}
