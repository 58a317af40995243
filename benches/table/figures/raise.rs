//! Raising an event, beside calling the same closures in a loop.

use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use eap_runtime::EventSource;

const ROUNDS: u32 = 2_000_000;

/// Nanoseconds to raise an event with so many handlers.
pub(crate) fn raise(handlers: u32) -> f64 {
    let source = EventSource::<AtomicU64, u64>::new();
    for _ in 0..handlers {
        source.event().subscribe(add);
    }
    let sender = Arc::default();
    time(handlers, || source.raise(black_box(&sender), black_box(&1)))
}

/// Nanoseconds to call so many boxed closures.
pub(crate) fn call(handlers: u32) -> f64 {
    type Handler = dyn Fn(&Arc<AtomicU64>, &u64);
    let all: Vec<Box<Handler>> = (0..handlers).map(|_| Box::new(add) as _).collect();
    let sender = Arc::default();
    time(handlers, || {
        for handler in black_box(&all) {
            handler(black_box(&sender), black_box(&1));
        }
    })
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "handlers take references"
)]
fn add(sender: &Arc<AtomicU64>, number: &u64) {
    let sum = sender.load(Ordering::Relaxed) + number;
    sender.store(sum, Ordering::Relaxed);
}

fn time(handlers: u32, mut f: impl FnMut()) -> f64 {
    let rounds = ROUNDS / handlers;
    let begin = Instant::now();
    for _ in 0..rounds {
        f();
    }
    begin.elapsed().as_secs_f64() * 1e9 / f64::from(rounds)
}
