//! What a flood costs: time, memory and threads.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// The figures of one flood.
#[derive(Debug)]
pub struct Figures {
    /// How long it took.
    pub time: Duration,
    /// The most memory that the process has ever had, in KiB. 0 where the system does not tell.
    pub peak_memory: u64,
    /// The most threads that were there at a time, as far as seen. 0 where the system does not tell.
    pub peak_threads: u64,
}

/// Runs a flood and measures it.
pub fn measure(flood: impl FnOnce()) -> Figures {
    let (ended, peak) = (
        Arc::new(AtomicBool::new(false)),
        Arc::new(AtomicU64::new(0)),
    );
    let watcher = {
        let (ended, peak) = (Arc::clone(&ended), Arc::clone(&peak));
        thread::spawn(move || {
            while !ended.load(Ordering::Acquire) {
                // Without the watcher itself.
                peak.fetch_max(status("Threads:").saturating_sub(1), Ordering::Relaxed);
                thread::sleep(Duration::from_millis(5));
            }
        })
    };
    let start = Instant::now();
    flood();
    let time = start.elapsed();
    ended.store(true, Ordering::Release);
    watcher.join().expect("the watcher only reads");
    Figures {
        time,
        peak_memory: status("VmHWM:"),
        peak_threads: peak.load(Ordering::Relaxed),
    }
}

/// Returns how many threads the process has. 0 where the system does not tell.
#[must_use]
pub fn threads() -> u64 {
    status("Threads:")
}

fn status(field: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(field));
    let value = line.and_then(|line| line.split_whitespace().next());
    value.and_then(|value| value.parse().ok()).unwrap_or(0)
}
