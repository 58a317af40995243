//! How an operation ended. Nothing else decides that.

use crate::cancel::{Cancellable, Cancellation};
use crate::error::{AsyncError, Panic};
use crate::unwind;
use std::sync::Arc;

/// What an operation has produced, or why it has produced nothing.
pub(crate) type Outcome<O, E> = Result<O, AsyncError<E>>;

/// Runs the method and decides the outcome: a panic stays a panic, and a cancellation counts if the method observed it.
pub(super) fn of_method<O, E>(
    method: impl FnOnce() -> Result<O, E>,
    cancellation: Option<&Cancellation>,
) -> Outcome<O, E> {
    let returned = unwind::catch(method);
    let was_observed = cancellation.is_some_and(Cancellation::finish);
    match returned {
        Err(payload) => Err(AsyncError::Panicked(Panic::new(payload))),
        Ok(result) if was_observed => {
            unwind::contain(|| drop(result));
            Err(AsyncError::Cancelled)
        }
        Ok(result) => result.map_err(AsyncError::Failed),
    }
}

/// Decides the outcome of an operation that never ran.
pub(super) fn of_unrun<O, E>(cancellable: Option<&Arc<dyn Cancellable>>) -> Outcome<O, E> {
    let cancellation = cancellable.map(|operation| operation.cancellation());
    let was_requested = cancellation.is_some_and(Cancellation::is_requested);
    cancellation.map(Cancellation::finish);
    Err(if was_requested {
        AsyncError::Cancelled
    } else {
        AsyncError::Abandoned
    })
}
