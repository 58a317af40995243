//! "Optionally Provide Support for Progress Reporting": the events of one operation come in the order reported, all before
//! its Completed event and none after, wherever they are raised.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, mpsc};
use std::thread;
use std::time::Duration;

use eap_runtime::context::{self, Callback, set_current};
use eap_runtime::{EventLoop, Progress, SerialContext, SynchronizationContext};

use super::{Heard, Worker, hear, heard_of};
use crate::support::{Inbox, eventually, gate, listen, receive, rest, run};

/// A context that runs each callback on a thread of its own, the newest first.
fn unordered() -> Arc<dyn SynchronizationContext> {
    let stack = Arc::new(Mutex::new(Vec::<Callback>::new()));
    context::from_fn(move |callback| {
        stack.lock().unwrap().push(callback);
        let stack = Arc::clone(&stack);
        thread::spawn(move || {
            let newest = stack.lock().unwrap().pop();
            if let Some(callback) = newest {
                callback();
            }
        });
    })
}

/// As [`heard_of`], where this context is current. It must run by itself.
fn heard_in(
    context: Arc<dyn SynchronizationContext>,
    method: impl FnOnce(&Progress<u32>) + Send + 'static,
) -> Vec<Heard> {
    let _current = set_current(context);
    heard_of(method)
}

/// As [`heard_of`], where an event loop is current.
fn heard_in_a_loop(method: impl FnOnce(&Progress<u32>) + Send + 'static) -> Vec<Heard> {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let worker = Arc::new(Worker::default());
    let heard = hear(&worker);
    worker.work_async(Box::new(method), 0).unwrap();
    run(&event_loop);
    heard.try_iter().map(|(_, heard)| heard).collect()
}

fn count_to_100(progress: &Progress<u32>) {
    for percentage in 0..=100 {
        if percentage % 2 == 0 {
            progress.report(percentage);
        } else {
            progress.report_with(percentage, percentage.into());
        }
    }
}

fn counted_to_100() -> Vec<Heard> {
    let data = |percentage| (percentage % 2 == 1).then_some(u32::from(percentage));
    let progress = (0..=100).map(|percentage| Heard::Progress(percentage, data(percentage)));
    progress.chain([Heard::Completed]).collect()
}

#[test]
fn reports_come_in_order_under_an_event_loop() {
    assert_eq!(heard_in_a_loop(count_to_100), counted_to_100());
}

#[test]
fn reports_come_in_order_under_a_serial_context() {
    let heard = heard_in(SerialContext::new().context(), count_to_100);
    assert_eq!(heard, counted_to_100());
}

#[test]
fn reports_come_in_order_under_no_context() {
    assert_eq!(heard_of(count_to_100), counted_to_100());
}

#[test]
fn reports_come_in_order_under_a_context_that_keeps_none() {
    assert_eq!(heard_in(unordered(), count_to_100), counted_to_100());
}

#[test]
fn no_report_overtakes_one_whose_handlers_are_slow() {
    let worker = Arc::new(Worker::default());
    worker.work_progress_changed().subscribe(|_worker, e| {
        if e.progress_percentage() % 10 == 0 {
            thread::sleep(Duration::from_millis(1));
        }
    });
    let heard = hear(&worker);
    {
        let _current = set_current(unordered());
        worker.work_async(Box::new(count_to_100), 0).unwrap();
    }
    drop(worker);
    let heard = rest(&heard).into_iter().map(|(_, heard)| heard);
    assert_eq!(heard.collect::<Vec<_>>(), counted_to_100());
}

/// Reports from four threads: the percentage is the thread, the data counts its reports.
fn count_on_threads(progress: &Progress<u32>) {
    thread::scope(|scope| {
        for thread in 0..4 {
            let progress = progress.clone();
            scope.spawn(move || (0..50).for_each(|n| progress.report_with(thread, n)));
        }
    });
}

