//! Throughput: 1,024 operations in flight.

use std::sync::Barrier;
use std::thread;
use std::time::Instant;

use crate::operations::{Contender, count_done, number};

const IN_FLIGHT: u64 = 1024;
const OPERATIONS: u32 = 200_000;

/// Runs operations `begin..end` of a thread, with so many in flight.
fn run(contender: &impl Contender, thread: usize, begin: u64, end: u64, in_flight: u64) {
    for index in begin..end {
        while index - count_done(thread) >= in_flight {
            contender.turn();
        }
        contender.start(number(thread, index));
    }
    while count_done(thread) < end {
        contender.turn();
    }
}

/// Nanoseconds an operation, all started by one thread.
pub(crate) fn flight(contender: &impl Contender) -> f64 {
    let warm_up = u64::from(OPERATIONS / 10);
    let end = warm_up + u64::from(OPERATIONS);
    run(contender, 0, 0, warm_up, IN_FLIGHT);
    let begin = Instant::now();
    run(contender, 0, warm_up, end, IN_FLIGHT);
    per_operation(begin)
}

/// Nanoseconds an operation, started by so many threads.
pub(crate) fn flight_of_threads(contender: &(impl Contender + Sync), threads: usize) -> f64 {
    let share = |count| count / threads as u64;
    let warm_up = share(u64::from(OPERATIONS / 10));
    let end = warm_up + share(u64::from(OPERATIONS));
    let barrier = Barrier::new(threads + 1);
    thread::scope(|scope| {
        let all: Vec<_> = (0..threads)
            .map(|thread| {
                let barrier = &barrier;
                scope.spawn(move || {
                    run(contender, thread, 0, warm_up, share(IN_FLIGHT));
                    barrier.wait();
                    run(contender, thread, warm_up, end, share(IN_FLIGHT));
                })
            })
            .collect();
        barrier.wait();
        let begin = Instant::now();
        for thread in all {
            assert!(thread.join().is_ok());
        }
        per_operation(begin)
    })
}

fn per_operation(begin: Instant) -> f64 {
    begin.elapsed().as_secs_f64() * 1e9 / f64::from(OPERATIONS)
}
