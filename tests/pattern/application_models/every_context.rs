//! "Your class will work correctly under any application model": each promise, under each model.

use std::sync::{Arc, Mutex, mpsc};
use std::thread::{self, ThreadId};

use eap_runtime::{AsyncError, CancellationToken, Events, Progress, context, event_async};
use tokio::sync::oneshot;

use super::models::{self, Model};
use crate::support::{LIMIT, rest};

type Method = Box<dyn FnOnce(&CancellationToken, &Progress<u32>) -> Result<u32, String> + Send>;

/// A component whose operation does what each test tells it.
struct Worker {
    events: Events<Self>,
}

#[event_async(concurrent, user_state = u32)]
impl Worker {
    #[event_async(result = value)]
    fn work(
        method: Method,
        #[cancel] cancel: &CancellationToken,
        #[progress] progress: &Progress<u32>,
    ) -> Result<u32, String> {
        method(cancel, progress)
    }
}

impl Worker {
    /// Starts an operation that is done at once, with its user state as the value.
    fn start(self: &Arc<Self>, user_state: u32) {
        let method: Method = Box::new(move |_cancel, _progress| Ok(user_state));
        self.work_async(method, user_state).unwrap();
    }
}

/// What handlers tell the test with. The last of them goes with the component.
struct Ears<T> {
    test: mpsc::Sender<T>,
    open: Arc<oneshot::Sender<()>>,
}

impl<T> Ears<T> {
    fn hear(&self, heard: T) {
        let _ = self.test.send(heard);
    }
}

impl<T> Clone for Ears<T> {
    fn clone(&self) -> Self {
        Self {
            test: self.test.clone(),
            open: Arc::clone(&self.open),
        }
    }
}

/// What the handlers heard that `program` gives its component, run under this model.
fn heard<T: Send + 'static>(
    model: Model,
    program: impl FnOnce(&Arc<Worker>, &Ears<T>) + Send + 'static,
) -> Vec<T> {
    let (test, heard) = mpsc::channel();
    let (open, over) = oneshot::channel();
    let ears = Ears {
        test,
        open: Arc::new(open),
    };
    let application = thread::spawn(move || {
        let program = move |executor| {
            let events = Events::with_executor(executor);
            program(&Arc::new(Worker { events }), &ears);
        };
        model(Box::new(program), over);
    });
    let heard = rest(&heard);
    application.join().unwrap();
    heard
}

fn every_operation_completes_exactly_once(model: Model) {
    let mut completed = heard(model, |worker, ears| {
        let ears = ears.clone();
        worker
            .work_completed()
            .subscribe(move |_worker, e| ears.hear((*e.user_state(), *e.value().unwrap())));
        for user_state in 0..100 {
            worker.start(user_state);
        }
    });
    completed.sort_unstable();
    assert!(completed.into_iter().eq((0..100).map(|n| (n, n))));
}

fn every_kind_of_end_comes_exactly_once(model: Model) {
    let mut ends = heard(model, |worker, ears| {
        let ears = ears.clone();
        worker.work_completed().subscribe(move |_worker, e| {
            let end = match e.value() {
                Ok(_) => "success",
                Err(AsyncError::Failed(_)) => "failure",
                Err(AsyncError::Panicked(_)) => "panic",
                Err(AsyncError::Cancelled) => "cancellation",
                Err(_) => "another",
            };
            ears.hear((*e.user_state(), end));
        });
        let methods: [Method; 4] = [
            Box::new(|_cancel, _progress| Ok(0)),
            Box::new(|_cancel, _progress| Err(String::from("no luck"))),
            Box::new(|_cancel, _progress| panic!("no luck at all")),
            Box::new(|cancel, _progress| {
                assert!(cancel.wait_timeout(LIMIT));
                Ok(3)
            }),
        ];
        for (user_state, method) in (0..).zip(methods) {
            worker.work_async(method, user_state).unwrap();
        }
        worker.work_async_cancel(&3);
    });
    ends.sort_unstable();
    let expected = ["success", "failure", "panic", "cancellation"];
    assert!(ends.into_iter().eq((0..).zip(expected)));
}

fn reports_come_in_order_and_before_the_completed_event(model: Model) {
    const REPORTS: u32 = 200;

    let heard = heard(model, |worker, ears| {
        let reported = ears.clone();
        worker
            .work_progress_changed()
            .subscribe(move |_worker, e| reported.hear((*e.user_state(), e.data().copied())));
        let completed = ears.clone();
        worker
            .work_completed()
            .subscribe(move |_worker, e| completed.hear((*e.user_state(), None)));
        for user_state in 0..10 {
            let method: Method = Box::new(|_cancel, progress| {
                (0..REPORTS).for_each(|n| progress.report_with(0, n));
                Ok(0)
            });
            worker.work_async(method, user_state).unwrap();
        }
    });
    for user_state in 0..10 {
        let of_operation = heard.iter().filter(|(other, _)| *other == user_state);
        let expected = (0..REPORTS).map(Some).chain([None]);
        assert!(of_operation.map(|(_, report)| *report).eq(expected));
    }
}