#[track_caller]
fn assert_counted_on_threads(heard: &[Heard]) {
    assert_eq!(heard.len(), 4 * 50 + 1);
    assert_eq!(heard.last(), Some(&Heard::Completed));
    for thread in 0..4 {
        let of_thread = heard.iter().filter_map(|heard| match heard {
            Heard::Progress(reporter, n) if *reporter == thread => *n,
            _ => None,
        });
        assert!(of_thread.eq(0..50), "thread {thread}: {heard:?}");
    }
}

#[test]
fn each_threads_reports_come_in_order_under_an_event_loop() {
    assert_counted_on_threads(&heard_in_a_loop(count_on_threads));
}

#[test]
fn each_threads_reports_come_in_order_under_no_context() {
    assert_counted_on_threads(&heard_of(count_on_threads));
}

#[test]
fn each_threads_reports_come_in_order_under_a_context_that_keeps_none() {
    assert_counted_on_threads(&heard_in(unordered(), count_on_threads));
}

#[test]
fn reports_come_before_the_completed_event_of_a_panic() {
    let heard = heard_in(unordered(), |progress| {
        count_to_100(progress);
        panic!("a method");
    });
    assert_eq!(heard, counted_to_100());
}

#[test]
fn a_report_still_being_heard_keeps_the_completed_event_back() {
    let worker = Arc::new(Worker::default());
    let (completed, has_completed) = mpsc::channel();
    let (hearing, is_hearing) = mpsc::channel();
    let has_completed = Mutex::new(has_completed);
    let early = listen(worker.work_progress_changed(), move |_worker, _e| {
        hearing.send(()).unwrap();
        // The method returns now. Where the Completed event were not kept back, it would be here soon.
        has_completed
            .lock()
            .unwrap()
            .recv_timeout(Duration::from_millis(50))
            .is_ok()
    });
    worker
        .work_completed()
        .subscribe(move |_worker, _e| completed.send(()).unwrap());
    let method = move |progress: &Progress<u32>| {
        let progress = progress.clone();
        // This thread outlives the method, with its report.
        thread::spawn(move || progress.report(1));
        receive(&is_hearing);
    };
    worker.work_async(Box::new(method), 0).unwrap();
    assert!(!receive(&early));
}

#[test]
fn a_report_made_by_a_handler_comes_after_the_one_it_handles() {
    let worker = Arc::new(Worker::default());
    let (sender, given) = mpsc::channel::<Progress<u32>>();
    let given = Mutex::new(given);
    worker.work_progress_changed().subscribe(move |_worker, e| {
        if e.progress_percentage() < 3 {
            let progress = receive(&given.lock().unwrap());
            progress.report(e.progress_percentage() + 1);
        }
    });
    // It is subscribed last, so a report that came at once would be heard first.
    let heard = hear(&worker);
    let method = move |progress: &Progress<u32>| {
        for _ in 0..2 {
            sender.send(progress.clone()).unwrap();
        }
        progress.report(1);
    };
    worker.work_async(Box::new(method), 0).unwrap();
    drop(worker);
    let heard = rest(&heard).into_iter().map(|(_, heard)| heard);
    let expected = [1, 2, 3].map(|percentage| Heard::Progress(percentage, None));
    assert!(heard.eq(expected.into_iter().chain([Heard::Completed])));
}

/// Runs an operation that hands out its `Progress` to be kept.
fn kept_progress(worker: &Arc<Worker>) -> mpsc::Receiver<Progress<u32>> {
    let (sender, kept) = mpsc::channel();
    let keep = move |progress: &Progress<u32>| {
        progress.report(1);
        sender.send(progress.clone()).unwrap();
    };
    worker.work_async(Box::new(keep), 0).unwrap();
    kept
}

const EARLY_AND_COMPLETED: [(u32, Heard); 2] =
    [(0, Heard::Progress(1, None)), (0, Heard::Completed)];

#[test]
fn a_late_report_is_not_heard_under_no_context() {
    let worker = Arc::new(Worker::default());
    let heard = hear(&worker);
    let late = receive(&kept_progress(&worker));
    assert_eq!([receive(&heard), receive(&heard)], EARLY_AND_COMPLETED);
    late.report(2);
    late.report_with(2, 2);
    drop((worker, late));
    assert_eq!(rest(&heard), []);
}

