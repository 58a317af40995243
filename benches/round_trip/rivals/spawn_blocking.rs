//! `tokio::task::spawn_blocking`, with the handler called at the end of the closure: no user state, no list of handlers.

use tokio::runtime::{Builder, Runtime};

use super::{Rival, answer, halve};

pub(crate) struct SpawnBlocking(Runtime);

impl Rival for SpawnBlocking {
    fn new() -> Self {
        let runtime = Builder::new_current_thread().build();
        Self(runtime.expect("a runtime without drivers needs nothing from the system"))
    }

    fn start(&self, number: u32) {
        // The handle is dropped: nobody waits for a value, the handler has told it.
        drop(self.0.spawn_blocking(move || {
            let mut half = 0;
            let is_even = halve(number, &mut half);
            answer(is_even, half);
        }));
    }
}
