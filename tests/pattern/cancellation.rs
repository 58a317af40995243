//! "Optionally Support Cancellation": "the operation may or may not actually cancel". It does when its method saw the
//! request before it returned.

mod handles;
mod registration;
mod requests;
mod token;
mod unrun;

use std::io;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use eap_runtime::{AsyncError, CancellationToken, Cancelled, Events, TaskId, event_async};

use crate::support::{Gate, LIMIT, gate, listen, receive};

type Method = Box<dyn FnOnce(&CancellationToken) -> u32 + Send>;

/// A component whose operation does what each test tells it.
#[derive(Default)]
struct Worker {
    events: Events<Self>,
}

#[event_async(concurrent)]
impl Worker {
    #[event_async]
    fn work(method: Method, #[cancel] cancel: &CancellationToken) -> u32 {
        method(cancel)
    }
}

impl Worker {
    /// The outcomes of all operations from now on, as they complete.
    fn outcomes(&self) -> mpsc::Receiver<(TaskId, Outcome)> {
        listen(self.work_completed(), |_worker, e| {
            (*e.user_state(), Outcome::of(e))
        })
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    Finished(u32),
    Cancelled,
    Panicked(String),
    Other(String),
}

impl Outcome {
    fn of(e: &WorkCompletedEventArgs) -> Self {
        match e.result() {
            Ok(result) => Self::Finished(*result),
            Err(AsyncError::Cancelled) => Self::Cancelled,
            Err(AsyncError::Panicked(panic)) => Self::Panicked(panic.message().to_owned()),
            Err(error) => Self::Other(error.to_string()),
        }
    }
}

/// Runs an operation that does `before`, is asked to end, and does `after`.
fn cancelled_between<T>(
    before: impl FnOnce(&CancellationToken) -> T + Send + 'static,
    after: impl FnOnce(&CancellationToken, T) -> u32 + Send + 'static,
) -> Outcome {
    let worker = Arc::new(Worker::default());
    let outcomes = worker.outcomes();
    let (ready, is_ready) = mpsc::channel();
    let (key, gate) = gate();
    let method = move |cancel: &CancellationToken| {
        let kept = before(cancel);
        ready.send(()).unwrap();
        gate.pass();
        after(cancel, kept)
    };
    let task = TaskId::new();
    worker.work_async(Box::new(method), task).unwrap();
    receive(&is_ready);
    worker.work_async_cancel(&task);
    drop(key);
    let (completed, outcome) = receive(&outcomes);
    assert_eq!(completed, task);
    outcome
}

#[test]
fn a_method_that_was_told_by_is_cancelled_ends_as_cancelled() {
    let outcome = cancelled_between(|_| (), |cancel, ()| u32::from(cancel.is_cancelled()));
    assert_eq!(outcome, Outcome::Cancelled);
}

#[test]
fn a_method_that_was_told_by_check_ends_as_cancelled() {
    let outcome = cancelled_between(
        |_| (),
        |cancel, ()| match cancel.check() {
            Err(Cancelled) => 1,
            Ok(()) => 2,
        },
    );
    assert_eq!(outcome, Outcome::Cancelled);
}

#[test]
fn a_method_that_was_told_by_wait_timeout_ends_as_cancelled() {
    let outcome = cancelled_between(|_| (), |cancel, ()| u32::from(cancel.wait_timeout(LIMIT)));
    assert_eq!(outcome, Outcome::Cancelled);
}

#[test]
fn a_method_that_was_told_by_a_registered_callback_ends_as_cancelled() {
    let outcome = cancelled_between(|cancel| cancel.register(|| ()), |_, _registration| 1);
    assert_eq!(outcome, Outcome::Cancelled);
}

#[test]
fn a_method_that_was_told_by_a_callback_registered_late_ends_as_cancelled() {
    let outcome = cancelled_between(
        |_| (),
        |cancel, ()| {
            drop(cancel.register(|| ()));
            1
        },
    );
    assert_eq!(outcome, Outcome::Cancelled);
}

#[test]
fn a_method_that_was_told_through_a_copy_of_its_token_ends_as_cancelled() {
    let outcome = cancelled_between(
        |_| (),
        |cancel, ()| {
            let copy = cancel.clone();
            let looked = std::thread::spawn(move || copy.is_cancelled());
            u32::from(looked.join().unwrap())
        },
    );
    assert_eq!(outcome, Outcome::Cancelled);
}

#[test]
fn a_method_that_finishes_without_looking_delivers_its_result() {
    let outcome = cancelled_between(|_| (), |_, ()| 7);
    assert_eq!(outcome, Outcome::Finished(7));
}

#[test]
fn a_look_before_the_request_is_none() {
    let looks = |cancel: &CancellationToken| {
        [
            cancel.is_cancelled(),
            cancel.check().is_err(),
            cancel.wait_timeout(Duration::from_millis(1)),
        ]
    };
    let outcome = cancelled_between(looks, |_, told| u32::from(told.contains(&true)));
    assert_eq!(outcome, Outcome::Finished(0));
}

#[test]
fn a_callback_taken_back_before_the_request_tells_nothing() {
    let outcome = cancelled_between(|cancel| drop(cancel.register(|| ())), |_, ()| 7);
    assert_eq!(outcome, Outcome::Finished(7));
}

#[test]
fn printing_a_token_is_not_looking_at_it() {
    let outcome = cancelled_between(
        |_| (),
        |cancel, ()| u32::from(format!("{cancel:?}").is_empty()),
    );
    assert_eq!(outcome, Outcome::Finished(0));
}

#[test]
fn a_panic_stays_a_panic() {
    let outcome = cancelled_between(
        |_| (),
        |cancel, ()| {
            assert!(!cancel.is_cancelled(), "it was asked to end");
            1
        },
    );
    assert_eq!(outcome, Outcome::Panicked("it was asked to end".to_owned()));
}

#[test]
fn a_request_ends_a_sleep() {
    let worker = Arc::new(Worker::default());
    let outcomes = worker.outcomes();
    let (begun, has_begun) = mpsc::channel();
    let task = TaskId::new();
    let sleep = move |cancel: &CancellationToken| {
        begun.send(()).unwrap();
        u32::from(cancel.wait_timeout(Duration::MAX))
    };
    worker.work_async(Box::new(sleep), task).unwrap();
    receive(&has_begun);
    worker.work_async_cancel(&task);
    assert_eq!(receive(&outcomes), (task, Outcome::Cancelled));
}

#[test]
fn a_cancelled_operation_has_no_error_and_nothing_to_read() {
    let worker = Arc::new(Worker::default());
    let completed = listen(worker.work_completed(), |_worker, e| {
        let unread = matches!(e.result(), Err(AsyncError::Cancelled));
        let checked = matches!(e.check(), Err(AsyncError::Cancelled));
        (e.cancelled(), e.error().is_none(), unread, checked)
    });
    let task = TaskId::new();
    let wait = |cancel: &CancellationToken| u32::from(cancel.wait_timeout(LIMIT));
    worker.work_async(Box::new(wait), task).unwrap();
    worker.work_async_cancel(&task);
    assert_eq!(receive(&completed), (true, true, true, true));
}

/// A component whose operation can fail.
#[derive(Default)]
struct Reader {
    events: Events<Self>,
}

#[event_async]
impl Reader {
    /// Fails, by a request if it is told to look for one.
    #[event_async]
    fn read(
        begun: &mpsc::Sender<()>,
        gate: &Gate,
        look: bool,
        #[cancel] cancel: &CancellationToken,
    ) -> io::Result<u32> {
        let _ = begun.send(());
        gate.pass();
        if look {
            cancel.check()?;
        }
        Err(io::Error::other("the line is dead"))
    }
}

/// Whether a read that is asked to end is cancelled, and its error.
fn read_cancelled(look: bool) -> (bool, Option<String>) {
    let reader = Arc::new(Reader::default());
    let completed = listen(reader.read_completed(), |_reader, e| {
        (e.cancelled(), e.error().map(ToString::to_string))
    });
    let (begun, has_begun) = mpsc::channel();
    let (key, gate) = gate();
    reader.read_async(begun, gate, look).unwrap();
    receive(&has_begun);
    reader.read_async_cancel();
    drop(key);
    receive(&completed)
}

#[test]
fn an_error_made_of_the_request_is_a_cancellation() {
    assert_eq!(read_cancelled(true), (true, None));
}

#[test]
fn an_error_is_a_failure_when_the_method_did_not_look() {
    assert_eq!(
        read_cancelled(false),
        (false, Some("the line is dead".to_owned()))
    );
}
