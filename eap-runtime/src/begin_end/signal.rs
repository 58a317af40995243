//! A flag that is set once, and that threads wait for.

use std::mem;
use std::sync::Arc;

use crate::deadline::Deadline;
use crate::sync::{Condvar, Mutex, lock};

pub(super) struct Signal(Mutex<State>);

enum State {
    /// Not set: these threads wait.
    Waited(Vec<Arc<Waiter>>),
    Set,
}

impl Signal {
    pub(super) fn new() -> Self {
        Self(Mutex::new(State::Waited(Vec::new())))
    }

    pub(super) fn set(&self) {
        let before = mem::replace(&mut *lock(&self.0), State::Set);
        if let State::Waited(waiters) = before {
            for waiter in waiters {
                waiter.wake();
            }
        }
    }

    pub(super) fn is_set(&self) -> bool {
        matches!(*lock(&self.0), State::Set)
    }

    /// Adds a waiter, unless the signal is set. Returns whether it was added.
    fn add(&self, waiter: &Arc<Waiter>) -> bool {
        match &mut *lock(&self.0) {
            State::Waited(waiters) => {
                waiters.push(Arc::clone(waiter));
                true
            }
            State::Set => false,
        }
    }

    fn remove(&self, waiter: &Arc<Waiter>) {
        if let State::Waited(waiters) = &mut *lock(&self.0) {
            waiters.retain(|other| !Arc::ptr_eq(other, waiter));
        }
    }
}

/// One waiting thread.
#[derive(Default)]
struct Waiter {
    woken: Mutex<bool>,
    changed: Condvar,
}

impl Waiter {
    fn wake(&self) {
        *lock(&self.woken) = true;
        self.changed.notify_one();
    }

    fn wait(&self, deadline: Deadline) {
        deadline.wait_until(&self.changed, lock(&self.woken), |woken| *woken);
    }
}

/// Waits until one of these is set, and returns its index.
pub(super) fn wait_any(signals: &[&Signal], deadline: Deadline) -> Option<usize> {
    if signals.is_empty() {
        return None;
    }
    let waiter = Arc::new(Waiter::default());
    if signals.iter().all(|signal| signal.add(&waiter)) {
        waiter.wait(deadline);
    }
    for signal in signals {
        signal.remove(&waiter);
    }
    signals.iter().position(|signal| signal.is_set())
}

/// Waits until all of these are set. `false` on timeout.
pub(super) fn wait_all(signals: &[&Signal], deadline: Deadline) -> bool {
    signals
        .iter()
        .all(|signal| wait_any(&[*signal], deadline).is_some())
}
