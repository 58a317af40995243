//! The callbacks of one operation, and its count with its context.

use std::sync::Arc;

use super::PostError;
use crate::context::{self, Callback, Outstanding, Sequence, Sequenced, SynchronizationContext};
use crate::unwind;

pub(super) struct Callbacks {
    captured: Option<Arc<dyn SynchronizationContext>>,
    sequence: Sequence<Posted, State>,
}

pub(super) enum Posted {
    Callback(Callback),
    /// The one that completes the operation.
    Last(Callback),
}

pub(super) struct State {
    /// Where the callbacks run.
    context: Arc<dyn SynchronizationContext>,
    /// Until the operation has completed and its last callback has returned.
    outstanding: Option<Outstanding>,
    /// The operation has completed.
    closed: bool,
    /// Callbacks that were posted and have not returned.
    unreturned: usize,
}

impl Callbacks {
    /// Tells the context that the operation has started.
    pub(super) fn open(captured: Option<Arc<dyn SynchronizationContext>>) -> Self {
        let outstanding = captured.clone().map(Outstanding::new);
        if let Some(outstanding) = &outstanding {
            outstanding.start();
        }
        let context = captured.clone().unwrap_or_else(context::on_handlers);
        Self {
            captured,
            sequence: Sequence::new(State {
                context,
                outstanding,
                closed: false,
                unreturned: 0,
            }),
        }
    }

    pub(super) fn context(&self) -> Option<&Arc<dyn SynchronizationContext>> {
        self.captured.as_ref()
    }

    pub(super) fn is_open(&self) -> bool {
        !self.sequence.lock().closed
    }

    /// Completes the operation. Its context is told when the last callback has returned.
    pub(super) fn close(&self) -> Result<(), PostError> {
        let mut state = self.sequence.lock();
        if state.closed {
            return Err(PostError::AlreadyCompleted);
        }
        state.closed = true;
        let outstanding = state.take_outstanding();
        drop(state);
        drop(outstanding);
        Ok(())
    }

    /// Posts a callback. The last one completes the operation in the same step.
    pub(super) fn post(self: &Arc<Self>, posted: Posted) -> Result<(), PostError> {
        let mut state = self.sequence.lock();
        if state.closed {
            drop(state);
            // Without the lock, since the callback is the user's.
            drop(posted);
            return Err(PostError::AlreadyCompleted);
        }
        state.closed = matches!(posted, Posted::Last(_));
        state.unreturned += 1;
        if state.push(self, posted) {
            Ok(())
        } else {
            Err(PostError::ContextEnded)
        }
    }

    /// A callback has returned or was dropped.
    fn returned(&self) {
        let mut state = self.sequence.lock();
        state.unreturned -= 1;
        let outstanding = state.take_outstanding();
        drop(state);
        drop(outstanding);
    }
}

impl State {
    /// Gives the count away if the operation has completed and no callback is left.
    fn take_outstanding(&mut self) -> Option<Outstanding> {
        if self.closed && self.unreturned == 0 {
            self.outstanding.take()
        } else {
            None
        }
    }
}

impl Sequenced for Callbacks {
    type Item = Posted;
    type State = State;

    fn sequence(&self) -> &Sequence<Posted, State> {
        &self.sequence
    }

    fn context(state: &State) -> Option<&Arc<dyn SynchronizationContext>> {
        Some(&state.context)
    }

    fn run(self: &Arc<Self>, posted: Posted) {
        match posted {
            Posted::Callback(callback) => unwind::contain(callback),
            Posted::Last(callback) => {
                // Others that have not returned run a nested loop that this one is inside of: the operation is over.
                let outstanding = self.sequence.lock().outstanding.take();
                unwind::contain(|| match &outstanding {
                    Some(outstanding) => outstanding.completing(callback),
                    None => callback(),
                });
            }
        }
        self.returned();
    }

    fn discard(self: &Arc<Self>, posted: Posted) {
        unwind::contain(|| drop(posted));
        self.returned();
    }
}
