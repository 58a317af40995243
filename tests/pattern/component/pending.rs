//! For the component's author: `Events::cancel_all`, `pending` and `wait_idle`, for every face.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use eap_runtime::context::set_current;
use eap_runtime::{
    AsyncError, CancellationToken, EventLoop, Events, InvokeError, SynchronizationContext, TaskId,
    event_async, no_callback,
};

use crate::support::{Desk, Gate, Inbox, LIMIT, gate, listen, receive, run};

#[derive(Default)]
struct Depot {
    events: Events<Self>,
}

#[event_async(concurrent, begin_end, future, then)]
impl Depot {
    /// Runs until it is cancelled.
    #[event_async]
    fn load(begun: Sender<()>, #[cancel] cancel: &CancellationToken) {
        begun.send(()).unwrap();
        assert!(cancel.wait_timeout(LIMIT), "nobody cancels");
    }

    /// Does not support cancellation.
    #[event_async]
    fn count(gate: Gate) -> usize {
        gate.pass();
        3
    }
}

/// One operation at a time.
#[derive(Default)]
struct Ramp {
    events: Events<Self>,
}

#[event_async(begin_end, future, then)]
impl Ramp {
    #[event_async]
    fn lift(begun: Sender<()>, #[cancel] cancel: &CancellationToken) {
        begun.send(()).unwrap();
        assert!(cancel.wait_timeout(LIMIT), "nobody cancels");
    }
}

/// Starts an operation through every face, and waits until all run. What they leave for the test.
struct Everything {
    completed: Receiver<bool>,
    result: LoadAsyncResult,
    future: LoadFuture,
    then: Receiver<Result<(), AsyncError>>,
}

impl Everything {
    fn start(depot: &Arc<Depot>) -> Self {
        let (begun, running) = mpsc::channel();
        let completed = listen(depot.load_completed(), |_depot, e| e.cancelled());
        depot.load_async(begun.clone(), TaskId::new()).unwrap();
        let result = depot.begin_load(begun.clone(), no_callback, ()).unwrap();
        let future = depot.load_future(begun.clone());
        let (outcomes, then) = mpsc::channel();
        let callback = move |outcome| outcomes.send(outcome).unwrap();
        depot.load_then(begun, TaskId::new(), callback).unwrap();
        for _ in 0..4 {
            receive(&running);
        }
        Self {
            completed,
            result,
            future,
            then,
        }
    }

    fn are_all_cancelled(self, depot: &Depot) {
        let cancelled = Err(AsyncError::Cancelled);
        assert!(receive(&self.completed));
        assert_eq!(depot.end_load(self.result), cancelled);
        assert_eq!(smol::block_on(self.future), cancelled);
        assert_eq!(receive(&self.then), cancelled);
    }
}

#[test]
fn every_face_counts_as_pending() {
    let depot = Arc::new(Depot::default());
    assert_eq!(depot.events.pending(), 0);
    let everything = Everything::start(&depot);
    assert_eq!(depot.events.pending(), 4);
    depot.events.cancel_all();
    everything.are_all_cancelled(&depot);
    assert!(depot.events.wait_idle(LIMIT));
    assert_eq!(depot.events.pending(), 0);
}

#[test]
fn cancelling_all_reaches_every_face() {
    let depot = Arc::new(Depot::default());
    let everything = Everything::start(&depot);
    depot.events.cancel_all();
    everything.are_all_cancelled(&depot);
}

#[test]
fn cancelling_all_reaches_the_one_operation_whatever_its_face() {
    let ramp = Arc::new(Ramp::default());
    let (begun, running) = mpsc::channel();
    let ended = listen(ramp.lift_completed(), |_ramp, e| e.cancelled());
    ramp.lift_async(begun.clone()).unwrap();
    receive(&running);
    assert_eq!(ramp.events.pending(), 1);
    ramp.events.cancel_all();
    assert!(receive(&ended));

    let future = ramp.lift_future(begun.clone());
    receive(&running);
    ramp.events.cancel_all();
    assert_eq!(smol::block_on(future), Err(AsyncError::Cancelled));

    let result = ramp.begin_lift(begun.clone(), no_callback, ()).unwrap();
    receive(&running);
    ramp.events.cancel_all();
    assert_eq!(ramp.end_lift(result), Err(AsyncError::Cancelled));

    let (outcomes, then) = mpsc::channel();
    ramp.lift_then(begun, move |outcome| outcomes.send(outcome).unwrap())
        .unwrap();
    receive(&running);
    ramp.events.cancel_all();
    assert_eq!(receive(&then), Err(AsyncError::Cancelled));
    assert!(ramp.events.wait_idle(LIMIT));
}

