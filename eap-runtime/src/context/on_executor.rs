//! A context that runs callbacks as jobs of an executor, in parallel and in no order.

use super::{Callback, SynchronizationContext};
use crate::executor::{Executor, Job};

pub(crate) struct OnExecutor<X>(pub(crate) X);

impl<X: Executor> SynchronizationContext for OnExecutor<X> {
    fn post(&self, callback: Callback) {
        // A job that is refused is dropped, and the callback with it.
        drop(self.0.execute(Job::from_fn(callback)));
    }
}
