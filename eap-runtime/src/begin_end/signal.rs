//! Something that happens once, and that threads wait for.

use std::mem;
use std::sync::Arc;

use crate::deadline::Deadline;
use crate::sync::{Condvar, Mutex, lock};

pub(super) struct Signal(Mutex<State>);

enum State {
    /// Not yet; these are rung then.
    Waited(Vec<Arc<Bell>>),
    Set,
}

impl Signal {
    pub(super) fn new() -> Self {
        Self(Mutex::new(State::Waited(Vec::new())))
    }

    pub(super) fn set(&self) {
        let before = mem::replace(&mut *lock(&self.0), State::Set);
        if let State::Waited(bells) = before {
            for bell in bells {
                bell.ring();
            }
        }
    }

    pub(super) fn is_set(&self) -> bool {
        matches!(*lock(&self.0), State::Set)
    }

    /// Has the bell rung once the signal is set. `false` if it is set already.
    fn ring(&self, bell: &Arc<Bell>) -> bool {
        match &mut *lock(&self.0) {
            State::Waited(bells) => {
                bells.push(Arc::clone(bell));
                true
            }
            State::Set => false,
        }
    }

    fn forget(&self, bell: &Arc<Bell>) {
        if let State::Waited(bells) = &mut *lock(&self.0) {
            bells.retain(|other| !Arc::ptr_eq(other, bell));
        }
    }
}

/// What one waiting thread listens for.
#[derive(Default)]
struct Bell {
    rung: Mutex<bool>,
    changed: Condvar,
}

impl Bell {
    fn ring(&self) {
        *lock(&self.rung) = true;
        self.changed.notify_one();
    }

    fn wait(&self, deadline: Deadline) {
        deadline.wait_until(&self.changed, lock(&self.rung), |rung| *rung);
    }
}

/// Waits for one of these, and tells which.
pub(super) fn wait_any(signals: &[&Signal], deadline: Deadline) -> Option<usize> {
    if signals.is_empty() {
        return None;
    }
    let bell = Arc::new(Bell::default());
    if signals.iter().all(|signal| signal.ring(&bell)) {
        bell.wait(deadline);
    }
    for signal in signals {
        signal.forget(&bell);
    }
    signals.iter().position(|signal| signal.is_set())
}

/// Waits for all of these.
pub(super) fn wait_all(signals: &[&Signal], deadline: Deadline) -> bool {
    signals
        .iter()
        .all(|signal| wait_any(&[*signal], deadline).is_some())
}
