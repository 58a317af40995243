//! The future and its stream under a model checker: a task that waits is woken, whatever the interleaving.

use std::convert::Infallible;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use super::reports::Reports;
use super::slot::Slot;
use super::stream::ProgressStream;
use crate::error::AsyncError;
use crate::model::{Task, check};
use crate::progress::Report;

/// Polls once, from a task that is never run again.
fn poll_elsewhere(slot: &Slot<(), Infallible>) -> Poll<Result<(), AsyncError>> {
    slot.poll(&Waker::from(Arc::new(Task::default())))
}

#[test]
fn a_task_that_polls_while_the_slot_is_filled_gets_the_outcome() {
    check(|| {
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
    check(|| {
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
    check(|| {
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
