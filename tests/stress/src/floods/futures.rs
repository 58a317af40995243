//! Futures that are dropped at every moment of their operations' lives.

use std::hint;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Waker};
use std::thread;

use eap_runtime::{CancellationToken, Events, event_async};

use crate::tally::LIMIT;

/// The longest time between the start and the drop, in turns of a loop. An operation takes about as long.
const TURNS: u64 = 4_000;

#[derive(Default)]
struct Clock {
    events: Events<Self>,
}

#[event_async(concurrent, future)]
impl Clock {
    #[event_async]
    fn strike(&self, held: Arc<()>, #[cancel] cancel: &CancellationToken) -> bool {
        drop(held);
        cancel.is_cancelled()
    }
}

/// Starts `count` operations on each of two threads, and drops each future a little later than the one before: polled or not.
///
/// # Panics
///
/// Panics if one stays pending, or what one was given is not dropped.
pub fn futures(count: u64) {
    let (clock, held) = (Arc::new(Clock::default()), Arc::new(()));
    thread::scope(|scope| {
        for thread in 0..2 {
            let (clock, held) = (&clock, &held);
            scope.spawn(move || {
                for number in 0..count {
                    let mut future = clock.strike_future(Arc::clone(held));
                    if number % 2 == thread {
                        let mut context = Context::from_waker(Waker::noop());
                        let _ = Pin::new(&mut future).poll(&mut context);
                    }
                    // A prime, so that polled and unpolled futures get every delay.
                    for _ in 0..number * 7_919 % TURNS {
                        hint::spin_loop();
                    }
                    drop(future);
                }
            });
        }
    });
    assert!(
        clock.events.wait_idle(LIMIT),
        "an operation is still pending"
    );
    assert_eq!(Arc::strong_count(&held), 1, "an argument is not dropped");
}
