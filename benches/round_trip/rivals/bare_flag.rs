//! What the machine asks for: a number to another thread, and its half back. No promise is kept.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use crossbeam_utils::CachePadded;

use super::{Rival, answer, halve};

/// The number to halve, once there is one.
type Asked = Arc<CachePadded<AtomicU32>>;

// Both are odd, so nobody asks for their halves.
const NOTHING: u32 = 1;
const THE_END: u32 = 3;

pub(crate) struct BareFlag(Asked);

impl Rival for BareFlag {
    fn new() -> Self {
        let asked = Asked::new(CachePadded::new(AtomicU32::new(NOTHING)));
        let numbers = Arc::clone(&asked);
        thread::spawn(move || {
            let mut last = NOTHING;
            loop {
                match numbers.load(Ordering::Acquire) {
                    THE_END => return,
                    number if number == last => std::hint::spin_loop(),
                    number => {
                        last = number;
                        let mut half = 0;
                        let is_even = halve(number, &mut half);
                        answer(is_even, half);
                    }
                }
            }
        });
        Self(asked)
    }

    fn start(&self, number: u32) {
        self.0.store(number, Ordering::Release);
    }
}

impl Drop for BareFlag {
    fn drop(&mut self) {
        self.0.store(THE_END, Ordering::Release);
    }
}
