//! "Optionally Provide Support for Progress Reporting": "an event to be raised by the asynchronous operation and invoked
//! on the appropriate thread".

mod coalesce;
mod order;
mod reports;

use std::collections::HashMap;
use std::sync::mpsc::{self, TryRecvError};
use std::sync::{Arc, Mutex};
use std::thread::{self, ThreadId};

use eap_runtime::context::set_current;
use eap_runtime::{
    EventLoop, Events, InvokeError, Progress, SynchronizationContext, ThreadPool, event_async,
};

use crate::support::{Inbox, eventually, gate, listen, receive, rest, run};

type Method = Box<dyn FnOnce(&Progress<u32>) + Send>;

/// A component whose operation reports what each test tells it. Its operations are told apart by a number.
#[derive(Default)]
struct Worker {
    events: Events<Self>,
}

#[event_async(concurrent, user_state = u32)]
impl Worker {
    #[event_async]
    fn work(method: Method, #[progress] progress: &Progress<u32>) {
        method(progress);
    }
}

/// What a client hears of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Heard {
    Progress(u8, Option<u32>),
    Completed,
}

/// Everything a client hears from now on, with the user state of the operation.
fn hear(worker: &Worker) -> mpsc::Receiver<(u32, Heard)> {
    let (sender, heard) = mpsc::channel();
    let completed = sender.clone();
    worker.work_progress_changed().subscribe(move |_worker, e| {
        let progress = Heard::Progress(e.progress_percentage(), e.data().copied());
        let _ = sender.send((*e.user_state(), progress));
    });
    worker.work_completed().subscribe(move |_worker, e| {
        let _ = completed.send((*e.user_state(), Heard::Completed));
    });
    heard
}

/// Runs an operation where no context is current, and gives all that is heard of it.
fn heard_of(method: impl FnOnce(&Progress<u32>) + Send + 'static) -> Vec<Heard> {
    let worker = Arc::new(Worker::default());
    let heard = hear(&worker);
    worker.work_async(Box::new(method), 0).unwrap();
    drop(worker);
    rest(&heard).into_iter().map(|(_, heard)| heard).collect()
}

#[test]
fn a_report_is_a_percentage() {
    let heard = heard_of(|progress| progress.report(42));
    assert_eq!(heard, [Heard::Progress(42, None), Heard::Completed]);
}

#[test]
fn a_report_can_carry_data() {
    let heard = heard_of(|progress| progress.report_with(42, 7));
    assert_eq!(heard, [Heard::Progress(42, Some(7)), Heard::Completed]);
}

#[test]
fn a_percentage_over_100_counts_as_100() {
    let heard = heard_of(|progress| {
        progress.report(100);
        progress.report(101);
        progress.report_with(255, 7);
    });
    let expected = [
        Heard::Progress(100, None),
        Heard::Progress(100, None),
        Heard::Progress(100, Some(7)),
        Heard::Completed,
    ];
    assert_eq!(heard, expected);
}

#[test]
fn an_operation_that_reports_nothing_raises_no_progress() {
    assert_eq!(heard_of(|_| ()), [Heard::Completed]);
}

#[test]
fn a_percentage_may_go_back_or_stay() {
    let heard = heard_of(|progress| [30, 20, 20].into_iter().for_each(|p| progress.report(p)));
    let expected = [
        Heard::Progress(30, None),
        Heard::Progress(20, None),
        Heard::Progress(20, None),
        Heard::Completed,
    ];
    assert_eq!(heard, expected);
}

#[test]
fn clients_tell_operations_apart_by_the_user_state() {
    let worker = Arc::new(Worker::default());
    let heard = hear(&worker);
    for number in 1..=8 {
        let report = move |progress: &Progress<u32>| progress.report_with(50, number);
        worker.work_async(Box::new(report), number).unwrap();
    }
    drop(worker);
    let mut of_operation: HashMap<u32, Vec<Heard>> = HashMap::new();
    for (number, heard) in rest(&heard) {
        of_operation.entry(number).or_default().push(heard);
    }
    assert_eq!(of_operation.len(), 8);
    for (number, heard) in of_operation {
        let expected = [Heard::Progress(50, Some(number)), Heard::Completed];
        assert_eq!(heard, expected);
    }
}

#[test]
fn the_sender_is_the_component() {
    let worker = Arc::new(Worker::default());
    let sender = listen(worker.work_progress_changed(), |sender, _e| {
        Arc::clone(sender)
    });
    worker
        .work_async(Box::new(|progress| progress.report(1)), 0)
        .unwrap();
    assert!(Arc::ptr_eq(&receive(&sender), &worker));
}

