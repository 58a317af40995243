//! Panics of user code, wherever the runtime calls it, end here: a worker, a loop and the other handlers go on.

use std::any::Any;
use std::cell::RefCell;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// The value that a panic carries.
pub(crate) type Payload = Box<dyn Any + Send>;

/// Runs `f` and returns its panic as an error.
pub(crate) fn catch<T>(f: impl FnOnce() -> T) -> Result<T, Payload> {
    // What a panicking closure leaves half done is the user's own; ours is only touched between the calls.
    catch_unwind(AssertUnwindSafe(f))
}

/// Runs `f`, and goes on when it panics. The panic hook has reported the panic by then.
pub(crate) fn contain(f: impl FnOnce()) {
    if let Err(payload) = catch(f) {
        if let Some(payload) = keep(payload) {
            discard(payload);
        }
    }
}

/// Drops a payload, which is user code again. A panic of its own is leaked.
pub(crate) fn discard(payload: Payload) {
    if let Err(second) = catch(|| drop(payload)) {
        mem::forget(second);
    }
}

/// A value of the user's, or none: a panic of its drop is contained.
///
/// Fields that are dropped together each need their own, because a second panic while the first unwinds aborts the process.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Guarded<T>(Option<T>);

impl<T> Guarded<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(Some(value))
    }

    pub(crate) fn as_ref(&self) -> Option<&T> {
        self.0.as_ref()
    }

    pub(crate) fn take(&mut self) -> Option<T> {
        self.0.take()
    }
}

impl<T> From<Option<T>> for Guarded<T> {
    fn from(value: Option<T>) -> Self {
        Self(value)
    }
}

impl<T> Drop for Guarded<T> {
    fn drop(&mut self) {
        if mem::needs_drop::<T>() {
            if let Some(value) = self.0.take() {
                contain(|| drop(value));
            }
        }
    }
}

/// What becomes of the panics that are contained on a thread.
enum Contained {
    Discarded,
    /// The first one is kept.
    Kept(Option<Payload>),
}

thread_local! {
    static CONTAINED: RefCell<Contained> = const { RefCell::new(Contained::Discarded) };
}

/// Keeps the payload for [`resume_first`], or gives it back.
fn keep(payload: Payload) -> Option<Payload> {
    let mut payload = Some(payload);
    let _ = CONTAINED.try_with(|contained| {
        if let Contained::Kept(first @ None) = &mut *contained.borrow_mut() {
            *first = payload.take();
        }
    });
    payload
}

/// Runs `f`, and then resumes the first panic that was contained on this thread meanwhile.
pub(crate) fn resume_first(f: impl FnOnce()) {
    let outer = CONTAINED.with(|contained| contained.replace(Contained::Kept(None)));
    let result = catch(f);
    let inner = CONTAINED.with(|contained| contained.replace(outer));
    let Contained::Kept(first) = inner else {
        unreachable!("each call puts back what it found")
    };
    match (first, result) {
        (Some(first), result) => {
            if let Err(second) = result {
                discard(second);
            }
            resume_unwind(first)
        }
        (None, Err(panic)) => resume_unwind(panic),
        (None, Ok(())) => {}
    }
}
