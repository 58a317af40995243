//! The life of an operation under a model checker: whichever thread comes first, it has one outcome.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

use loom::thread::{self, JoinHandle};

use super::{Deliver, Face, Outcome, Start, Starts};
use crate::error::{AsyncError, InvokeError};
use crate::events::{Component, Events};
use crate::executor::{Executor, Job};
use crate::model::check_with;
use crate::pending::{Alone, Handle};

/// What an executor of the model does with a job.
#[derive(Clone, Copy)]
enum With {
    Run,
    Drop,
    Refuse,
    Keep,
}

/// Hands each job to a thread of the model. The locks here are the standard library's: they are no steps of the model.
#[derive(Clone)]
struct Threads {
    with: With,
    started: Arc<Mutex<Vec<JoinHandle<()>>>>,
    kept: Arc<Mutex<Vec<Job>>>,
}

impl Threads {
    fn new(with: With) -> Self {
        Self {
            with,
            started: Arc::default(),
            kept: Arc::default(),
        }
    }

    fn join(&self) {
        let started = std::mem::take(&mut *self.started.lock().unwrap());
        for thread in started {
            thread.join().unwrap();
        }
    }
}

impl Executor for Threads {
    fn execute(&self, job: Job) -> Result<(), Job> {
        let end = match self.with {
            With::Run => Job::run,
            With::Drop => drop,
            With::Refuse => return Err(job),
            With::Keep => {
                let kept = self.kept.lock();
                kept.unwrap_or_else(PoisonError::into_inner).push(job);
                return Ok(());
            }
        };
        let thread = thread::spawn(move || end(job));
        let started = self.started.lock();
        started.unwrap_or_else(PoisonError::into_inner).push(thread);
        Ok(())
    }
}

struct Machine {
    events: Events<Self>,
}

impl Component for Machine {
    fn events(&self) -> &Events<Self> {
        &self.events
    }
}

type Outcomes = Arc<Mutex<Vec<Outcome<bool, Infallible>>>>;

/// A face that notes outcomes. `AT_ONCE` ones need not wait for a worker.
struct Note<const AT_ONCE: bool>(Outcomes);

impl<const AT_ONCE: bool> Starts<Machine, (), bool, Infallible> for Note<AT_ONCE> {
    type Started = Result<Handle, InvokeError>;
}

impl<const AT_ONCE: bool> Face<Machine, (), bool, Infallible> for Note<AT_ONCE> {
    type Kept = ();

    const HAS_HANDLE: bool = true;

    fn split(self) -> ((), impl Deliver<Machine, (), bool, Infallible>) {
        ((), self)
    }

    fn started((): (), operation: Result<Handle, InvokeError>) -> Self::Started {
        operation
    }
}

impl<const AT_ONCE: bool> Deliver<Machine, (), bool, Infallible> for Note<AT_ONCE> {
    const ON_ANY_THREAD: bool = AT_ONCE;

    fn deliver(self, machine: Arc<Machine>, (): (), outcome: Outcome<bool, Infallible>) {
        assert!(!machine.events.table().is_busy());
        let outcomes = self.0.lock();
        outcomes
            .unwrap_or_else(PoisonError::into_inner)
            .push(outcome);
    }
}

/// Starts an operation beside a thread that cancels all. `false` if the start was refused. Gives the outcomes.
fn start_beside_a_request<const AT_ONCE: bool>(
    with: With,
) -> (bool, Vec<Outcome<bool, Infallible>>) {
    let threads = Threads::new(with);
    let machine = Arc::new(Machine {
        events: Events::with_executor(threads.clone()),
    });
    let canceller = {
        let machine = Arc::clone(&machine);
        thread::spawn(move || machine.events.cancel_all())
    };
    let outcomes = Outcomes::default();
    let started = Start::new(&machine, Alone(()))
        .cancellable()
        .with_face(Note::<AT_ONCE>(Arc::clone(&outcomes)))
        .start(|_machine, call| call.token().is_cancelled());
    canceller.join().unwrap();
    threads.join();
    assert_eq!(machine.events.pending(), 0);
    let is_completed = |handle: Handle| handle.unwrap().cancellation().is_completed();
    let is_started = started.map(is_completed);
    // The request, the worker and the starter have let go of the machine.
    assert_eq!(Arc::strong_count(&machine), 1);
    let outcomes = std::mem::take(&mut *outcomes.lock().unwrap());
    (is_started.is_ok_and(|is_completed| is_completed), outcomes)
}

