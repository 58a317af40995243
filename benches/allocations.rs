//! The heap allocations of an operation: `cargo bench -p eap-benches --bench allocations`.
//!
//! A program of its own, since counting slows every allocation down.

use std::alloc::System;
use std::hint;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{Context, Waker};
use std::{future::Future as _, pin::pin};

use eap_runtime::{Events, TaskId, event_async};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

static DONE: AtomicU32 = AtomicU32::new(0);

#[derive(Default)]
struct Plain {
    events: Events<Self>,
}

#[event_async(concurrent, then, future)]
impl Plain {
    #[event_async(result = number)]
    fn halve(number: u32, #[out] half: &mut u32) -> u32 {
        *half = number / 2;
        number
    }
}

mod cancellable {
    use eap_runtime::{CancellationToken, Events, event_async};

    #[derive(Default)]
    pub(crate) struct Cancellable {
        events: Events<Self>,
    }

    #[event_async(concurrent)]
    impl Cancellable {
        #[event_async(result = number)]
        pub(crate) fn halve(
            number: u32,
            #[out] half: &mut u32,
            #[cancel] cancel: &CancellationToken,
        ) -> u32 {
            *half = number / 2;
            number + u32::from(cancel.is_cancelled())
        }
    }
}

/// Prints the heap allocations of an operation, on all threads together. `start` leads to one more that is done.
fn count(name: &str, mut start: impl FnMut(u32)) {
    const OPERATIONS: u32 = 10_000;
    let mut run = |count| {
        for number in 0..count {
            let done = DONE.load(Ordering::Acquire);
            start(number);
            while DONE.load(Ordering::Acquire) == done {
                hint::spin_loop();
            }
        }
    };
    run(1000);
    let region = Region::new(ALLOCATOR);
    run(OPERATIONS);
    let change = region.change();
    let allocations = u32::try_from(change.allocations + change.reallocations).unwrap_or(u32::MAX);
    println!(
        "{name:<12} {:.2}",
        f64::from(allocations) / f64::from(OPERATIONS)
    );
}

fn done() {
    DONE.fetch_add(1, Ordering::Release);
}

fn main() {
    let plain = Arc::new(Plain::default());
    plain.halve_completed().subscribe(|_plain, _e| done());
    let cancellable = Arc::new(cancellable::Cancellable::default());
    cancellable
        .halve_completed()
        .subscribe(|_cancellable, _e| done());
    println!("heap allocations an operation");
    count("plain", |number| {
        assert!(plain.halve_async(number, TaskId::new()).is_ok());
    });
    count("cancellable", |number| {
        assert!(cancellable.halve_async(number, TaskId::new()).is_ok());
    });
    count("then", |number| {
        let started = plain.halve_then(number, TaskId::new(), |_outcome| done());
        assert!(started.is_ok());
    });
    count("future", |number| {
        let mut future = pin!(plain.halve_future(number));
        let mut context = Context::from_waker(Waker::noop());
        while future.as_mut().poll(&mut context).is_pending() {
            hint::spin_loop();
        }
        done();
    });
}
