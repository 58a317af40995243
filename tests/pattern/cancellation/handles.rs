//! What was begun can be held, and cancelled without a user state: an `AsyncResult`, an `AsyncStatus`, a future, a handle.

use std::pin::pin;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Weak};
use std::task::{Context, Poll, Waker};

use eap_runtime::{
    AsyncError, AsyncStatus, CancellationToken, Delegate, Events, InvokeError, OperationFuture,
    OperationHandle, TaskId, event_async, no_callback,
};
use futures_core::FusedFuture;

use crate::support::{Desk, Gate, LIMIT, eventually, gate, listen, receive};

/// Any number of operations at a time.
#[derive(Default)]
struct Timer {
    events: Events<Self>,
}

#[event_async(concurrent, begin_end, future, then)]
impl Timer {
    /// Sends its token, and runs until it is cancelled.
    #[event_async]
    fn sleep(begun: Sender<CancellationToken>, #[cancel] cancel: &CancellationToken) {
        begun.send(cancel.clone()).unwrap();
        assert!(cancel.wait_timeout(LIMIT), "nobody cancels");
    }

    /// Takes no token.
    #[event_async]
    fn ring(&self, gate: Gate) -> &'static str {
        gate.pass();
        "rung"
    }

    /// Takes no token, and tells when it has begun.
    #[event_async]
    fn toll(begun: Sender<()>, gate: Gate) -> &'static str {
        begun.send(()).unwrap();
        gate.pass();
        "tolled"
    }
}

/// One operation at a time.
#[derive(Default)]
struct Alarm {
    events: Events<Self>,
}

#[event_async(begin_end, future, then)]
impl Alarm {
    #[event_async]
    fn wait(begun: Sender<CancellationToken>, #[cancel] cancel: &CancellationToken) {
        begun.send(cancel.clone()).unwrap();
        assert!(cancel.wait_timeout(LIMIT), "nobody cancels");
    }
}

/// A sender for the methods above, and what it tells when they run.
fn begun() -> (Sender<CancellationToken>, Receiver<CancellationToken>) {
    mpsc::channel()
}

#[test]
fn a_begun_operation_of_a_concurrent_component_is_cancelled_through_its_result() {
    let timer = Arc::new(Timer::default());
    let (sender, running) = begun();
    let cancelled = timer.begin_sleep(sender.clone(), no_callback, ()).unwrap();
    let other = timer.begin_sleep(sender, no_callback, ()).unwrap();
    let tokens = [receive(&running), receive(&running)];
    cancelled.cancel();
    assert_eq!(timer.end_sleep(cancelled), Err(AsyncError::Cancelled));
    // The other one goes on.
    assert_eq!(
        tokens.iter().filter(|token| token.is_cancelled()).count(),
        1
    );
    other.cancel();
    assert_eq!(timer.end_sleep(other), Err(AsyncError::Cancelled));
}

#[test]
fn a_begun_operation_that_runs_one_at_a_time_is_cancelled_through_its_result() {
    let alarm = Arc::new(Alarm::default());
    let (sender, running) = begun();
    let result = alarm.begin_wait(sender, no_callback, ()).unwrap();
    receive(&running);
    result.cancel();
    assert_eq!(alarm.end_wait(result), Err(AsyncError::Cancelled));
}

#[test]
fn a_begun_operation_is_cancelled_through_its_status_and_clones_of_that() {
    let timer = Arc::new(Timer::default());
    let (sender, running) = begun();
    let (results, ended) = mpsc::channel();
    let callback = move |result| results.send(result).unwrap();
    let status: AsyncStatus = timer.begin_sleep(sender, callback, ()).unwrap();
    receive(&running);
    let clone = status.clone();
    assert!(!status.is_completed() && !clone.is_completed());
    clone.cancel();
    let result = receive(&ended);
    assert!(status.is_completed() && result.is_completed());
    assert_eq!(timer.end_sleep(result), Err(AsyncError::Cancelled));
}

#[test]
fn a_future_is_cancelled_and_still_yields_the_outcome() {
    let timer = Arc::new(Timer::default());
    let (sender, running) = begun();
    let future = timer.sleep_future(sender);
    receive(&running);
    future.cancel();
    assert_eq!(smol::block_on(future), Err(AsyncError::Cancelled));
}

#[test]
fn an_operation_with_a_callback_is_cancelled_through_its_handle_and_clones_of_that() {
    let timer = Arc::new(Timer::default());
    let (sender, running) = begun();
    let (outcomes, ended) = mpsc::channel();
    let callback = move |outcome| outcomes.send(outcome).unwrap();
    let handle: OperationHandle = timer.sleep_then(sender, TaskId::new(), callback).unwrap();
    receive(&running);
    assert!(!handle.is_completed());
    handle.clone().cancel();
    assert_eq!(receive(&ended), Err(AsyncError::Cancelled));
    assert!(handle.is_completed());
}

#[test]
fn a_closure_that_has_not_begun_is_cancelled_and_never_runs() {
    // On a pool of all closures there may always be a worker, so both are right; it does not run *and* end as cancelled.
    for _ in 0..100 {
        let (sender, ran) = mpsc::channel();
        let result = (move || sender.send(()).unwrap()).begin_invoke((), no_callback, ());
        let result = result.unwrap();
        result.cancel();
        match result.end_invoke() {
            Ok(()) => assert_eq!(ran.try_recv(), Ok(())),
            Err(error) => {
                assert_eq!(error, AsyncError::Cancelled);
                assert!(ran.try_recv().is_err());
            }
        }
    }
}

