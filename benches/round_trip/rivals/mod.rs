//! What is compared: things that halve a number in the background.
//!
//! Each answers the same way, by a handler that sets a flag the caller spins on, so that only the road differs.

mod annotated;
mod bare_flag;
mod by_hand;
mod spawn_blocking;

use std::hint::black_box;
use std::sync::atomic::{AtomicU32, Ordering};

pub(crate) use self::annotated::Annotated;
pub(crate) use self::bare_flag::BareFlag;
pub(crate) use self::by_hand::ByHand;
pub(crate) use self::spawn_blocking::SpawnBlocking;

pub(crate) trait Rival {
    fn new() -> Self;

    /// Starts the operation. Its handler calls [`answer`].
    fn start(&self, number: u32);
}

/// The out parameter of the operation that ended last.
static ANSWER: AtomicU32 = AtomicU32::new(0);

/// The blocking method itself: whether `number` is even, and its half.
fn halve(number: u32, half: &mut u32) -> bool {
    *half = black_box(number / 2);
    number.is_multiple_of(2)
}

fn answer(is_even: bool, half: u32) {
    assert!(is_even);
    ANSWER.store(half, Ordering::Release);
}

pub(crate) fn round_trip(rival: &impl Rival, half: u32) {
    rival.start(half * 2);
    while ANSWER.load(Ordering::Acquire) != half {
        std::hint::spin_loop();
    }
}

/// Numbers, each another than the one before.
pub(crate) fn halves() -> impl Iterator<Item = u32> {
    (1..u32::MAX / 2).cycle()
}
