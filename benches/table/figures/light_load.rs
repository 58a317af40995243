//! What a program uses that starts an operation every millisecond.

use std::fs;
use std::thread;
use std::time::Duration;

use crate::operations::{Contender, number};

const OPERATIONS: u32 = 1_000;

/// Microseconds of CPU an operation, on all threads together.
pub(crate) fn light_load(contender: &impl Contender) -> f64 {
    let before = cpu_time();
    for index in 0..OPERATIONS {
        contender.start(number(0, u64::from(index)));
        thread::sleep(Duration::from_millis(1));
    }
    cpu_time().saturating_sub(before).as_secs_f64() * 1e6 / f64::from(OPERATIONS)
}

/// What all threads of this process have used, on Linux; zero elsewhere.
fn cpu_time() -> Duration {
    let threads = fs::read_dir("/proc/self/task").into_iter().flatten();
    let used = threads.flatten().filter_map(|thread| {
        let line = fs::read_to_string(thread.path().join("schedstat")).ok()?;
        line.split(' ').next()?.parse::<u64>().ok()
    });
    Duration::from_nanos(used.sum())
}
