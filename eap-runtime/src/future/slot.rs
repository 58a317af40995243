//! Where the outcome waits for the future's task, or the task for the outcome.

use std::mem;
use std::sync::Arc;
use std::task::{Poll, Waker};

use super::wake;
use crate::error::AsyncError;
use crate::operation::WayBack;
use crate::sync::{Mutex, lock};

pub(crate) struct Slot<O, E>(Mutex<State<O, E>>);

enum State<O, E> {
    /// With the task that polled last.
    Pending(Option<Waker>),
    Ready(Result<O, AsyncError<E>>),
    Taken,
}

impl<O, E> Slot<O, E> {
    fn new(state: State<O, E>) -> Arc<Self> {
        Arc::new(Self(Mutex::new(state)))
    }

    pub(super) fn ready(outcome: Result<O, AsyncError<E>>) -> Arc<Self> {
        Self::new(State::Ready(outcome))
    }

    pub(super) fn poll(&self, waker: &Waker) -> Poll<Result<O, AsyncError<E>>> {
        // A waker is another's code: it is cloned and dropped without the lock.
        let ours = waker.clone();
        let mut state = lock(&self.0);
        let before = match &mut *state {
            State::Pending(kept) => {
                let before = kept.replace(ours);
                drop(state);
                drop(before);
                return Poll::Pending;
            }
            State::Taken => return Poll::Pending,
            ready @ State::Ready(_) => mem::replace(ready, State::Taken),
        };
        drop(state);
        match before {
            State::Ready(outcome) => Poll::Ready(outcome),
            State::Pending(_) | State::Taken => Poll::Pending,
        }
    }

    /// The task that polled last waits no longer.
    pub(super) fn forget_task(&self) {
        let mut state = lock(&self.0);
        if let State::Pending(waker) = &mut *state {
            let waker = waker.take();
            drop(state);
            drop(waker);
        }
    }

    fn fill(&self, outcome: Result<O, AsyncError<E>>) {
        let mut state = lock(&self.0);
        let State::Pending(waker) = &mut *state else {
            return;
        };
        let waker = waker.take();
        *state = State::Ready(outcome);
        drop(state);
        wake(waker);
    }
}

/// The two ends of an operation that is about to start.
pub(crate) fn pair<O, E>() -> (Arc<Slot<O, E>>, Back<O, E>) {
    let slot = Slot::new(State::Pending(None));
    (Arc::clone(&slot), Back(slot))
}

/// Fills the slot, at the latest when dropped.
pub(crate) struct Back<O, E>(Arc<Slot<O, E>>);

impl<C, U, O, E> WayBack<C, U, O, E> for Back<O, E>
where
    O: Send + 'static,
    E: Send + 'static,
{
    fn deliver(self, _component: &Arc<C>, _user_state: U, outcome: Result<O, AsyncError<E>>) {
        self.0.fill(outcome);
    }
}

impl<O, E> Drop for Back<O, E> {
    fn drop(&mut self) {
        self.0.fill(Err(AsyncError::Abandoned));
    }
}
