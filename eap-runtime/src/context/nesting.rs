//! Which operations this thread is completing, by the loop that counts them.
//!
//! A loop that runs inside a Completed handler must not wait for the handler's own operation.

use std::cell::{Cell, RefCell};
use std::marker::PhantomData;

/// A loop, told from every other by its address. 0 stands for none.
pub(super) type LoopId = usize;

thread_local! {
    /// The loop that was told last that an operation has started.
    static COUNTED_BY: Cell<LoopId> = const { Cell::new(0) };

    /// The loops of the operations that this thread is completing, one inside another.
    static COMPLETING: RefCell<Vec<LoopId>> = const { RefCell::new(Vec::new()) };
}

/// Runs `start`, which tells a context that an operation has started. Returns the loop that counts it, possibly behind contexts
/// that pass it on.
pub(super) fn counted_by(start: impl FnOnce()) -> LoopId {
    let outer = COUNTED_BY.replace(0);
    start();
    COUNTED_BY.replace(outer)
}

/// Called by a loop that counts an operation.
pub(super) fn count(event_loop: LoopId) {
    COUNTED_BY.set(event_loop);
}

/// Ends what [`completing`] began.
pub(super) struct Completing {
    this_thread: PhantomData<*const ()>,
}

/// Begins to complete an operation that is counted by this loop.
pub(super) fn completing(event_loop: LoopId) -> Completing {
    // A thread that is ending runs no loop any more.
    let _ = COMPLETING.try_with(|completing| completing.borrow_mut().push(event_loop));
    Completing {
        this_thread: PhantomData,
    }
}

impl Drop for Completing {
    fn drop(&mut self) {
        let _ = COMPLETING.try_with(|completing| completing.borrow_mut().pop());
    }
}

/// Returns how many operations of this loop the thread is completing.
pub(super) fn completing_in(event_loop: LoopId) -> usize {
    COMPLETING
        .try_with(|completing| {
            let completing = completing.borrow();
            completing
                .iter()
                .filter(|other| **other == event_loop)
                .count()
        })
        .unwrap_or(0)
}
