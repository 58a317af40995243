//! "Optionally Support Cancellation": "These methods typically will return immediately". Whom a request reaches, and when.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;

use eap_runtime::context::set_current;
use eap_runtime::{
    CancellationToken, EventLoop, Events, InvokeError, Progress, SynchronizationContext, TaskId,
    ThreadPool, event_async,
};

use super::{Method, Outcome, Worker};
use crate::support::{Gate, Inbox, Key, LIMIT, gate, listen, receive, rest, run};

impl Worker {
    /// One whose operations run one after the other, and a first one that runs until the key is dropped.
    fn occupied() -> (Arc<Self>, Key) {
        let pool = ThreadPool::builder().max_threads(1).build();
        let worker = Arc::new(Self {
            events: Events::with_executor(pool),
        });
        let (key, gate) = gate();
        let first = move |_: &CancellationToken| {
            gate.pass();
            1
        };
        worker.work_async(Box::new(first), TaskId::new()).unwrap();
        (worker, key)
    }
}

/// A method that counts its runs.
fn counting(runs: &Arc<AtomicUsize>) -> Method {
    let runs = Arc::clone(runs);
    Box::new(move |_| {
        runs.fetch_add(1, Ordering::SeqCst);
        2
    })
}

/// A method that ends when it is asked to.
fn waiting() -> Method {
    Box::new(|cancel| u32::from(cancel.wait_timeout(LIMIT)))
}

#[test]
fn an_operation_that_has_not_begun_never_runs() {
    let (worker, key) = Worker::occupied();
    let outcomes = worker.outcomes();
    let runs = Arc::new(AtomicUsize::new(0));
    let task = TaskId::new();
    worker.work_async(counting(&runs), task).unwrap();
    worker.work_async_cancel(&task);
    drop(key);
    assert_eq!(receive(&outcomes).1, Outcome::Finished(1));
    assert_eq!(receive(&outcomes), (task, Outcome::Cancelled));
    assert_eq!(runs.load(Ordering::SeqCst), 0);
}

#[test]
fn an_operation_that_has_not_begun_completes_once() {
    let (worker, key) = Worker::occupied();
    let outcomes = worker.outcomes();
    let task = TaskId::new();
    worker.work_async(waiting(), task).unwrap();
    worker.work_async_cancel(&task);
    worker.work_async_cancel(&task);
    drop(key);
    drop(worker);
    let outcomes = rest(&outcomes);
    let of_task = outcomes.iter().filter(|(completed, _)| *completed == task);
    assert_eq!(of_task.count(), 1);
}

#[test]
fn a_request_reaches_the_operation_with_its_user_state_and_no_other() {
    let (worker, key) = Worker::occupied();
    let outcomes = worker.outcomes();
    let runs = Arc::new(AtomicUsize::new(0));
    let [left_alone, cancelled] = [TaskId::new(), TaskId::new()];
    worker.work_async(counting(&runs), left_alone).unwrap();
    worker.work_async(counting(&runs), cancelled).unwrap();
    worker.work_async_cancel(&cancelled);
    drop((worker, key));
    let outcomes = rest(&outcomes);
    assert!(outcomes.contains(&(left_alone, Outcome::Finished(2))));
    assert!(outcomes.contains(&(cancelled, Outcome::Cancelled)));
}

#[test]
fn an_unknown_request_does_nothing() {
    let (worker, key) = Worker::occupied();
    let outcomes = worker.outcomes();
    let runs = Arc::new(AtomicUsize::new(0));
    let task = TaskId::new();
    worker.work_async_cancel(&task);
    worker.work_async(counting(&runs), task).unwrap();
    worker.work_async_cancel(&TaskId::new());
    drop((worker, key));
    let finished = |outcome: &(TaskId, Outcome)| matches!(outcome.1, Outcome::Finished(_));
    assert_eq!(rest(&outcomes).iter().filter(|o| finished(o)).count(), 2);
}

#[test]
fn a_request_after_the_end_leaves_the_next_operation_with_that_user_state_alone() {
    let worker = Arc::new(Worker::default());
    let outcomes = worker.outcomes();
    let task = TaskId::new();
    worker.work_async(Box::new(|_| 1), task).unwrap();
    assert_eq!(receive(&outcomes), (task, Outcome::Finished(1)));
    worker.work_async_cancel(&task);
    let look = |cancel: &CancellationToken| u32::from(cancel.is_cancelled());
    worker.work_async(Box::new(look), task).unwrap();
    assert_eq!(receive(&outcomes), (task, Outcome::Finished(0)));
}

