//! A worker that reports faster than a loop can show.

use std::cell::{Cell, RefCell};
use std::hint;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use eap_runtime::{Event, EventLoop, Events, Progress, ProgressChangedEventArgs, event_async};

use crate::tally::LIMIT;

/// How long a handler takes.
const SLOW: Duration = Duration::from_micros(2);

#[derive(Default)]
struct Counter {
    events: Events<Self>,
}

#[event_async]
impl Counter {
    #[event_async]
    fn count(to: u64, #[progress] progress: &Progress<u64>) {
        for number in 0..to {
            progress.report_of_with(number, to, number);
        }
    }

    #[event_async]
    fn count_coalesced(to: u64, #[progress(coalesce)] progress: &Progress<u64>) {
        for number in 0..to {
            progress.report_of_with(number, to, number);
        }
    }
}

/// Notes what is reported, slowly, and checks that the numbers grow.
fn watch(event: &Event<Counter, ProgressChangedEventArgs<u64>>) -> Rc<RefCell<Vec<u64>>> {
    let heard = Rc::new(RefCell::new(Vec::new()));
    let noted = Rc::clone(&heard);
    event.subscribe_local(move |_counter, e| {
        let number = *e.data().expect("each report has a number");
        noted.borrow_mut().push(number);
        let start = Instant::now();
        while start.elapsed() < SLOW {
            hint::spin_loop();
        }
    });
    heard
}

/// Makes `count` reports against a slow loop. Each is delivered, in order, and then Completed.
///
/// # Panics
///
/// Panics if one is not.
pub fn reports(count: u64) {
    let heard = run(|counter| {
        let completed = watch_end(counter.count_completed());
        counter.count_async(count).expect("nothing is pending");
        completed
    });
    assert!(heard.into_iter().eq(0..count), "each in order");
}

/// As [`reports`], but a report that waits is replaced by the next. The last one is delivered.
///
/// # Panics
///
/// Panics if it is not, or if the order is lost.
pub fn coalesced_reports(count: u64) {
    let heard = run(|counter| {
        let completed = watch_end(counter.count_coalesced_completed());
        counter
            .count_coalesced_async(count)
            .expect("nothing is pending");
        completed
    });
    assert!(heard.is_sorted() && heard.len() as u64 <= count);
    assert_eq!(heard.last(), Some(&(count - 1)));
}

fn watch_end<A: 'static>(event: &Event<Counter, A>) -> Rc<Cell<u32>> {
    let completed = Rc::new(Cell::new(0));
    let counted = Rc::clone(&completed);
    event.subscribe_local(move |_counter, _e| counted.set(counted.get() + 1));
    completed
}

fn run(start: impl FnOnce(&Arc<Counter>) -> Rc<Cell<u32>>) -> Vec<u64> {
    // A handler's failed check fails the flood.
    let event_loop = EventLoop::new().resume_handler_panics();
    let _current = event_loop.enter();
    let counter = Arc::new(Counter::default());
    let heard = watch(counter.progress_changed());
    let completed = start(&counter);
    assert!(event_loop.run_for(LIMIT), "the operation is never done");
    assert_eq!(completed.get(), 1);
    heard.take()
}
