//! Many operations that block, from cold.

use std::fs;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use eap_runtime::{Events, TaskId, event_async};

const OPERATIONS: usize = 64;

#[derive(Default)]
struct Sleeper {
    events: Events<Self>,
}

#[event_async(concurrent)]
impl Sleeper {
    #[event_async]
    fn sleep() {
        thread::sleep(Duration::from_secs(1));
    }
}

/// Milliseconds that 64 operations take which block for a second each.
pub(crate) fn burst() -> f64 {
    let sleeper = Arc::new(Sleeper::default());
    let begin = Instant::now();
    for _ in 0..OPERATIONS {
        assert!(sleeper.sleep_async(TaskId::new()).is_ok());
    }
    assert!(sleeper.events.wait_idle(Duration::from_secs(100)));
    begin.elapsed().as_secs_f64() * 1e3
}

/// Seconds from there until the threads of the pool have ended, on Linux.
pub(crate) fn threads_left() -> f64 {
    burst();
    let begin = Instant::now();
    while fs::read_dir("/proc/self/task").map_or(1, Iterator::count) > 1 {
        thread::sleep(Duration::from_millis(50));
    }
    begin.elapsed().as_secs_f64()
}