#[test]
fn cancelling_all_leaves_alone_what_comes_later_and_what_cannot_be_cancelled() {
    let depot = Arc::new(Depot::default());
    let counted = listen(depot.count_completed(), |_depot, e| *e.result().unwrap());
    let (key, gate) = gate();
    depot.count_async(gate, TaskId::new()).unwrap();
    depot.events.cancel_all();
    let later = depot.begin_count(Gate::open(), no_callback, ()).unwrap();
    drop(key);
    assert_eq!(receive(&counted), 3);
    assert_eq!(depot.end_count(later), Ok(3));
}

#[test]
fn nothing_is_pending_of_a_start_that_is_refused() {
    let (desk, jobs) = Desk::new();
    drop(jobs);
    let depot = Arc::new(Depot {
        events: Events::with_executor(desk),
    });
    let refused = depot.count_async(Gate::open(), TaskId::new());
    assert_eq!(refused, Err(InvokeError::Rejected));
    assert!(depot.begin_count(Gate::open(), no_callback, ()).is_err());
    assert!(depot.count_then(Gate::open(), TaskId::new(), drop).is_err());
    assert!(smol::block_on(depot.count_future(Gate::open())).is_err());
    assert_eq!(depot.events.pending(), 0);
    assert!(depot.events.wait_idle(Duration::ZERO));
}

#[test]
fn waiting_ends_when_the_last_operation_does_whatever_its_face() {
    let starts: [fn(&Arc<Depot>, Gate); 4] = [
        |depot, gate| depot.count_async(gate, TaskId::new()).unwrap(),
        |depot, gate| drop(depot.begin_count(gate, no_callback, ()).unwrap()),
        |depot, gate| depot.count_future(gate).detach(),
        |depot, gate| drop(depot.count_then(gate, TaskId::new(), drop).unwrap()),
    ];
    for start in starts {
        let depot = Arc::new(Depot::default());
        let (key, gate) = gate();
        start(&depot, gate);
        assert!(!depot.events.wait_idle(Duration::from_millis(1)));
        let waiting = Arc::clone(&depot);
        let waiter = thread::spawn(move || waiting.events.wait_idle(LIMIT));
        drop(key);
        assert!(waiter.join().unwrap());
        assert_eq!(depot.events.pending(), 0);
    }
}

#[test]
fn waiting_with_nothing_pending_ends_at_once() {
    assert!(Depot::default().events.wait_idle(Duration::MAX));
    assert!(Ramp::default().events.wait_idle(Duration::ZERO));
}

#[test]
fn any_number_of_threads_may_wait() {
    let depot = Arc::new(Depot::default());
    let (key, closed) = gate();
    depot.count_async(closed, TaskId::new()).unwrap();
    thread::scope(|scope| {
        let waiters = [0; 8].map(|_| scope.spawn(|| depot.events.wait_idle(LIMIT)));
        drop(key);
        for waiter in waiters {
            assert!(waiter.join().unwrap());
        }
    });
}

#[test]
fn waiting_never_misses_the_end() {
    let depot = Arc::new(Depot::default());
    for _ in 0..2000 {
        depot.count_async(Gate::open(), TaskId::new()).unwrap();
        assert!(depot.events.wait_idle(LIMIT));
    }
}

#[test]
fn an_operation_is_pending_until_just_before_its_first_handler() {
    let depot = Arc::new(Depot::default());
    let (inbox, posted) = Inbox::new();
    let _current = set_current(inbox as Arc<dyn SynchronizationContext>);
    let pending = listen(depot.count_completed(), |depot, _e| {
        (
            depot.events.pending(),
            depot.events.wait_idle(Duration::ZERO),
        )
    });
    depot.count_async(Gate::open(), TaskId::new()).unwrap();
    let complete = receive(&posted);
    assert_eq!(depot.events.pending(), 1);
    complete();
    assert_eq!(receive(&pending), (0, true));
}

#[test]
fn a_handler_of_a_loop_may_cancel_all_and_shut_down() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let depot = Arc::new(Depot::default());
    let loaded = listen(depot.load_completed(), |_depot, e| e.cancelled());
    let (begun, running) = mpsc::channel();
    for _ in 0..3 {
        depot.load_async(begun.clone(), TaskId::new()).unwrap();
        receive(&running);
    }
    depot
        .count_completed()
        .subscribe(|depot, _e| depot.events.cancel_all());
    depot.count_async(Gate::open(), TaskId::new()).unwrap();
    run(&event_loop);
    assert_eq!(loaded.try_iter().collect::<Vec<_>>(), [true; 3]);
}

#[test]
fn a_method_may_look_at_what_is_pending_and_cancel_all() {
    #[derive(Default)]
    struct Valve {
        events: Events<Self>,
    }

    #[event_async(future)]
    impl Valve {
        #[event_async]
        fn close(&self, #[cancel] cancel: &CancellationToken) -> usize {
            let pending = self.events.pending();
            self.events.cancel_all();
            assert!(cancel.is_cancelled());
            pending
        }
    }

    let valve = Arc::new(Valve::default());
    assert_eq!(
        smol::block_on(valve.close_future()),
        Err(AsyncError::Cancelled)
    );
}
