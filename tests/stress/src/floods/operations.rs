//! Operations from several threads on one component.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use eap_runtime::{Events, event_async};

use crate::tally::Tally;

/// How many operations a thread has in flight at the most.
const IN_FLIGHT: u64 = 1_000;

/// Which thread started the operation, and which one of its own it is.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Ticket {
    thread: usize,
    number: u64,
}

#[derive(Default)]
struct Doubler {
    events: Events<Self>,
}

#[event_async(concurrent, user_state = Ticket)]
impl Doubler {
    #[event_async(result = double)]
    fn double(number: u64) -> u64 {
        number * 2
    }
}

/// Starts `count` operations, divided among `threads` threads. Each has to complete once, with its own result.
///
/// # Panics
///
/// Panics if one does not.
pub fn operations(count: u64, threads: usize) {
    let doubler = Arc::new(Doubler::default());
    let tallies: Arc<Vec<Tally>> = Arc::new((0..threads).map(|_| Tally::default()).collect());
    let total = Arc::new(AtomicU64::new(0));
    let (done, sum) = (Arc::clone(&tallies), Arc::clone(&total));
    doubler.double_completed().subscribe(move |_doubler, e| {
        let (ticket, double) = (e.user_state(), *e.double().expect("it cannot fail"));
        assert_eq!(double, ticket.number * 2);
        sum.fetch_add(double, Ordering::Relaxed);
        done[ticket.thread].add();
    });
    let each = count / threads as u64;
    thread::scope(|scope| {
        for thread in 0..threads {
            let (doubler, tallies) = (Arc::clone(&doubler), &tallies);
            scope.spawn(move || {
                for number in 0..each {
                    tallies[thread].wait_for(number.saturating_sub(IN_FLIGHT), "operations");
                    let started = doubler.double_async(number, Ticket { thread, number });
                    started.expect("the ticket is new");
                }
                tallies[thread].wait_for(each, "operations");
            });
        }
    });
    assert_eq!(doubler.events.pending(), 0);
    assert!(tallies.iter().all(|tally| tally.get() == each));
    // The sum of all numbers below `each`, doubled, from each thread.
    assert_eq!(
        total.load(Ordering::Relaxed),
        each * (each - 1) * threads as u64
    );
}
