//! The future and its stream under a model checker: a task that waits is woken, whatever the interleaving.

use std::convert::Infallible;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use super::reports::Reports;
use super::slot::Slot;
use super::stream::ProgressStream;
use crate::error::AsyncError;
use crate::progress::Report;
use crate::sync::{Condvar, Mutex, lock, wait_timeout};

/// Sleeps until it is woken.
#[derive(Default)]
struct Task {
    woken: Mutex<bool>,
    changed: Condvar,
}

impl Wake for Task {
    fn wake(self: Arc<Self>) {
        *lock(&self.woken) = true;
        self.changed.notify_one();
    }
}

impl Task {
    fn sleep(&self) {
        let mut woken = lock(&self.woken);
        while !*woken {
            (woken, _) = wait_timeout(&self.changed, woken, Duration::MAX);
        }
        *woken = false;
    }

    fn run<T>(self: &Arc<Self>, mut poll: impl FnMut(&Waker) -> Poll<T>) -> T {
        let waker = Waker::from(Arc::clone(self));
        loop {
            match poll(&waker) {
                Poll::Ready(output) => return output,
                Poll::Pending => self.sleep(),
            }
        }
    }
}

/// Polls once, from a task that is never run again.
fn poll_elsewhere(slot: &Slot<(), Infallible>) -> Poll<Result<(), AsyncError>> {
    slot.poll(&Waker::from(Arc::new(Task::default())))
}

#[test]
fn a_task_that_polls_while_the_slot_is_filled_gets_the_outcome() {
    loom::model(|| {
        let slot = Slot::<(), Infallible>::pending();
        let filled = Arc::clone(&slot);
        let worker = loom::thread::spawn(move || filled.fill(Err(AsyncError::Abandoned)));
        let outcome = Arc::new(Task::default()).run(|waker| slot.poll(waker));
        assert!(matches!(outcome, Err(AsyncError::Abandoned)));
        worker.join().unwrap();
    });
}

#[test]
fn a_task_that_takes_over_while_the_slot_is_filled_gets_the_outcome() {
    loom::model(|| {
        let slot = Slot::<(), Infallible>::pending();
        let filled = Arc::clone(&slot);
        let worker = loom::thread::spawn(move || filled.fill(Err(AsyncError::Abandoned)));
        if poll_elsewhere(&slot).is_pending() {
            let outcome = Arc::new(Task::default()).run(|waker| slot.poll(waker));
            assert!(matches!(outcome, Err(AsyncError::Abandoned)));
        }
        worker.join().unwrap();
    });
}

#[test]
fn a_task_that_waits_for_reports_gets_them_and_the_end() {
    loom::model(|| {
        let reports = Arc::new(Reports::<()>::new());
        let mut stream = ProgressStream::new(Some(Arc::clone(&reports)));
        let worker = loom::thread::spawn(move || {
            Arc::clone(&reports).report(1, None);
            reports.close();
        });
        let task = Arc::new(Task::default());
        let mut next = || {
            let report = task.run(|waker| stream.poll_next(&mut Context::from_waker(waker)));
            report.map(|e| e.progress_percentage())
        };
        assert_eq!(next(), Some(1));
        assert_eq!(next(), None);
        worker.join().unwrap();
    });
}
