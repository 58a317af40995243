//! "Implementing the Event-based Asynchronous Pattern": "For simple asynchronous operations, you may find the
//! `BackgroundWorker` component suitable."

mod cancellation;

use std::convert::Infallible;
use std::error::Error;
use std::fmt::Display;
use std::io;
use std::num::ParseIntError;
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::thread;

use eap_runtime::{
    AsyncError, BackgroundWorker, DoWorkEventArgs, DoesNotReportProgress, EventLoop, Executor,
    InvokeError, Job, RunningWorker,
};

use crate::support::{gate, listen, receive, rest, run};

/// Has a worker run each time what the test sends along.
type Runner = BackgroundWorker<Box<dyn FnOnce(&RunningWorker<u32>) -> u32 + Send>, u32, u32>;

fn runner() -> Arc<Runner> {
    Arc::new(Runner::do_work(|worker, e| e.into_argument()(worker)))
}

/// How a run ended, in the words of a client.
fn ends<A, P, E>(worker: &BackgroundWorker<A, u32, P, E>) -> Receiver<Result<u32, String>>
where
    A: Send + 'static,
    P: Send + 'static,
    E: Display + Send + 'static,
{
    listen(worker.run_worker_completed(), |_worker, e| {
        e.result().copied().map_err(ToString::to_string)
    })
}

#[test]
fn the_work_takes_the_argument_and_makes_the_result() {
    let worker = Arc::new(BackgroundWorker::<Vec<u32>, u32>::do_work(|_worker, e| {
        assert_eq!(e.argument().len(), 3);
        e.into_argument().into_iter().sum()
    }));
    let ends = ends(&worker);
    worker.run_worker_async(vec![1, 2, 3]).unwrap();
    drop(worker);
    assert_eq!(rest(&ends), [Ok(6)]);
}

#[test]
fn the_work_runs_elsewhere_and_its_events_are_raised_where_it_was_started() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let worker = Arc::new(BackgroundWorker::<(), _>::do_work(|_worker, _e| {
        thread::current().id()
    }));
    let threads = listen(worker.run_worker_completed(), |_worker, e| {
        (*e.result().unwrap(), thread::current().id())
    });
    worker.run_worker_async(()).unwrap();
    run(&event_loop);
    let (work, handler) = receive(&threads);
    assert_eq!(handler, thread::current().id());
    assert_ne!(work, handler);
}

#[test]
fn a_second_run_while_busy_is_an_error_and_starts_nothing() {
    let worker = runner();
    let ends = ends(&worker);
    let (key, closed) = gate();
    let first = Box::new(move |_: &RunningWorker<u32>| {
        closed.pass();
        1
    });
    worker.run_worker_async(first).unwrap();
    assert!(worker.is_busy());
    let second = worker.run_worker_async(Box::new(|_worker| unreachable!()));
    assert_eq!(second, Err(InvokeError::Busy));
    drop(key);
    drop(worker);
    assert_eq!(rest(&ends), [Ok(1)]);
}

#[test]
fn inside_the_completed_event_it_is_not_busy_and_can_be_run_again() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let worker = Arc::new(BackgroundWorker::<u32, u32>::do_work(|_worker, e| {
        e.argument() + 1
    }));
    let was_busy = listen(worker.run_worker_completed(), |worker, _e| worker.is_busy());
    worker.run_worker_completed().subscribe(|worker, e| {
        let number = *e.result().unwrap();
        if number < 3 {
            worker.run_worker_async(number).unwrap();
        }
    });
    let ends = ends(&worker);
    worker.run_worker_async(0).unwrap();
    run(&event_loop);
    assert!(!worker.is_busy());
    drop(worker);
    assert_eq!(rest(&ends), [Ok(1), Ok(2), Ok(3)]);
    assert_eq!(rest(&was_busy), [false; 3]);
}

#[test]
fn after_an_error_there_is_no_result_to_read() {
    let worker = Arc::new(
        BackgroundWorker::<String, u32, (), ParseIntError>::try_do_work(|_worker, e| {
            e.argument().parse()
        }),
    );
    let ends = ends(&worker);
    let failed = listen(worker.run_worker_completed(), |_worker, e| {
        let failed = matches!(e.error(), Some(AsyncError::Failed(_)));
        (failed, e.cancelled(), e.check().is_ok())
    });
    worker.run_worker_async("x".into()).unwrap();
    drop(worker);
    assert_eq!(rest(&ends), [Err("invalid digit found in string".into())]);
    assert_eq!(rest(&failed), [(true, false, false)]);
}

