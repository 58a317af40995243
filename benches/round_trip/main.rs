//! One operation from its start to its Completed handler: a concurrent one, with a user state, a result and an out
//! parameter, beside the same by hand, beside `tokio::task::spawn_blocking`, and beside the least that two threads can say.

mod rivals;

use divan::Bencher;

use crate::rivals::{Annotated, BareFlag, ByHand, Rival, SpawnBlocking, halves, round_trip};

#[divan::bench(
    types = [Annotated, ByHand, SpawnBlocking, BareFlag],
    sample_count = 500,
    sample_size = 200
)]
fn round_trips<R: Rival>(bencher: Bencher<'_, '_>) {
    let rival = R::new();
    let mut halves = halves();
    // The threads start with the first ones.
    (0..1000)
        .zip(&mut halves)
        .for_each(|(_, half)| round_trip(&rival, half));
    bencher
        .with_inputs(|| halves.next().unwrap_or(1))
        .bench_local_values(|half| round_trip(&rival, half));
}

fn main() {
    divan::main();
}
