//! An operation that others can reach: the pending operations, the method's token and the starter's handle.

use std::sync::Arc;

use super::Steps;
use crate::cancel::{Cancellable, Cancellation};
use crate::executor::SharedWork;
use crate::sync::{Mutex, lock};
use crate::unwind;

/// An operation that can be cancelled.
pub(super) struct Shared<T> {
    cancellation: Cancellation,
    /// The operation, until it runs or is completed unrun.
    operation: Mutex<Option<T>>,
}

impl<T: Steps> Shared<T> {
    pub(super) fn new() -> Self {
        Self {
            cancellation: Cancellation::new(),
            operation: Mutex::new(None),
        }
    }

    pub(super) fn put(&self, operation: T) {
        *lock(&self.operation) = Some(operation);
    }

    fn take(&self) -> Option<T> {
        lock(&self.operation).take()
    }
}

impl<T: Steps> Shared<T> {
    /// Records that the executor has accepted the operation. From then on, a request may complete it.
    pub(super) fn accept(self: &Arc<Self>) {
        if self.cancellation.accept() {
            self.complete_unrun();
        }
    }

    /// Completes a cancelled operation that has not begun, if its outcome need not wait for a worker. Otherwise drops the
    /// method with its arguments, and leaves the rest to the worker.
    fn complete_unrun(self: &Arc<Self>) {
        let mut waiting = lock(&self.operation);
        let Some(operation) = waiting.as_mut() else {
            return;
        };
        if operation.waits_for_a_worker() {
            let method = operation.take_method();
            drop(waiting);
            unwind::contain(|| drop(method));
            return;
        }
        let operation = waiting.take();
        drop(waiting);
        if let Some(operation) = operation {
            operation.abandon(Some(Arc::clone(self) as Arc<dyn Cancellable>));
        }
    }
}

impl<T: Steps> Cancellable for Shared<T> {
    fn cancellation(&self) -> &Cancellation {
        &self.cancellation
    }

    fn cancel(self: Arc<Self>) {
        if self.cancellation.request() {
            self.complete_unrun();
        }
    }
}

impl<T: Steps> SharedWork for Shared<T> {
    fn run(self: Arc<Self>) {
        if let Some(operation) = self.take() {
            operation.run(Some(self));
        }
    }

    fn abandon(self: Arc<Self>) {
        if let Some(operation) = self.take() {
            operation.abandon(Some(self));
        }
    }

    fn refuse(self: Arc<Self>) {
        if let Some(operation) = self.take() {
            operation.refuse();
        }
    }
}
