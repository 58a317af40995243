//! One operation at a time.

use std::hint;
use std::time::{Duration, Instant};

use crate::operations::{Blocking, Contender, Pool, Rayon, Tokio, TwoWorkers, count_done, number};

const TRIPS: u64 = 50_000;

/// Nanoseconds from the start of an operation to its handler: the median, with other pools and threads alive.
pub(crate) fn round_trip(contender: &impl Contender) -> f64 {
    let others = (TwoWorkers::new(), Tokio::new());
    others.0.spawn(|| ());
    others.1.spawn(|| ());
    Rayon.spawn(|| ());
    Blocking.spawn(|| ());
    std::thread::sleep(Duration::from_millis(100));
    let trip = |index| {
        let begin = Instant::now();
        contender.start(number(0, index));
        while count_done(0) <= index {
            hint::spin_loop();
        }
        begin.elapsed().as_secs_f64() * 1e9
    };
    let mut trips: Vec<f64> = (0..TRIPS).map(trip).collect();
    trips.sort_by(f64::total_cmp);
    trips[trips.len() / 2]
}