#[test]
fn handlers_run_on_the_thread_of_the_event_loop() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let worker = Arc::new(Worker::default());
    let ran = listen(worker.work_progress_changed(), |_worker, _e| {
        thread::current().id()
    });
    let report = |progress: &Progress<u32>| (0..10).for_each(|p| progress.report(p));
    worker.work_async(Box::new(report), 0).unwrap();
    run(&event_loop);
    let threads: Vec<ThreadId> = ran.try_iter().collect();
    assert_eq!(threads, [thread::current().id(); 10]);
}

#[test]
fn handlers_run_on_the_reporting_thread_where_there_is_no_context() {
    let worker = Arc::new(Worker::default());
    let ran = listen(worker.work_progress_changed(), |_worker, _e| {
        thread::current().id()
    });
    let (sender, reported) = mpsc::channel();
    let report = move |progress: &Progress<u32>| {
        progress.report(1);
        sender.send(thread::current().id()).unwrap();
    };
    worker.work_async(Box::new(report), 0).unwrap();
    assert_eq!(receive(&ran), receive(&reported));
}

/// A component whose data is a sender, whose receiver sees when it is dropped.
#[derive(Default)]
struct Mover {
    events: Events<Self>,
}

#[event_async]
impl Mover {
    /// Reports one piece of data, and tells whether it is gone when that returns.
    #[event_async(result = is_gone)]
    fn carry(#[progress] progress: &Progress<mpsc::Sender<()>>) -> bool {
        let (data, dropped) = mpsc::channel();
        progress.report_with(50, data);
        dropped.try_recv() == Err(TryRecvError::Disconnected)
    }
}

#[test]
fn what_nobody_listens_to_is_dropped_at_once_and_posts_nothing() {
    let (inbox, posted) = Inbox::new();
    let mover = Arc::new(Mover::default());
    let gone = listen(mover.carry_completed(), |_mover, e| {
        e.is_gone().ok().copied()
    });
    {
        let _current = set_current(inbox as Arc<dyn SynchronizationContext>);
        mover.carry_async().unwrap();
    }
    // The first callback that is posted is the Completed event's.
    receive(&posted)();
    assert_eq!(gone.try_recv(), Ok(Some(true)));
}

#[test]
fn a_handler_hears_what_is_reported_after_its_subscription() {
    let worker = Arc::new(Worker::default());
    let (reported, has_reported) = mpsc::channel();
    let (key, gate) = gate();
    let method = move |progress: &Progress<u32>| {
        progress.report(1);
        reported.send(()).unwrap();
        gate.pass();
        progress.report(2);
    };
    worker.work_async(Box::new(method), 0).unwrap();
    receive(&has_reported);
    let heard = hear(&worker);
    drop((key, worker));
    assert_eq!(
        rest(&heard),
        [(0, Heard::Progress(2, None)), (0, Heard::Completed)]
    );
}

#[test]
fn a_progress_handler_that_panics_stops_nothing() {
    let worker = Arc::new(Worker::default());
    worker.work_progress_changed().subscribe(|_worker, e| {
        assert_ne!(e.progress_percentage(), 1, "a handler");
    });
    let heard = hear(&worker);
    let report = |progress: &Progress<u32>| (1..=2).for_each(|p| progress.report(p));
    worker.work_async(Box::new(report), 0).unwrap();
    drop(worker);
    let expected = [
        Heard::Progress(1, None),
        Heard::Progress(2, None),
        Heard::Completed,
    ];
    assert_eq!(rest(&heard), expected.map(|heard| (0, heard)));
}

#[test]
fn a_progress_handler_that_panics_stops_no_event_loop() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let worker = Arc::new(Worker::default());
    worker.work_progress_changed().subscribe(|_worker, e| {
        assert_ne!(e.progress_percentage(), 1, "a handler");
    });
    let heard = hear(&worker);
    let report = |progress: &Progress<u32>| (1..=2).for_each(|p| progress.report(p));
    worker.work_async(Box::new(report), 0).unwrap();
    run(&event_loop);
    let heard: Vec<_> = heard.try_iter().collect();
    let expected = [
        Heard::Progress(1, None),
        Heard::Progress(2, None),
        Heard::Completed,
    ];
    assert_eq!(heard, expected.map(|heard| (0, heard)));
}