fn an_operation_is_over_when_its_first_handler_runs(model: Model) {
    let starts = heard(model, |worker, ears| {
        let ears = ears.clone();
        let left = Mutex::new(20_u32);
        worker.work_completed().subscribe(move |worker, e| {
            let mut left = left.lock().unwrap();
            *left -= 1;
            if *left > 0 {
                let method: Method = Box::new(|_cancel, _progress| Ok(0));
                // With the user state that this one had.
                ears.hear(worker.work_async(method, *e.user_state()));
            }
        });
        worker.start(7);
    });
    assert_eq!(starts, [Ok(()); 19]);
}

fn handlers_run_in_the_order_of_their_subscription(model: Model) {
    let heard = heard(model, |worker, ears| {
        for handler in 0..10 {
            let ears = ears.clone();
            worker
                .work_completed()
                .subscribe(move |_worker, e| ears.hear((*e.user_state(), handler)));
        }
        for user_state in 0..10 {
            worker.start(user_state);
        }
    });
    for user_state in 0..10 {
        let of_operation = heard.iter().filter(|(other, _)| *other == user_state);
        assert!(of_operation.map(|(_, handler)| *handler).eq(0..10));
    }
}

macro_rules! under {
    ($($model:ident)*) => {$(
        mod $model {
            use super::models::$model as model;

            #[test]
            fn every_operation_completes_exactly_once() {
                super::every_operation_completes_exactly_once(model);
            }

            #[test]
            fn every_kind_of_end_comes_exactly_once() {
                super::every_kind_of_end_comes_exactly_once(model);
            }

            #[test]
            fn reports_come_in_order_and_before_the_completed_event() {
                super::reports_come_in_order_and_before_the_completed_event(model);
            }

            #[test]
            fn an_operation_is_over_when_its_first_handler_runs() {
                super::an_operation_is_over_when_its_first_handler_runs(model);
            }

            #[test]
            fn handlers_run_in_the_order_of_their_subscription() {
                super::handlers_run_in_the_order_of_their_subscription(model);
            }
        }
    )*};
}

under! {
    no_context
    event_loop
    polled_event_loop
    toolkit
    unordered
    serial_context
    serial_context_on_new_threads
    tokio_runtime
    tokio_current_thread
    tokio_local_set
}

/// Where each of a chain of operations is handled that start one another; first of all the program's own thread.
fn homes(model: Model) -> Vec<(ThreadId, bool)> {
    fn here() -> (ThreadId, bool) {
        (thread::current().id(), context::current().is_some())
    }

    heard(model, |worker, ears| {
        ears.hear(here());
        let completed = ears.clone();
        worker.work_completed().subscribe(move |worker, e| {
            completed.hear(here());
            if *e.user_state() < 20 {
                worker.start(e.user_state() + 1);
            }
        });
        let reported = ears.clone();
        worker
            .work_progress_changed()
            .subscribe(move |_worker, _e| reported.hear(here()));
        let method: Method = Box::new(|_cancel, progress| {
            progress.report(50);
            Ok(0)
        });
        worker.work_async(method, 1).unwrap();
    })
}

#[test]
fn handlers_and_what_they_start_stay_on_the_one_thread_of_the_context() {
    let on_one_thread: [Model; 5] = [
        models::event_loop,
        models::polled_event_loop,
        models::toolkit,
        models::tokio_current_thread,
        models::tokio_local_set,
    ];
    for model in on_one_thread {
        let homes = homes(model);
        assert_eq!(homes.len(), 22);
        assert!(homes.iter().all(|(thread, _)| *thread == homes[0].0));
    }
}

#[test]
fn the_context_is_current_in_handlers_and_in_those_of_what_they_start() {
    let with_a_context: [Model; 9] = [
        models::event_loop,
        models::polled_event_loop,
        models::toolkit,
        models::unordered,
        models::serial_context,
        models::serial_context_on_new_threads,
        models::tokio_runtime,
        models::tokio_current_thread,
        models::tokio_local_set,
    ];
    for model in with_a_context {
        let homes = homes(model);
        assert_eq!(homes.len(), 22);
        assert!(homes.iter().all(|(_, has_context)| *has_context));
    }
    assert!(homes(models::no_context).iter().all(|(_, has)| !has));
}
