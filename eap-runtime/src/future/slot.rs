//! Where the outcome waits for the future's task, or the task for the outcome.

use std::mem;
use std::sync::Arc;
use std::task::{Poll, Waker};

use super::wake;
use crate::operation::Outcome;
use crate::sync::{Mutex, lock};

pub(crate) struct Slot<O, E>(Mutex<State<O, E>>);

enum State<O, E> {
    /// The task that polled last.
    Pending(Option<Waker>),
    Ready(Outcome<O, E>),
    Taken,
}

impl<O, E> Slot<O, E> {
    fn new(state: State<O, E>) -> Arc<Self> {
        Arc::new(Self(Mutex::new(state)))
    }

    /// A slot that waits for an outcome.
    pub(super) fn pending() -> Arc<Self> {
        Self::new(State::Pending(None))
    }

    /// A slot whose outcome is known.
    pub(super) fn ready(outcome: Outcome<O, E>) -> Arc<Self> {
        Self::new(State::Ready(outcome))
    }

    /// Returns whether the outcome has come.
    pub(super) fn is_completed(&self) -> bool {
        !matches!(*lock(&self.0), State::Pending(_))
    }

    /// Returns whether the outcome has been taken.
    #[cfg(feature = "stream")]
    pub(super) fn is_taken(&self) -> bool {
        matches!(*lock(&self.0), State::Taken)
    }

    pub(super) fn poll(&self, waker: &Waker) -> Poll<Outcome<O, E>> {
        // A waker is the user's code: it is cloned and dropped without the lock.
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

    /// Drops the waker: the future is gone.
    pub(super) fn forget_task(&self) {
        let mut state = lock(&self.0);
        if let State::Pending(waker) = &mut *state {
            let waker = waker.take();
            drop(state);
            drop(waker);
        }
    }

    pub(super) fn fill(&self, outcome: Outcome<O, E>) {
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
