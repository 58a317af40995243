//! How often the rivals of `main.rs` ask for memory. A program of its own, for counting slows every allocation down.

#[path = "rivals/mod.rs"]
mod rivals;

use std::alloc::System;

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

use crate::rivals::{Annotated, BareFlag, ByHand, Rival, SpawnBlocking, halves, round_trip};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Prints the heap allocations of an operation, on all threads together.
fn count<R: Rival>(name: &str) {
    const OPERATIONS: u16 = 10_000;
    let rival = R::new();
    let mut halves = halves();
    (0..1000)
        .zip(&mut halves)
        .for_each(|(_, half)| round_trip(&rival, half));
    let region = Region::new(ALLOCATOR);
    (0..OPERATIONS)
        .zip(&mut halves)
        .for_each(|(_, half)| round_trip(&rival, half));
    let change = region.change();
    let allocations = u32::try_from(change.allocations + change.reallocations).unwrap_or(u32::MAX);
    println!(
        "{name:<16} {:.2}",
        f64::from(allocations) / f64::from(OPERATIONS)
    );
}

fn main() {
    println!("heap allocations an operation");
    count::<Annotated>("Annotated");
    count::<ByHand>("ByHand");
    count::<SpawnBlocking>("SpawnBlocking");
    count::<BareFlag>("BareFlag");
}
