//! Handlers on one event, while others come and go.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;

use eap_runtime::{Events, event_async};

use crate::tally::{LIMIT, Tally};

#[derive(Default)]
struct Clock {
    events: Events<Self>,
}

#[event_async]
impl Clock {
    #[event_async]
    fn strike() {}
}

/// Subscribes `count` handlers and raises the event `raises` times, while another thread subscribes and unsubscribes. Each
/// handler runs once each time.
///
/// # Panics
///
/// Panics if one does not.
pub fn handlers(count: u64, raises: u64) {
    let clock = Arc::new(Clock::default());
    let ran = Arc::new(AtomicU64::new(0));
    let subscriptions: Vec<_> = (0..count)
        .map(|_| {
            let ran = Arc::clone(&ran);
            clock.strike_completed().subscribe(move |_clock, _e| {
                ran.fetch_add(1, Ordering::Relaxed);
            })
        })
        .collect();
    let ended = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            while !ended.load(Ordering::Acquire) {
                clock
                    .strike_completed()
                    .subscribe(|_clock, _e| ())
                    .unsubscribe();
            }
        });
        let _ended = Ended(&ended);
        for strike in 1..=raises {
            let completed = Arc::new(Tally::default());
            let told = Arc::clone(&completed);
            // The last handler, so that all have run when this one has.
            clock
                .strike_completed()
                .subscribe_once(move |_clock, _e| told.add());
            clock.strike_async().expect("nothing is pending");
            completed.wait_for(1, "Completed events");
            assert_eq!(ran.load(Ordering::Relaxed), strike * count);
            assert!(
                clock.events.wait_idle(LIMIT),
                "the operation is still pending"
            );
        }
    });
    for subscription in subscriptions {
        subscription.unsubscribe();
    }
    assert!(clock.strike_completed().is_empty());
    assert_eq!(
        Arc::strong_count(&ran),
        1,
        "an unsubscribed handler is dropped"
    );
}

/// Ends the other thread, also when a check fails.
struct Ended<'a>(&'a AtomicBool);

impl Drop for Ended<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Release);
    }
}
