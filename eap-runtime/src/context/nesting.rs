//! What this thread is inside of: callbacks of loops, and deliveries of completions in them.
//!
//! A loop that runs inside a Completed handler must not wait for the handler's own operation.

use std::cell::RefCell;
use std::marker::PhantomData;

#[derive(Clone, Copy, PartialEq)]
enum Frame {
    /// A callback of the loop with this address.
    Callback(usize),
    /// The delivery of an operation's completion.
    Completing,
}

thread_local! {
    static FRAMES: RefCell<Vec<Frame>> = const { RefCell::new(Vec::new()) };
}

/// Removes its frame when dropped.
pub(super) struct Inside {
    this_thread: PhantomData<*const ()>,
}

fn enter(frame: Frame) -> Inside {
    // A thread that is ending has no frames any more.
    let _ = FRAMES.try_with(|frames| frames.borrow_mut().push(frame));
    Inside {
        this_thread: PhantomData,
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        let _ = FRAMES.try_with(|frames| frames.borrow_mut().pop());
    }
}

/// Enters a callback of a loop.
pub(super) fn callback(event_loop: usize) -> Inside {
    enter(Frame::Callback(event_loop))
}

/// Enters the delivery of a completion.
pub(super) fn completing() -> Inside {
    enter(Frame::Completing)
}

/// How many operations this thread is completing inside callbacks of this loop.
pub(super) fn completing_inside(event_loop: usize) -> usize {
    FRAMES
        .try_with(|frames| {
            let mut nearest = None;
            let mut count = 0;
            for frame in frames.borrow().iter() {
                match frame {
                    Frame::Callback(event_loop) => nearest = Some(*event_loop),
                    Frame::Completing if nearest == Some(event_loop) => count += 1,
                    Frame::Completing => {}
                }
            }
            count
        })
        .unwrap_or(0)
}
