//! "Optionally Support Cancellation", by a `BackgroundWorker`: "the operation may or may not actually cancel".

use std::sync::{Arc, mpsc};

use eap_runtime::{DoesNotSupportCancellation, EventLoop, RunningWorker};

use super::{Drawer, Runner, ends, lazy, runner};
use crate::support::{Gate, LIMIT, eventually, gate, listen, receive, rest, run};

fn cancelled() -> Result<u32, String> {
    Err("the operation was cancelled".into())
}

#[test]
fn to_cancel_against_what_the_worker_says_is_an_error_and_asks_nobody() {
    let worker = runner();
    let ends = ends(&worker);
    let (key, closed) = gate();
    let work = Box::new(move |worker: &RunningWorker<u32>| {
        closed.pass();
        u32::from(worker.cancellation_pending())
    });
    worker.run_worker_async(work).unwrap();
    assert_eq!(worker.cancel_async(), Err(DoesNotSupportCancellation));
    assert!(!worker.cancellation_pending());
    drop(key);
    drop(worker);
    assert_eq!(rest(&ends), [Ok(0)]);
}

/// Starts a run that waits at the gate and then does `work`, and returns when it waits.
fn run_up_to(
    gate: Gate,
    worker: &Arc<Runner>,
    work: impl FnOnce(&RunningWorker<u32>) -> u32 + Send + 'static,
) {
    worker.set_worker_supports_cancellation(true);
    let (sender, begun) = mpsc::channel();
    let work = Box::new(move |worker: &RunningWorker<u32>| {
        sender.send(()).unwrap();
        gate.pass();
        work(worker)
    });
    worker.run_worker_async(work).unwrap();
    receive(&begun);
}

#[test]
fn work_that_sees_the_request_completes_as_cancelled() {
    let worker = runner();
    let ends = ends(&worker);
    let flags = listen(worker.run_worker_completed(), |_worker, e| {
        (e.cancelled(), e.error().is_none())
    });
    let (key, closed) = gate();
    run_up_to(closed, &worker, |worker| {
        assert!(worker.cancellation_pending());
        42
    });
    assert_eq!(worker.cancel_async(), Ok(()));
    drop(key);
    drop(worker);
    assert_eq!(rest(&ends), [cancelled()]);
    assert_eq!(rest(&flags), [(true, true)]);
}

#[test]
fn a_request_ends_the_works_sleep() {
    let worker = runner();
    let ends = ends(&worker);
    run_up_to(Gate::open(), &worker, |worker| {
        u32::from(worker.cancellation_token().wait_timeout(LIMIT))
    });
    worker.cancel_async().unwrap();
    drop(worker);
    assert_eq!(rest(&ends), [cancelled()]);
}

#[test]
fn a_client_that_asks_whether_a_cancellation_is_pending_cancels_nothing() {
    let worker = runner();
    let ends = ends(&worker);
    let (key, closed) = gate();
    run_up_to(closed, &worker, |_worker| 42);
    assert!(!worker.cancellation_pending());
    worker.cancel_async().unwrap();
    assert!(worker.cancellation_pending());
    drop(key);
    assert_eq!(receive(&ends), Ok(42));
    eventually(|| !worker.is_busy());
    assert!(!worker.cancellation_pending());
}

#[test]
fn a_request_concerns_one_run_only() {
    let worker = runner();
    let ends = ends(&worker);
    worker.set_worker_supports_cancellation(true);
    assert_eq!(worker.cancel_async(), Ok(()));
    assert!(!worker.cancellation_pending());
    for request in [true, false] {
        let (key, closed) = gate();
        run_up_to(closed, &worker, |worker| {
            u32::from(worker.cancellation_pending())
        });
        if request {
            worker.cancel_async().unwrap();
            worker.cancel_async().unwrap();
        }
        drop(key);
        let expected = if request { cancelled() } else { Ok(0) };
        assert_eq!(receive(&ends), expected);
    }
}

#[test]
fn the_work_may_cancel_itself() {
    let worker = runner();
    let ends = ends(&worker);
    let work = Box::new(|worker: &RunningWorker<u32>| {
        worker.cancel();
        42
    });
    worker.run_worker_async(work).unwrap();
    drop(worker);
    assert_eq!(rest(&ends), [cancelled()]);
}

#[test]
fn a_run_that_is_cancelled_before_it_begins_never_does() {
    let drawer = Drawer::default();
    let worker = lazy(&drawer);
    worker.set_worker_supports_cancellation(true);
    let ends = ends(&worker);
    worker.run_worker_async(()).unwrap();
    worker.cancel_async().unwrap();
    assert!(worker.is_busy());
    drawer.take().run();
    assert_eq!(receive(&ends), cancelled());
}

#[test]
fn in_a_loop_a_run_that_has_not_begun_ends_without_its_executor() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let drawer = Drawer::default();
    let worker = lazy(&drawer);
    worker.set_worker_supports_cancellation(true);
    let ends = ends(&worker);
    worker.run_worker_async(()).unwrap();
    worker.cancel_async().unwrap();
    run(&event_loop);
    assert_eq!(ends.try_recv(), Ok(cancelled()));
    assert!(!worker.is_busy());
    // What the executor still has does nothing.
    drawer.take().run();
    assert!(ends.try_recv().is_err());
}
