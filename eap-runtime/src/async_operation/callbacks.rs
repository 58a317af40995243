//! The callbacks of one operation, run one at a time and in the order posted.

use std::sync::Arc;

use super::AlreadyCompleted;
use crate::context::{Callback, Outstanding, SynchronizationContext};
use crate::sync::{Mutex, lock};
use crate::turn::{self, InTurns, Waiting};
use crate::unwind;

pub(super) struct Callbacks {
    context: Option<Arc<dyn SynchronizationContext>>,
    state: Mutex<State>,
}

struct State {
    /// Taken by the one call that completes the operation.
    open: Option<Running>,
    waiting: Waiting<Posted>,
}

/// An operation in progress. Each callback under way holds one, and the last that is dropped tells the context.
#[derive(Clone)]
struct Running {
    _outstanding: Option<Arc<Outstanding>>,
}

/// A callback that waits. The order of the fields is that of their drop, where it is dropped unrun.
struct Posted {
    callback: Callback,
    running: Running,
}

impl Callbacks {
    /// Tells the context that the operation has started.
    pub(super) fn open(context: Option<Arc<dyn SynchronizationContext>>) -> Self {
        let outstanding = context.clone().map(Outstanding::start).map(Arc::new);
        Self {
            context,
            state: Mutex::new(State {
                open: Some(Running {
                    _outstanding: outstanding,
                }),
                waiting: Waiting::default(),
            }),
        }
    }

    pub(super) fn context(&self) -> Option<&Arc<dyn SynchronizationContext>> {
        self.context.as_ref()
    }

    pub(super) fn is_open(&self) -> bool {
        lock(&self.state).open.is_some()
    }

    /// Completes the operation. Its context is told when the last callback has returned.
    pub(super) fn close(&self) -> Result<(), AlreadyCompleted> {
        let open = lock(&self.state).open.take();
        // In a statement of its own, so that the lock is free again when the context is told.
        open.map(drop).ok_or(AlreadyCompleted)
    }

    pub(super) fn post(self: &Arc<Self>, callback: Callback) -> Result<(), AlreadyCompleted> {
        self.add(|open| open.clone(), callback)
    }

    /// Posts the last callback, and completes the operation in the same step.
    pub(super) fn post_last(self: &Arc<Self>, callback: Callback) -> Result<(), AlreadyCompleted> {
        self.add(Option::take, callback)
    }

    fn add(
        self: &Arc<Self>,
        running: fn(&mut Option<Running>) -> Option<Running>,
        callback: Callback,
    ) -> Result<(), AlreadyCompleted> {
        let mut state = lock(&self.state);
        let Some(running) = running(&mut state.open) else {
            // The callback is dropped outside of the lock, for what it owns is the user's.
            drop(state);
            drop(callback);
            return Err(AlreadyCompleted);
        };
        let takes_turn = state.waiting.add(Posted { callback, running });
        drop(state);
        if takes_turn {
            turn::begin(self);
        }
        Ok(())
    }
}

impl InTurns for Callbacks {
    fn context(&self) -> Option<&Arc<dyn SynchronizationContext>> {
        self.context()
    }

    fn waiting(&self) -> usize {
        lock(&self.state).waiting.len()
    }

    fn take_turn(&self, most: usize) -> bool {
        for _ in 0..most {
            // In a statement of its own, so that the lock is free again while the callback runs.
            let next = lock(&self.state).waiting.next();
            let Some(Posted { callback, running }) = next else {
                return false;
            };
            unwind::contain(callback);
            drop(running);
        }
        true
    }

    fn lose_turn(&self) {
        let waiting = lock(&self.state).waiting.lose_turn();
        for posted in waiting {
            unwind::contain(|| drop(posted));
        }
    }
}