#[test]
fn a_late_report_is_not_heard_under_an_event_loop() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let worker = Arc::new(Worker::default());
    let heard = hear(&worker);
    let late = receive(&kept_progress(&worker));
    run(&event_loop);
    late.report(2);
    late.report_with(2, 2);
    event_loop.poll();
    let heard: Vec<_> = heard.try_iter().collect();
    assert_eq!(heard, EARLY_AND_COMPLETED);
}

#[test]
fn a_late_report_is_not_heard_under_a_context_that_keeps_no_order() {
    let worker = Arc::new(Worker::default());
    let heard = hear(&worker);
    let kept = {
        let _current = set_current(unordered());
        kept_progress(&worker)
    };
    assert_eq!([receive(&heard), receive(&heard)], EARLY_AND_COMPLETED);
    let late = receive(&kept);
    late.report(2);
    late.report_with(2, 2);
    drop((worker, late));
    assert_eq!(rest(&heard), []);
}

#[test]
fn a_report_between_the_end_and_the_completed_event_is_not_heard() {
    let (inbox, posted) = Inbox::new();
    let worker = Arc::new(Worker::default());
    let heard = hear(&worker);
    let (sender, kept) = mpsc::channel();
    let (key, gate) = gate();
    {
        let _current = set_current(inbox as Arc<dyn SynchronizationContext>);
        let keep = move |progress: &Progress<u32>| {
            sender.send(progress.clone()).unwrap();
            gate.pass();
        };
        worker.work_async(Box::new(keep), 0).unwrap();
    }
    let late = receive(&kept);
    drop(key);
    let complete = receive(&posted);
    late.report(1);
    complete();
    drop((worker, late));
    for callback in rest(&posted) {
        callback();
    }
    assert_eq!(rest(&heard), [(0, Heard::Completed)]);
}

#[test]
fn a_progress_that_outlives_its_operation_keeps_no_component_alive() {
    let worker = Arc::new(Worker::default());
    let heard = hear(&worker);
    let late = receive(&kept_progress(&worker));
    assert_eq!([receive(&heard), receive(&heard)], EARLY_AND_COMPLETED);
    let component = Arc::downgrade(&worker);
    drop(worker);
    eventually(|| component.strong_count() == 0);
    late.report(2);
}

#[test]
fn a_context_that_runs_what_it_is_given_there_and_then_goes_no_deeper_with_each_report() {
    let (depth, deepest) = (AtomicUsize::new(0), Arc::new(AtomicUsize::new(0)));
    let seen = Arc::clone(&deepest);
    let context = context::from_fn(move |callback| {
        let inside = depth.fetch_add(1, Ordering::SeqCst) + 1;
        seen.fetch_max(inside, Ordering::SeqCst);
        callback();
        depth.fetch_sub(1, Ordering::SeqCst);
    });
    let worker = Arc::new(Worker::default());
    let heard = hear(&worker);
    let reporter = Arc::new(OnceLock::<Progress<u32>>::new());
    let method = {
        let reporter = Arc::clone(&reporter);
        Box::new(move |progress: &Progress<u32>| {
            let _ = reporter.set(progress.clone());
            progress.report(1);
        })
    };
    worker.work_progress_changed().subscribe(move |_worker, e| {
        if let (Some(progress), 1..100) = (reporter.get(), e.progress_percentage()) {
            progress.report(e.progress_percentage() + 1);
        }
    });
    {
        let _current = set_current(context);
        worker.work_async(method, 0).unwrap();
    }
    let heard: Vec<_> = (0..=100).map(|_| receive(&heard).1).collect();
    let reports = (1..=100).map(|percentage| Heard::Progress(percentage, None));
    assert_eq!(heard, reports.chain([Heard::Completed]).collect::<Vec<_>>());
    // The first report, and the turn after its own, which the context is given from inside.
    assert!(deepest.load(Ordering::SeqCst) <= 2);
}
