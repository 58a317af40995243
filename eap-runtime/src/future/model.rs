//! The future's slot and stream under a model checker: whoever was told to wait is woken, whatever the interleaving.

use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

use loom::sync::{Condvar, Mutex};

use super::slot::{Slot, pair};
use super::{OperationFuture, Reports};
use crate::error::AsyncError;
use crate::progress::Report as _;

/// Sleeps until woken, as an executor does.
struct Task {
    woken: Mutex<bool>,
    changed: Condvar,
}

impl Task {
    fn new() -> Arc<Self> {
        Arc::new(Self {
            woken: Mutex::new(false),
            changed: Condvar::new(),
        })
    }

    fn sleep(&self) {
        let mut woken = self.woken.lock().unwrap();
        while !*woken {
            woken = self.changed.wait(woken).unwrap();
        }
        *woken = false;
    }
}

impl Wake for Task {
    fn wake(self: Arc<Self>) {
        *self.woken.lock().unwrap() = true;
        self.changed.notify_one();
    }
}

#[test]
fn a_task_that_polls_beside_the_end_is_woken_or_finds_it() {
    loom::model(|| {
        let (slot, back) = pair::<u8, ()>();
        let worker = loom::thread::spawn(move || drop(back));
        let task = Task::new();
        let waker = Waker::from(Arc::clone(&task));
        let outcome = loop {
            match Slot::poll(&slot, &waker) {
                Poll::Ready(outcome) => break outcome,
                Poll::Pending => task.sleep(),
            }
        };
        assert!(matches!(outcome, Err(AsyncError::Abandoned)));
        worker.join().unwrap();
    });
}

#[test]
fn a_stream_that_is_polled_beside_the_reports_gives_all_of_them() {
    loom::model(|| {
        let (slot, back) = pair::<(), ()>();
        let reports = Arc::new(Reports::<u8>::new());
        let reported = Arc::clone(&reports);
        let worker = loom::thread::spawn(move || {
            Arc::clone(&reported).report(1, None);
            reported.close();
            drop(back);
        });
        let mut future = OperationFuture::started(slot, None, Some(reports));
        let mut stream = future.progress();
        let task = Task::new();
        let waker = Waker::from(Arc::clone(&task));
        let mut context = Context::from_waker(&waker);
        let mut heard = Vec::new();
        loop {
            match stream.poll_next(&mut context) {
                Poll::Ready(Some(report)) => heard.push(report.progress_percentage()),
                Poll::Ready(None) => break,
                Poll::Pending => task.sleep(),
            }
        }
        assert_eq!(heard, [1]);
        worker.join().unwrap();
    });
}