#[test]
fn a_panic_of_the_work_is_an_error() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let worker = runner();
    let ends = ends(&worker);
    worker
        .run_worker_async(Box::new(|_worker| panic!("burnt")))
        .unwrap();
    run(&event_loop);
    assert_eq!(
        receive(&ends),
        Err("the operation panicked: burnt".to_owned())
    );
    assert_eq!(worker.run_worker_async(Box::new(|_worker| 1)), Ok(()));
    run(&event_loop);
    assert_eq!(receive(&ends), Ok(1));
}

#[test]
fn a_worker_neither_reports_nor_can_be_cancelled_unless_it_says_so() {
    let worker = runner();
    assert!(!worker.worker_reports_progress());
    assert!(!worker.worker_supports_cancellation());
    worker.set_worker_reports_progress(true);
    worker.set_worker_supports_cancellation(true);
    assert!(worker.worker_reports_progress());
    assert!(worker.worker_supports_cancellation());
}

#[test]
fn progress_comes_in_order_and_before_the_end() {
    let worker = Arc::new(
        BackgroundWorker::<u8, (), char, DoesNotReportProgress>::try_do_work(|worker, e| {
            for percentage in 0..*e.argument() {
                worker.report_progress(percentage)?;
            }
            worker.report_progress_with(255, 'z')
        }),
    );
    worker.set_worker_reports_progress(true);
    let notes = Arc::new(Mutex::new(Vec::new()));
    let (reports, ends) = (Arc::clone(&notes), Arc::clone(&notes));
    worker.progress_changed().subscribe(move |_worker, e| {
        let note = (e.progress_percentage(), e.data().copied());
        reports.lock().unwrap().push(Ok(note));
    });
    let completed = listen(worker.run_worker_completed(), move |_worker, e| {
        ends.lock().unwrap().push(Err(e.check().is_ok()));
    });
    worker.run_worker_async(50).unwrap();
    receive(&completed);
    let mut expected: Vec<_> = (0..50).map(|percentage| Ok((percentage, None))).collect();
    expected.extend([Ok((100, Some('z'))), Err(true)]);
    assert_eq!(*notes.lock().unwrap(), expected);
}

/// An error made from every other, as `anyhow::Error` is.
#[derive(Debug)]
struct AnyError(Box<dyn Error + Send + Sync>);

impl<E: Error + Send + Sync + 'static> From<E> for AnyError {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

/// An error of a user's own.
#[derive(Debug)]
enum CopyError {
    Worker(DoesNotReportProgress),
    Number(ParseIntError),
}

impl From<DoesNotReportProgress> for CopyError {
    fn from(error: DoesNotReportProgress) -> Self {
        Self::Worker(error)
    }
}

impl From<ParseIntError> for CopyError {
    fn from(error: ParseIntError) -> Self {
        Self::Number(error)
    }
}