fn check(model: impl Fn() + Send + Sync + 'static) {
    check_with(3, model);
}

fn runs_or_is_cancelled<const AT_ONCE: bool>() {
    let (is_started, outcomes) = start_beside_a_request::<AT_ONCE>(With::Run);
    assert!(is_started);
    // Where the method saw no request, it returned.
    assert!(matches!(
        outcomes[..],
        [Ok(false) | Err(AsyncError::Cancelled)]
    ));
}

#[test]
fn an_operation_that_need_not_wait_for_a_worker_runs_or_is_cancelled() {
    check(runs_or_is_cancelled::<true>);
}

#[test]
fn an_operation_that_waits_for_a_worker_runs_or_is_cancelled() {
    check(runs_or_is_cancelled::<false>);
}

fn is_dropped_or_cancelled<const AT_ONCE: bool>() {
    let (is_started, outcomes) = start_beside_a_request::<AT_ONCE>(With::Drop);
    assert!(is_started);
    let is_expected =
        |error: &AsyncError| matches!(error, AsyncError::Abandoned | AsyncError::Cancelled);
    assert!(matches!(&outcomes[..], [Err(error)] if is_expected(error)));
}

#[test]
fn an_operation_that_need_not_wait_for_a_worker_is_dropped_or_cancelled() {
    check(is_dropped_or_cancelled::<true>);
}

#[test]
fn an_operation_that_waits_for_a_worker_is_dropped_or_cancelled() {
    check(is_dropped_or_cancelled::<false>);
}

#[test]
fn an_operation_that_is_refused_has_no_outcome_whatever_is_requested() {
    check(|| {
        let (is_started, outcomes) = start_beside_a_request::<true>(With::Refuse);
        assert!(!is_started && outcomes.is_empty());
    });
}

#[test]
fn a_handle_cancels_beside_the_worker_and_there_is_one_outcome() {
    check(|| {
        let threads = Threads::new(With::Run);
        let machine = Arc::new(Machine {
            events: Events::with_executor(threads.clone()),
        });
        let outcomes = Outcomes::default();
        let started = Start::new(&machine, Alone(()))
            .cancellable()
            .with_face(Note::<true>(Arc::clone(&outcomes)))
            .start(|_machine, call| call.token().is_cancelled());
        started.unwrap().unwrap().cancel();
        threads.join();
        let outcomes = std::mem::take(&mut *outcomes.lock().unwrap());
        assert!(matches!(
            outcomes[..],
            [Ok(false) | Err(AsyncError::Cancelled)]
        ));
        assert_eq!(Arc::strong_count(&machine), 1);
    });
}

#[test]
fn a_request_completes_an_operation_though_no_worker_comes() {
    check(|| {
        let threads = Threads::new(With::Keep);
        let machine = Arc::new(Machine {
            events: Events::with_executor(threads.clone()),
        });
        let canceller = {
            let machine = Arc::clone(&machine);
            thread::spawn(move || machine.events.cancel_all())
        };
        let outcomes = Outcomes::default();
        let started = Start::new(&machine, Alone(()))
            .cancellable()
            .with_face(Note::<true>(Arc::clone(&outcomes)))
            .start(|_machine, call| call.token().is_cancelled());
        canceller.join().unwrap();
        // A request may have come too early to find the operation.
        let operation = started.unwrap().unwrap();
        let is_requested = operation.cancellation().is_requested();
        assert_eq!(outcomes.lock().unwrap().len(), usize::from(is_requested));
        assert_eq!(operation.cancellation().is_completed(), is_requested);
        drop(std::mem::take(&mut *threads.kept.lock().unwrap()));
        assert_eq!(outcomes.lock().unwrap().len(), 1);
    });
}
