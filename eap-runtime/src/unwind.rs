//! The user's code may panic wherever the runtime calls it. Such a panic ends here: a worker, a loop and the
//! other handlers go on.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What a panic carries.
pub(crate) type Payload = Box<dyn Any + Send>;

/// Runs `f` and gives its panic as an error.
pub(crate) fn catch<T>(f: impl FnOnce() -> T) -> Result<T, Payload> {
    // What a panicking closure leaves half done is the user's own; ours is only touched between the calls.
    catch_unwind(AssertUnwindSafe(f))
}

/// Runs `f`, and goes on when it panics. The panic hook has reported it by then.
pub(crate) fn contain(f: impl FnOnce()) {
    if let Err(payload) = catch(f) {
        discard(payload);
    }
}

/// Drops what a panic carried. That is user code again: if it panics, the second payload is leaked.
pub(crate) fn discard(payload: Payload) {
    if let Err(second) = catch(|| drop(payload)) {
        std::mem::forget(second);
    }
}
