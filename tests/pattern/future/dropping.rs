//! Dropping a future requests the cancellation of its operation.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, mpsc};
use std::task::Waker;
use std::time::Duration;

use eap_runtime::{CancellationToken, Events, Progress, event_async};

use super::{Camera, block_on, camera, on_tokio, poll};
use crate::support::{Desk, LIMIT, eventually, gate, receive};

#[test]
fn an_operation_is_cancelled_when_its_future_is_dropped() {
    let (tokens, receiver) = mpsc::channel();
    let future = camera().film_future(tokens);
    let token = receive(&receiver);
    drop(future);
    assert!(token.is_cancelled());
}

#[test]
fn an_operation_is_cancelled_when_its_future_is_dropped_between_polls() {
    let (tokens, receiver) = mpsc::channel();
    let mut future = camera().film_future(tokens);
    assert!(poll(&mut future, Waker::noop()).is_pending());
    let token = receive(&receiver);
    drop(future);
    assert!(token.is_cancelled());
}

#[test]
fn an_operation_is_cancelled_when_its_time_is_up() {
    let (tokens, receiver) = mpsc::channel();
    let future = camera().film_future(tokens);
    let token = receive(&receiver);
    let late = on_tokio(async { tokio::time::timeout(Duration::from_millis(1), future).await });
    assert!(late.is_err());
    assert!(token.is_cancelled());
}

#[test]
fn an_operation_is_cancelled_when_it_loses_a_race() {
    let (tokens, receiver) = mpsc::channel();
    let loser = async {
        camera().film_future(tokens).await.unwrap();
        None
    };
    let winner = async { Some(receive(&receiver)) };
    let token = smol::block_on(smol::future::or(loser, winner));
    assert!(token.unwrap().is_cancelled());
}

#[test]
fn the_callbacks_of_the_token_run_where_the_future_is_dropped() {
    let (tokens, receiver) = mpsc::channel();
    let future = camera().film_future(tokens);
    let token = receive(&receiver);
    let (sender, threads) = mpsc::channel();
    let _registration = token.register(move || {
        let _ = sender.send(std::thread::current().id());
    });
    drop(future);
    assert_eq!(receive(&threads), std::thread::current().id());
}

/// Panics when dropped.
struct Sharp;

impl Drop for Sharp {
    fn drop(&mut self) {
        panic!("cut");
    }
}

#[derive(Default)]
struct Grinder {
    events: Events<Self>,
}

#[event_async(concurrent, future)]
impl Grinder {
    #[event_async]
    fn grind(
        tokens: Sender<CancellationToken>,
        #[cancel] cancel: &CancellationToken,
        #[progress] progress: &Progress<Sharp>,
    ) {
        progress.report_with(1, Sharp);
        tokens.send(cancel.clone()).unwrap();
        assert!(cancel.wait_timeout(LIMIT), "nobody cancels");
    }
}

#[test]
fn an_operation_is_cancelled_though_what_it_reported_panics_when_dropped() {
    let (tokens, receiver) = mpsc::channel();
    let future = Arc::new(Grinder::default()).grind_future(tokens);
    let token = receive(&receiver);
    assert!(catch_unwind(AssertUnwindSafe(|| drop(future))).is_ok());
    assert!(token.is_cancelled());
}

#[test]
fn a_future_that_is_done_cancels_nothing_when_dropped() {
    let (sender, receiver) = mpsc::channel();
    let finisher = Arc::new(Finisher::default());
    let mut future = finisher.finish_future(sender, Arc::default());
    block_on(&mut future).unwrap();
    drop(future);
    assert!(!receive(&receiver).is_cancelled());
}

/// One operation at a time.
#[derive(Default)]
struct Finisher {
    events: Events<Self>,
}

#[event_async(future)]
impl Finisher {
    #[event_async]
    fn finish(
        tokens: Sender<CancellationToken>,
        ran: Arc<AtomicBool>,
        #[cancel] cancel: &CancellationToken,
    ) {
        ran.store(true, Ordering::SeqCst);
        tokens.send(cancel.clone()).unwrap();
    }
}

#[test]
fn an_operation_that_has_not_begun_never_runs() {
    let (desk, jobs) = Desk::new();
    let events = Events::with_executor(desk);
    let finisher = Arc::new(Finisher { events });
    let (sender, _receiver) = mpsc::channel();
    let ran = Arc::new(AtomicBool::new(false));
    drop(finisher.finish_future(sender, Arc::clone(&ran)));
    receive(&jobs).run();
    assert!(!ran.load(Ordering::SeqCst));
    assert!(!finisher.is_busy());
    // The arguments are gone too.
    assert_eq!(Arc::strong_count(&ran), 1);
}

#[test]
fn a_method_that_takes_no_token_runs_on() {
    let keeper = Arc::new(Keeper::default());
    let weak = Arc::downgrade(&keeper);
    let (key, gate) = gate();
    let (begun, has_begun) = mpsc::channel();
    let future = keeper.hold_future(begun, gate);
    receive(&has_begun);
    drop((future, keeper));
    assert!(weak.upgrade().is_some());
    drop(key);
    eventually(|| weak.strong_count() == 0);
}

#[test]
fn the_outcome_that_nobody_waits_for_is_dropped() {
    let keeper = Arc::new(Keeper::default());
    let parcel = Arc::new(());
    let (key, gate) = gate();
    let future = keeper.keep_future(gate, Arc::clone(&parcel));
    drop(key);
    eventually(|| !keeper.is_busy());
    drop(future);
    eventually(|| Arc::strong_count(&parcel) == 1);
}

#[derive(Default)]
struct Keeper {
    events: Events<Self>,
}

#[event_async(future)]
impl Keeper {
    #[event_async]
    fn keep(gate: crate::support::Gate, parcel: Arc<()>) -> Arc<()> {
        gate.pass();
        parcel
    }

    #[event_async]
    fn hold(begun: Sender<()>, gate: crate::support::Gate) {
        begun.send(()).unwrap();
        gate.pass();
    }
}

#[test]
fn a_task_that_is_aborted_cancels_its_operation() {
    let (tokens, receiver) = mpsc::channel();
    let token = on_tokio(async {
        let task = tokio::spawn(camera().film_future(tokens));
        let token = tokio::task::spawn_blocking(move || receive(&receiver));
        let token = token.await.unwrap();
        task.abort();
        assert!(task.await.unwrap_err().is_cancelled());
        token
    });
    assert!(token.wait_timeout(LIMIT));
}

#[test]
fn cancelling_a_future_leaves_the_others_alone() {
    let camera: Arc<Camera> = camera();
    let (tokens, receiver) = mpsc::channel();
    let first = camera.film_future(tokens.clone());
    let first_token = receive(&receiver);
    let second = camera.film_future(tokens);
    let second_token = receive(&receiver);
    drop(first);
    assert!(first_token.is_cancelled());
    assert!(!second_token.is_cancelled());
    drop(second);
}
