//! One operation, counted with its context from its start to its completion.

use std::sync::Arc;

use super::{SynchronizationContext, nesting};
use crate::sync::Once;
use crate::unwind;

/// An operation's count with its context. It is shared by all that keep the operation outstanding.
pub(crate) struct Outstanding {
    context: Arc<dyn SynchronizationContext>,
    started: Once,
}

impl Outstanding {
    /// The context learns nothing yet.
    pub(crate) fn new(context: Arc<dyn SynchronizationContext>) -> Self {
        Self {
            context,
            started: Once::new(),
        }
    }

    pub(crate) fn context(&self) -> &Arc<dyn SynchronizationContext> {
        &self.context
    }

    /// Tells the context `operation_started`, once. Returns when it has been told, by whichever thread.
    pub(crate) fn start(&self) {
        self.started
            .call_once(|| unwind::contain(|| self.context.operation_started()));
    }

    /// Runs `deliver`, which delivers the operation's completion: a loop that it runs does not wait for this operation.
    pub(crate) fn completing<R>(&self, deliver: impl FnOnce() -> R) -> R {
        let _completing = nesting::completing();
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
