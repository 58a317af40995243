//! A context that runs callbacks as jobs of an executor, in parallel and in no order.

use std::sync::Arc;

use super::{Callback, SynchronizationContext};
use crate::executor::{self, Executor, Job};

pub(crate) struct OnExecutor<X>(pub(crate) X);

impl<X: Executor> SynchronizationContext for OnExecutor<X> {
    fn post(&self, callback: Callback) {
        // A job that is refused is dropped, and the callback with it.
        drop(self.0.execute(Job::from_fn(callback)));
    }
}

/// Returns a context whose callbacks run on the process's pool for handlers, where they do not queue behind methods.
pub(crate) fn on_handlers() -> Arc<dyn SynchronizationContext> {
    Arc::new(OnExecutor(Handlers))
}

/// Runs jobs on the process's pool for handlers.
struct Handlers;

#[diagnostic::do_not_recommend]
impl Executor for Handlers {
    fn execute(&self, job: Job) -> Result<(), Job> {
        executor::handlers().execute(job)
    }
}