#[test]
fn a_request_between_the_end_and_its_event_does_nothing() {
    let worker = Arc::new(Worker::default());
    let outcomes = worker.outcomes();
    let (inbox, posted) = Inbox::new();
    let task = TaskId::new();
    {
        let _current = set_current(inbox as Arc<dyn SynchronizationContext>);
        worker.work_async(Box::new(|_| 7), task).unwrap();
    }
    let complete = receive(&posted);
    worker.work_async_cancel(&task);
    complete();
    assert_eq!(receive(&outcomes), (task, Outcome::Finished(7)));
}

#[test]
fn a_token_kept_past_the_end_is_not_cancelled_any_more() {
    let worker = Arc::new(Worker::default());
    let outcomes = worker.outcomes();
    let (sender, kept) = mpsc::channel();
    let task = TaskId::new();
    let keep = move |cancel: &CancellationToken| u32::from(sender.send(cancel.clone()).is_ok());
    worker.work_async(Box::new(keep), task).unwrap();
    assert_eq!(receive(&outcomes), (task, Outcome::Finished(1)));
    let token = receive(&kept);
    token.cancel();
    assert!(!token.is_cancelled());
}

#[test]
fn a_repeated_request_runs_no_callback_again() {
    let worker = Arc::new(Worker::default());
    let outcomes = worker.outcomes();
    let (begun, has_begun) = mpsc::channel();
    let (key, gate) = gate();
    let runs = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&runs);
    let task = TaskId::new();
    let method = move |cancel: &CancellationToken| {
        let _registration = cancel.register(move || {
            counted.fetch_add(1, Ordering::SeqCst);
        });
        begun.send(()).unwrap();
        gate.pass();
        1
    };
    worker.work_async(Box::new(method), task).unwrap();
    receive(&has_begun);
    worker.work_async_cancel(&task);
    worker.work_async_cancel(&task);
    drop(key);
    assert_eq!(receive(&outcomes), (task, Outcome::Cancelled));
    assert_eq!(runs.load(Ordering::SeqCst), 1);
}

#[test]
fn requests_from_many_threads_are_one() {
    let worker = Arc::new(Worker::default());
    let outcomes = worker.outcomes();
    let task = TaskId::new();
    worker.work_async(waiting(), task).unwrap();
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| worker.work_async_cancel(&task));
        }
    });
    drop(worker);
    assert_eq!(rest(&outcomes), [(task, Outcome::Cancelled)]);
}

#[test]
fn an_operation_ends_by_what_its_method_saw_however_close_the_request_comes() {
    let worker = Arc::new(Worker::default());
    let outcomes = worker.outcomes();
    let looks = Arc::new(Mutex::new(HashMap::new()));
    for _ in 0..200 {
        let task = TaskId::new();
        let log = Arc::clone(&looks);
        let look = move |cancel: &CancellationToken| {
            let told = cancel.is_cancelled();
            log.lock().unwrap().insert(task, told);
            u32::from(told)
        };
        worker.work_async(Box::new(look), task).unwrap();
        // The worker is at it by now, or soon, or done.
        worker.work_async_cancel(&task);
    }
    drop(worker);
    let outcomes = rest(&outcomes);
    assert_eq!(outcomes.len(), 200);
    for (task, outcome) in outcomes {
        let expected = match looks.lock().unwrap().get(&task) {
            Some(false) => Outcome::Finished(0),
            // Those that were told, and those that never ran.
            Some(true) | None => Outcome::Cancelled,
        };
        assert_eq!(outcome, expected);
    }
}

#[test]
fn a_callback_that_panics_is_no_panic_of_the_request() {
    let worker = Arc::new(Worker::default());
    let outcomes = worker.outcomes();
    let (begun, has_begun) = mpsc::channel();
    let (other_ran, has_other_run) = mpsc::channel();
    let task = TaskId::new();
    let method = move |cancel: &CancellationToken| {
        let _panicking = cancel.register(|| panic!("a callback"));
        let _other = cancel.register(move || other_ran.send(()).unwrap());
        begun.send(()).unwrap();
        receive(&has_other_run);
        1
    };
    worker.work_async(Box::new(method), task).unwrap();
    receive(&has_begun);
    worker.work_async_cancel(&task);
    assert_eq!(receive(&outcomes), (task, Outcome::Cancelled));
}

#[test]
fn a_callback_may_ask_again() {
    let worker = Arc::new(Worker::default());
    let outcomes = worker.outcomes();
    let (begun, has_begun) = mpsc::channel();
    let task = TaskId::new();
    let same = Arc::clone(&worker);
    let method = move |cancel: &CancellationToken| {
        let (asked, has_asked) = mpsc::channel();
        let _registration = cancel.register(move || {
            same.work_async_cancel(&task);
            asked.send(()).unwrap();
        });
        begun.send(()).unwrap();
        receive(&has_asked);
        1
    };
    worker.work_async(Box::new(method), task).unwrap();
    receive(&has_begun);
    worker.work_async_cancel(&task);
    assert_eq!(receive(&outcomes), (task, Outcome::Cancelled));
}

