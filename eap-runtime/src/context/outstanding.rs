//! One operation, counted with its context from its start to its completion.

use std::sync::Arc;

use super::{SynchronizationContext, nesting};
use crate::sync::{AtomicUsize, Once, Ordering};
use crate::unwind;

/// An operation's count with its context. It is shared by all that keep the operation outstanding.
pub(crate) struct Outstanding {
    context: Arc<dyn SynchronizationContext>,
    started: Once,
    /// The loop that counts the operation, once started.
    event_loop: AtomicUsize,
}

impl Outstanding {
    /// The context learns nothing yet.
    pub(crate) fn new(context: Arc<dyn SynchronizationContext>) -> Self {
        Self {
            context,
            started: Once::new(),
            event_loop: AtomicUsize::new(0),
        }
    }

    pub(crate) fn context(&self) -> &Arc<dyn SynchronizationContext> {
        &self.context
    }

    /// Calls the context's `operation_started`, once. Returns when that has returned, on whichever thread.
    pub(crate) fn start(&self) {
        self.started.call_once(|| {
            let event_loop = nesting::counted_by(|| {
                unwind::contain(|| self.context.operation_started());
            });
            self.event_loop.store(event_loop, Ordering::Release);
        });
    }

    /// Runs `deliver`, which delivers the operation's completion: a loop that runs inside does not wait for this operation.
    pub(crate) fn completing<R>(&self, deliver: impl FnOnce() -> R) -> R {
        let _completing = nesting::completing(self.event_loop.load(Ordering::Acquire));
        deliver()
    }
}

impl Drop for Outstanding {
    fn drop(&mut self) {
        if self.started.is_completed() {
            unwind::contain(|| self.context.operation_completed());
        }
    }
}