#[test]
fn a_progress_handler_may_start_another_operation() {
    let worker = Arc::new(Worker::default());
    let (sender, started) = mpsc::channel();
    worker.work_progress_changed().subscribe(move |worker, e| {
        let started = worker.work_async(Box::new(|_| ()), e.user_state() + 1);
        let again = worker.work_async(Box::new(|_| ()), *e.user_state());
        let _ = sender.send((started, again));
    });
    let heard = hear(&worker);
    worker
        .work_async(Box::new(|progress| progress.report(1)), 0)
        .unwrap();
    // Its own operation is still running.
    assert_eq!(
        receive(&started),
        (Ok(()), Err(InvokeError::DuplicateUserState))
    );
    drop(worker);
    let completed = rest(&heard)
        .into_iter()
        .filter(|(_, heard)| *heard == Heard::Completed);
    assert_eq!(completed.count(), 2);
}

#[test]
fn a_dead_event_loop_drops_progress_and_leaves_nothing_busy() {
    let worker = Arc::new(Worker::default());
    let heard = hear(&worker);
    let (reported, has_reported) = mpsc::channel();
    let (key, gate) = gate();
    let event_loop = EventLoop::new();
    let method = move |progress: &Progress<u32>| {
        // This report waits in the loop when it ends, the other finds it gone.
        progress.report(1);
        reported.send(()).unwrap();
        gate.pass();
        progress.report(2);
    };
    {
        let _current = event_loop.enter();
        worker.work_async(Box::new(method), 0).unwrap();
    }
    receive(&has_reported);
    drop((event_loop, key));
    // The user state is free again in the end. The operation that gets it has no context, and is heard alone.
    let report = |progress: &Progress<u32>| progress.report(3);
    eventually(|| worker.work_async(Box::new(report), 0).is_ok());
    drop(worker);
    let expected = [Heard::Progress(3, None), Heard::Completed];
    assert_eq!(rest(&heard), expected.map(|heard| (0, heard)));
}

#[test]
fn a_dropped_report_is_lost_and_a_dropped_completed_event_releases_its_operation() {
    let pool = ThreadPool::builder().max_threads(1).build();
    let worker = Arc::new(Worker {
        events: Events::with_executor(pool),
    });
    let heard = hear(&worker);
    let (inbox, posted) = Inbox::new();
    let (sender, kept) = mpsc::channel();
    let method = move |progress: &Progress<u32>| {
        progress.report(1);
        sender.send(progress.clone()).unwrap();
    };
    {
        let _current = set_current(Arc::clone(&inbox) as Arc<dyn SynchronizationContext>);
        worker.work_async(Box::new(method), 0).unwrap();
    }
    let report = receive(&posted);
    // The only thread has come to another operation, so this one is done.
    worker.work_async(Box::new(|_| ()), 1).unwrap();
    assert_eq!(receive(&heard), (1, Heard::Completed));
    assert_eq!((inbox.started(), inbox.completed()), (1, 0));
    drop(report);
    assert_eq!(inbox.completed(), 0);
    drop(receive(&posted));
    assert_eq!(inbox.completed(), 1);
    assert_eq!(worker.work_async(Box::new(|_| ()), 0), Ok(()));
    assert_eq!(receive(&heard), (0, Heard::Completed));
    // Its `Progress` was there all the time, and kept nothing busy.
    receive(&kept).report(2);
}

#[test]
fn a_synchronous_caller_may_listen_with_a_closure() {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&heard);
    let progress = Progress::from_fn(move |percentage, data| {
        log.lock()
            .unwrap()
            .push((percentage, data, thread::current().id()));
    });
    Worker::work(
        Box::new(|progress| {
            progress.report(10);
            progress.report_with(200, 7);
        }),
        &progress,
    );
    let here = thread::current().id();
    assert_eq!(
        *heard.lock().unwrap(),
        [(10, None, here), (100, Some(7), here)]
    );
}

#[test]
fn a_synchronous_caller_need_not_listen() {
    assert!(Mover::carry(&Progress::none()));
}

#[test]
fn a_progress_goes_to_any_thread_and_is_shared_whatever_its_data() {
    fn goes_anywhere<T: Clone + Send + Sync>(value: &T) -> T {
        value.clone()
    }

    // Data that may be neither shared nor copied.
    let progress = Progress::<mpsc::Receiver<u32>>::from_fn(|percentage, data| {
        assert_eq!((percentage, data.map(|data| receive(&data))), (1, Some(7)));
    });
    let (sender, data) = mpsc::channel();
    sender.send(7).unwrap();
    let copy = goes_anywhere(&progress);
    thread::spawn(move || copy.report_with(1, data))
        .join()
        .unwrap();
}