#[test]
fn a_completed_handler_may_cancel_another_operation() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let worker = Arc::new(Worker::default());
    let [first, second] = [TaskId::new(), TaskId::new()];
    worker.work_completed().subscribe(move |worker, e| {
        if *e.user_state() == first {
            worker.work_async_cancel(&second);
        }
    });
    let outcomes = worker.outcomes();
    worker.work_async(waiting(), second).unwrap();
    worker.work_async(Box::new(|_| 1), first).unwrap();
    run(&event_loop);
    let outcomes: Vec<_> = outcomes.try_iter().collect();
    let expected = [(first, Outcome::Finished(1)), (second, Outcome::Cancelled)];
    assert_eq!(outcomes, expected);
}

#[test]
fn a_completed_handler_comes_too_late_to_cancel_its_own_operation() {
    let worker = Arc::new(Worker::default());
    worker
        .work_completed()
        .subscribe(|worker, e| worker.work_async_cancel(e.user_state()));
    let outcomes = worker.outcomes();
    let task = TaskId::new();
    worker.work_async(Box::new(|_| 1), task).unwrap();
    assert_eq!(receive(&outcomes), (task, Outcome::Finished(1)));
}

/// One operation at a time, of which one supports cancellation and the other does not.
#[derive(Default)]
struct Press {
    events: Events<Self>,
}

#[event_async]
impl Press {
    /// Stops when it is asked to.
    #[event_async]
    fn print(#[cancel] cancel: &CancellationToken, #[progress] progress: &Progress) -> bool {
        progress.report(50);
        cancel.wait_timeout(LIMIT)
    }

    /// Asks for its own end.
    #[event_async]
    fn jam(&self, #[cancel] cancel: &CancellationToken) -> bool {
        self.cancel_async();
        cancel.is_cancelled()
    }

    /// Does not support cancellation.
    #[event_async]
    fn bind(gate: &Gate) -> &'static str {
        gate.pass();
        "bound"
    }
}

#[test]
fn a_progress_handler_may_cancel_its_own_operation() {
    let press = Arc::new(Press::default());
    press
        .progress_changed()
        .subscribe(|press, _e| press.cancel_async());
    let cancelled = listen(press.print_completed(), |_press, e| e.cancelled());
    press.print_async().unwrap();
    assert!(receive(&cancelled));
}

#[test]
fn a_progress_handler_on_an_event_loop_may_cancel_its_own_operation() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let press = Arc::new(Press::default());
    press
        .progress_changed()
        .subscribe(|press, _e| press.cancel_async());
    let cancelled = listen(press.print_completed(), |_press, e| e.cancelled());
    press.print_async().unwrap();
    run(&event_loop);
    assert!(receive(&cancelled));
}

#[test]
fn a_method_may_cancel_its_own_operation() {
    let press = Arc::new(Press::default());
    let cancelled = listen(press.jam_completed(), |_press, e| e.cancelled());
    press.jam_async().unwrap();
    assert!(receive(&cancelled));
}

#[test]
fn a_request_to_an_idle_component_leaves_the_next_operation_alone() {
    let press = Arc::new(Press::default());
    press.cancel_async();
    let completed = listen(press.print_completed(), |_press, e| e.cancelled());
    let reported = listen(press.progress_changed(), |press, _e| press.is_busy());
    press.print_async().unwrap();
    // It is still running, to be cancelled only now.
    assert!(receive(&reported));
    press.cancel_async();
    assert!(receive(&completed));
}

#[test]
fn an_operation_without_a_token_cannot_be_cancelled() {
    // The one thread is taken, so that the request comes before the start.
    let pool = Arc::new(ThreadPool::builder().max_threads(1).build());
    let [occupied, press] = [0, 1].map(|_| {
        Arc::new(Press {
            events: Events::with_executor(Arc::clone(&pool)),
        })
    });
    let completed = listen(press.bind_completed(), |_press, e| e.result().ok().copied());
    let (key, gate) = gate();
    occupied.bind_async(gate).unwrap();
    press.bind_async(Gate::open()).unwrap();
    press.cancel_async();
    assert_eq!(press.bind_async(Gate::open()), Err(InvokeError::Busy));
    drop(key);
    assert_eq!(receive(&completed), Some("bound"));
}