#[test]
fn a_method_without_a_token_is_cancelled_before_it_begins_and_not_later() {
    let (desk, jobs) = Desk::new();
    let timer = Arc::new(Timer {
        events: Events::with_executor(desk),
    });
    let future = timer.ring_future(Gate::open());
    future.cancel();
    receive(&jobs).run();
    assert_eq!(smol::block_on(future), Err(AsyncError::Cancelled));

    let timer = Arc::new(Timer::default());
    let (key, gate) = gate();
    let (sender, begun) = mpsc::channel();
    let result = timer.begin_toll(sender, gate, no_callback, ()).unwrap();
    receive(&begun);
    result.cancel();
    drop(key);
    assert_eq!(timer.end_toll(result), Ok("tolled"));
}

#[test]
fn repeated_and_late_requests_do_nothing() {
    let timer = Arc::new(Timer::default());
    let status = timer.begin_ring(Gate::open(), no_callback, ()).unwrap();
    assert!(status.async_wait_handle().wait_one_timeout(LIMIT));
    status.cancel();
    status.cancel();
    assert_eq!(timer.end_ring(status), Ok("rung"));

    let (sender, running) = begun();
    let future = timer.sleep_future(sender);
    receive(&running);
    future.cancel();
    future.cancel();
    assert_eq!(smol::block_on(future), Err(AsyncError::Cancelled));
}

#[test]
fn a_result_of_the_callback_can_be_asked_but_is_over() {
    let timer = Arc::new(Timer::default());
    let (sender, receiver) = mpsc::channel();
    let callback = move |result: RingAsyncResult| {
        result.cancel();
        sender.send((result.is_completed(), result)).unwrap();
    };
    let _status = timer.begin_ring(Gate::open(), callback, ()).unwrap();
    let (is_completed, result) = receive(&receiver);
    assert!(is_completed);
    assert_eq!(timer.end_ring(result), Ok("rung"));
}

#[test]
fn a_handle_keeps_neither_the_component_nor_the_operation() {
    let timer = Arc::new(Timer::default());
    let (outcomes, ended) = mpsc::channel();
    let callback = move |outcome| outcomes.send(outcome).unwrap();
    let handle = timer
        .ring_then(Gate::open(), TaskId::new(), callback)
        .unwrap();
    assert_eq!(receive(&ended), Ok("rung"));
    let component: Weak<Timer> = Arc::downgrade(&timer);
    drop(timer);
    assert_eq!(component.strong_count(), 0);
    assert!(handle.is_completed());
    handle.cancel();
}

#[test]
fn a_future_tells_whether_it_is_completed() {
    let timer = Arc::new(Timer::default());
    let (key, gate) = gate();
    let mut future = timer.ring_future(gate);
    assert!(!future.is_completed());
    drop(key);
    eventually(|| future.is_completed());
    let mut context = Context::from_waker(Waker::noop());
    assert_eq!(
        pin!(&mut future).poll(&mut context),
        Poll::Ready(Ok("rung"))
    );
    assert!(future.is_completed());
}

#[test]
fn a_future_is_fused() {
    let timer = Arc::new(Timer::default());
    let mut future = timer.ring_future(Gate::open());
    assert!(!future.is_terminated());
    assert_eq!(smol::block_on(&mut future), Ok("rung"));
    assert!(future.is_terminated());
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..3 {
        assert!(pin!(&mut future).poll(&mut context).is_pending());
    }
}

#[test]
fn a_future_that_is_refused_is_fused_too() {
    let alarm = Arc::new(Alarm::default());
    let (sender, running) = begun();
    let first = alarm.wait_future(sender.clone());
    receive(&running);
    let mut second: OperationFuture<(), _> = alarm.wait_future(sender);
    assert!(second.is_completed() && !second.is_terminated());
    let refused = smol::block_on(&mut second);
    assert_eq!(refused, Err(AsyncError::Refused(InvokeError::Busy)));
    assert!(second.is_terminated());
    // It cancels nothing: it has no operation.
    second.cancel();
    drop(second);
    assert!(!first.is_completed());
    first.cancel();
    assert_eq!(smol::block_on(first), Err(AsyncError::Cancelled));
}

#[test]
fn an_operation_whose_future_is_detached_runs_on() {
    let timer = Arc::new(Timer::default());
    let (sender, running) = begun();
    timer.sleep_future(sender).detach();
    let token = receive(&running);
    assert!(!token.is_cancelled());
    assert_eq!(timer.events.pending(), 1);
    timer.events.cancel_all();
    assert!(timer.events.wait_idle(LIMIT));
}

#[test]
fn an_operation_whose_future_is_detached_has_its_outcome_dropped() {
    #[derive(Default)]
    struct Safe {
        events: Events<Self>,
    }

    #[event_async(future)]
    impl Safe {
        #[event_async]
        fn keep(gate: Gate, treasure: Arc<()>) -> Arc<()> {
            gate.pass();
            treasure
        }
    }

    let treasure = Arc::new(());
    let (key, gate) = gate();
    let safe = Arc::new(Safe::default());
    safe.keep_future(gate, Arc::clone(&treasure)).detach();
    assert_eq!(Arc::strong_count(&treasure), 2);
    drop(key);
    eventually(|| Arc::strong_count(&treasure) == 1);
}

#[test]
fn requests_from_several_handles_are_one() {
    let timer = Arc::new(Timer::default());
    let slept = listen(timer.sleep_completed(), |_timer, _e| ());
    let (sender, running) = begun();
    let result = timer.begin_sleep(sender, no_callback, ()).unwrap();
    let token = receive(&running);
    std::thread::scope(|scope| {
        scope.spawn(|| result.cancel());
        scope.spawn(|| token.cancel());
        scope.spawn(|| timer.events.cancel_all());
    });
    assert_eq!(timer.end_sleep(result), Err(AsyncError::Cancelled));
    assert!(slept.try_recv().is_err());
}