#[test]
fn the_question_mark_works_on_a_report_whatever_the_works_error_is() {
    fn fails_to_report<E>(
        work: impl Fn(&RunningWorker, DoWorkEventArgs<&'static str>) -> Result<u32, E>
        + Send
        + Sync
        + 'static,
        text: fn(&E) -> String,
    ) where
        E: Send + Sync + 'static,
    {
        let worker = Arc::new(BackgroundWorker::<&str, u32, (), E>::try_do_work(work));
        let ends = listen(worker.run_worker_completed(), move |_worker, e| {
            match e.result() {
                Err(AsyncError::Failed(error)) => text(error),
                _ => unreachable!(),
            }
        });
        worker.run_worker_async("42").unwrap();
        assert_eq!(receive(&ends), "the worker does not report progress");
    }

    fails_to_report::<AnyError>(
        |worker, e| {
            worker.report_progress(1)?;
            Ok(e.argument().parse()?)
        },
        |error| error.0.to_string(),
    );
    fails_to_report::<Box<dyn Error + Send + Sync>>(
        |worker, e| {
            worker.report_progress(1)?;
            Ok(e.argument().parse()?)
        },
        ToString::to_string,
    );
    fails_to_report::<io::Error>(
        |worker, e| {
            worker.report_progress(1)?;
            std::fs::read(e.argument()).map(|_| 0)
        },
        ToString::to_string,
    );
    fails_to_report::<String>(
        |worker, _e| {
            worker.report_progress(1)?;
            Ok(1)
        },
        String::clone,
    );
    fails_to_report::<CopyError>(
        |worker, e| {
            worker.report_progress(1)?;
            Ok(e.argument().parse()?)
        },
        |error| match error {
            CopyError::Worker(error) => error.to_string(),
            CopyError::Number(error) => error.to_string(),
        },
    );
}

#[test]
fn progress_can_be_reported_as_so_many_of_so_many() {
    let worker = Arc::new(
        BackgroundWorker::<u64, (), char, DoesNotReportProgress>::try_do_work(|worker, e| {
            worker.report_progress_of(1_u8, *e.argument())?;
            worker.report_progress_of_with(2, *e.argument(), 'z')
        }),
    );
    worker.set_worker_reports_progress(true);
    let reported = listen(worker.progress_changed(), |_worker, e| {
        (e.progress_percentage(), e.data().copied())
    });
    worker.run_worker_async(3).unwrap();
    drop(worker);
    assert_eq!(rest(&reported), [(33, None), (66, Some('z'))]);
}

#[test]
fn to_report_progress_against_what_the_worker_says_is_an_error() {
    let worker = runner();
    let (sender, reported) = mpsc::channel();
    let events = listen(worker.progress_changed(), |_worker, _e| ());
    let work = Box::new(move |worker: &RunningWorker<u32>| {
        sender.send(worker.report_progress(1)).unwrap();
        sender.send(worker.report_progress_with(2, 2)).unwrap();
        0
    });
    worker.run_worker_async(work).unwrap();
    drop(worker);
    assert_eq!(rest(&reported), [Err(DoesNotReportProgress); 2]);
    assert!(rest(&events).is_empty());
}

#[test]
fn threads_of_the_work_report_as_it_does_until_the_run_is_over() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let worker = runner();
    worker.set_worker_reports_progress(true);
    let heard = listen(worker.progress_changed(), |_worker, e| *e.data().unwrap());
    let (sender, kept) = mpsc::channel();
    let work = Box::new(move |worker: &RunningWorker<u32>| {
        let helpers = worker.clone();
        let helper = thread::spawn(move || helpers.report_progress_with(1, 1));
        assert_eq!(helper.join().unwrap(), Ok(()));
        sender.send(worker.clone()).unwrap();
        0
    });
    worker.run_worker_async(work).unwrap();
    run(&event_loop);
    assert_eq!(receive(&kept).report_progress_with(2, 2), Ok(()));
    drop(worker);
    assert_eq!(rest(&heard), [1]);
}

/// Keeps the one job it is given, and takes no second.
#[derive(Clone, Default)]
struct Drawer(Arc<Mutex<Option<Job>>>);

impl Drawer {
    fn take(&self) -> Job {
        self.0.lock().unwrap().take().unwrap()
    }
}

impl Executor for Drawer {
    fn execute(&self, job: Job) -> Result<(), Job> {
        let mut drawer = self.0.lock().unwrap();
        if drawer.is_some() {
            return Err(job);
        }
        *drawer = Some(job);
        Ok(())
    }
}

/// A worker that must not begin, with a drawer for an executor.
fn lazy(drawer: &Drawer) -> Arc<BackgroundWorker<(), u32>> {
    let worker = BackgroundWorker::<(), u32>::do_work(|_worker, _e| unreachable!());
    Arc::new(worker.with_executor(drawer.clone()))
}

#[test]
fn a_run_that_the_executor_drops_ends_too() {
    let drawer = Drawer::default();
    let worker = lazy(&drawer);
    let abandoned = listen(worker.run_worker_completed(), |_worker, e| {
        matches!(e.error(), Some(AsyncError::Abandoned))
    });
    worker.run_worker_async(()).unwrap();
    drop(drawer.take());
    assert!(receive(&abandoned));
    assert!(!worker.is_busy());
}

#[test]
fn a_run_that_the_executor_refuses_leaves_the_worker_idle() {
    let drawer = Drawer::default();
    let (first, second) = (lazy(&drawer), lazy(&drawer));
    let second_ends = ends(&second);
    first.run_worker_async(()).unwrap();
    assert_eq!(second.run_worker_async(()), Err(InvokeError::Rejected));
    assert!(!second.is_busy());
    drop(second);
    assert!(rest(&second_ends).is_empty());
    drop(drawer.take());
}

#[test]
fn an_executor_chosen_late_loses_no_handler() {
    let drawer = Drawer::default();
    let worker = BackgroundWorker::<(), u32, (), Infallible>::do_work(|_worker, _e| 1);
    let ends = ends(&worker);
    let worker = Arc::new(worker.with_executor(drawer.clone()));
    worker.run_worker_async(()).unwrap();
    drawer.take().run();
    assert_eq!(receive(&ends), Ok(1));
}
