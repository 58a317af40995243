//! The callbacks of one operation, run one at a time and in the order posted.
//!
//! One turn at a time takes them out: in the operation's context, or on the posting thread when there is none. So the
//! order holds even where a context runs callbacks side by side, or several threads post, and nobody ever waits.

use std::collections::VecDeque;
use std::sync::Arc;

use super::AlreadyCompleted;
use crate::context::{Callback, Outstanding, SynchronizationContext};
use crate::sync::{Mutex, lock};
use crate::unwind;

pub(super) struct Callbacks {
    context: Option<Arc<dyn SynchronizationContext>>,
    state: Mutex<State>,
}

struct State {
    /// Taken by the one call that completes the operation.
    open: Option<Running>,
    waiting: VecDeque<Posted>,
    /// A turn is under way: whoever posts need do no more. Without one, nothing waits.
    in_turn: bool,
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
                waiting: VecDeque::new(),
                in_turn: false,
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
        state.waiting.push_back(Posted { callback, running });
        let takes_turn = !std::mem::replace(&mut state.in_turn, true);
        drop(state);
        if takes_turn {
            self.begin_turn();
        }
        Ok(())
    }

    fn begin_turn(self: &Arc<Self>) {
        let Some(context) = &self.context else {
            self.take_turn(usize::MAX);
            return;
        };
        let turn = Turn(Some(Arc::clone(self)));
        // A context may panic like any of the user's code; the turn is dropped then.
        unwind::contain(|| context.post(Box::new(move || turn.run())));
    }

    /// Runs up to `most` of the callbacks that wait. `true` when more may wait.
    fn take_turn(&self, most: usize) -> bool {
        for _ in 0..most {
            let mut state = lock(&self.state);
            let Some(posted) = state.waiting.pop_front() else {
                state.in_turn = false;
                return false;
            };
            drop(state);
            let Posted { callback, running } = posted;
            unwind::contain(callback);
            drop(running);
        }
        true
    }

    fn waiting(&self) -> usize {
        lock(&self.state).waiting.len()
    }

    /// The context dropped the turn unrun: what waits is lost.
    fn lose_turn(&self) {
        let mut state = lock(&self.state);
        state.in_turn = false;
        let waiting = std::mem::take(&mut state.waiting);
        drop(state);
        for posted in waiting {
            unwind::contain(|| drop(posted));
        }
    }
}

/// A turn on its way to the context.
struct Turn(Option<Arc<Callbacks>>);

impl Turn {
    fn run(mut self) {
        let Some(callbacks) = self.0.take() else {
            return;
        };
        // Callbacks that come meanwhile wait for the next turn, so that the context gets to its other work. The one
        // more is to find that nothing is left.
        let most = callbacks.waiting().saturating_add(1);
        if callbacks.take_turn(most) {
            callbacks.begin_turn();
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(callbacks) = self.0.take() {
            callbacks.lose_turn();
        }
    }
}
