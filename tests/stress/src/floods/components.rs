//! Components that are all there at a time, and dropped while their operations run.

use std::sync::{Arc, Weak};
use std::thread;
use std::time::{Duration, Instant};

use eap_runtime::{Events, TaskId, event_async};

use crate::tally::{LIMIT, Tally};

#[derive(Default)]
struct Clock {
    events: Events<Self>,
}

#[event_async(concurrent)]
impl Clock {
    #[event_async]
    fn strike(&self) {}
}

/// Makes `count` components, starts `each` operations on each, and lets go of all at once. Each operation completes, and then
/// no component is left.
///
/// # Panics
///
/// Panics if one does not, or one is left.
pub fn components(count: u64, each: u64) {
    let completed = Arc::new(Tally::default());
    let clocks: Vec<_> = (0..count)
        .map(|_| {
            let clock = Arc::new(Clock::default());
            let counted = Arc::clone(&completed);
            clock
                .strike_completed()
                .subscribe(move |_clock, _e| counted.add());
            clock
        })
        .collect();
    for _ in 0..each {
        for clock in &clocks {
            clock.strike_async(TaskId::new()).expect("the id is new");
        }
    }
    let left: Vec<_> = clocks.iter().map(Arc::downgrade).collect();
    drop(clocks);
    completed.wait_for(count * each, "Completed events");
    let start = Instant::now();
    while left.iter().any(|clock| Weak::strong_count(clock) > 0) {
        // The last handlers have run, but may not have returned.
        assert!(start.elapsed() < LIMIT, "a component is never dropped");
        thread::sleep(Duration::from_millis(1));
    }
    assert_eq!(completed.get(), count * each);
}
