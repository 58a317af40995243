//! The operation that is compared: a concurrent one, with a user state, a result and an out parameter.
//!
//! Each contender does the same work and calls [`done`] in its handler, so that only what lies between differs.

mod annotated;
mod by_hand;
mod pools;

use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering};

pub(crate) use self::annotated::{Annotated, AnnotatedInLoop, Cancellable};
pub(crate) use self::by_hand::{ByHand, ByHandCancellable, ByHandInLoop};
pub(crate) use self::pools::{Blocking, Pool, Rayon, Tokio, TwoWorkers};

/// What starts operations. Each start leads to one call of [`done`] with its number.
pub(crate) trait Contender {
    fn start(&self, number: u64);

    /// Runs the handlers that wait for this thread, or gives the core to another one.
    fn turn(&self) {
        std::thread::yield_now();
    }
}

/// How many threads start operations at most.
pub(crate) const THREADS: usize = 8;

#[repr(align(128))]
struct Counter(AtomicU64);

/// How many operations are done, by the thread that started them.
static DONE: [Counter; THREADS] = [const { Counter(AtomicU64::new(0)) }; THREADS];

/// The number of an operation tells which thread started it.
pub(crate) fn number(thread: usize, index: u64) -> u64 {
    index * THREADS as u64 + thread as u64
}

fn done(number: u64) {
    let thread = usize::try_from(number % THREADS as u64).unwrap_or(0);
    DONE[thread].0.fetch_add(1, Ordering::Release);
}

pub(crate) fn count_done(thread: usize) -> u64 {
    DONE[thread].0.load(Ordering::Acquire)
}

/// The blocking method itself.
fn halve(number: u64, half: &mut u64) -> u64 {
    *half = number / 2;
    black_box(number)
}
