//! An operation keeps what it needs until it is over, and nothing longer: neither the component, nor the arguments, the
//! handlers, the user state or the context.

use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Weak};

use eap_runtime::context::{Callback, set_current};
use eap_runtime::{
    AsyncError, CancellationToken, Delegate, EventLoop, Events, OperationFuture, Progress,
    SynchronizationContext, ThreadPool, event_async, no_callback,
};

use crate::support::{Desk, Gate, Inbox, eventually, gate, listen, receive, run};

/// What is counted: as many as there are clones.
type Held = Arc<()>;

/// What a method gives away, to be kept longer than its operation.
type Kept = (CancellationToken, Progress<u8>);

#[derive(Default)]
struct Workshop {
    events: Events<Self>,
}

#[event_async(concurrent, user_state = Arc<u32>, begin_end, future)]
impl Workshop {
    #[event_async]
    fn build(&self, held: Held) -> Held {
        Arc::clone(&held)
    }

    /// Gives its token and its progress away.
    #[event_async]
    fn lend(
        self: &Arc<Self>,
        to: Sender<Kept>,
        gate: Gate,
        #[cancel] cancel: CancellationToken,
        #[progress] progress: Progress<u8>,
    ) {
        progress.report_with(1, 1);
        to.send((cancel, progress)).unwrap();
        gate.pass();
    }
}

const TIMES: usize = 5000;

#[test]
fn after_end_nobody_else_has_the_component_or_the_arguments() {
    let mut workshop = Arc::new(Workshop::default());
    let mut held = Held::default();
    for _ in 0..TIMES {
        let result = workshop.begin_build(Arc::clone(&held), no_callback, ());
        drop(workshop.end_build(result.unwrap()).unwrap());
        assert!(Arc::get_mut(&mut workshop).is_some());
        assert!(Arc::get_mut(&mut held).is_some());
    }
}

#[test]
fn a_future_that_is_ready_has_left_nobody_with_the_component_or_the_arguments() {
    let mut workshop = Arc::new(Workshop::default());
    let mut held = Held::default();
    for _ in 0..TIMES {
        drop(smol::block_on(workshop.build_future(Arc::clone(&held))).unwrap());
        assert!(Arc::get_mut(&mut workshop).is_some());
        assert!(Arc::get_mut(&mut held).is_some());
    }
}

#[test]
fn a_future_with_progress_that_is_ready_has_left_nobody_with_the_component() {
    let mut workshop = Arc::new(Workshop::default());
    let (sender, kept) = mpsc::channel();
    for _ in 0..TIMES {
        smol::block_on(workshop.lend_future(sender.clone(), Gate::open())).unwrap();
        assert!(Arc::get_mut(&mut workshop).is_some());
    }
    drop(kept);
}

#[test]
fn in_a_callback_of_begin_nobody_else_has_the_component_or_the_arguments() {
    let mut workshop = Arc::new(Workshop::default());
    let mut held = Held::default();
    let (sender, results) = mpsc::channel();
    for _ in 0..TIMES {
        let sender = sender.clone();
        let callback = move |result| sender.send(result).unwrap();
        let status = workshop.begin_build(Arc::clone(&held), callback, ());
        let result = receive(&results);
        assert!(Arc::get_mut(&mut workshop).is_some());
        drop(workshop.end_build(result).unwrap());
        assert!(Arc::get_mut(&mut held).is_some());
        drop(status);
    }
}

#[test]
fn after_the_end_of_a_closure_nobody_else_has_what_it_captured() {
    let mut held = Held::default();
    for _ in 0..TIMES {
        let captured = Arc::clone(&held);
        let result = (move || drop(captured)).begin_invoke((), no_callback, ());
        result.unwrap().end_invoke().unwrap();
        assert!(Arc::get_mut(&mut held).is_some());
    }
}

#[test]
fn after_the_end_nobody_else_has_the_component_however_the_operation_ended() {
    let (desk, jobs) = Desk::new();
    let mut workshop = Arc::new(Workshop {
        events: Events::with_executor(desk),
    });
    let held = Held::default();
    type End = fn(&Receiver<eap_runtime::Job>);
    let abandon: End = |jobs| drop(receive(jobs));
    let leave: End = |_jobs| ();
    for (end, cancelled) in [(abandon, false), (leave, true)] {
        let begun = workshop.begin_build(Arc::clone(&held), no_callback, ());
        let result = begun.unwrap();
        if cancelled {
            result.cancel();
        }
        end(&jobs);
        // In this order: whoever has the outcome, has it all.
        let outcome = workshop.end_build(result);
        let is_expected = match outcome {
            Err(AsyncError::Cancelled) => cancelled,
            Err(AsyncError::Abandoned) => !cancelled,
            _ => false,
        };
        assert!(is_expected);
        assert!(Arc::get_mut(&mut workshop).is_some());
        assert_eq!(Arc::strong_count(&held), 1);
    }
}

/// An inbox that a test can see go.
struct Watched(Arc<Inbox>);

impl SynchronizationContext for Watched {
    fn post(&self, callback: Callback) {
        self.0.post(callback);
    }
}

/// Everything that an operation with events has, seen from outside.
struct Seen {
    component: Weak<Workshop>,
    handlers: Weak<()>,
    user_state: Weak<u32>,
    kept: Receiver<Kept>,
}

impl Seen {
    /// Starts an operation that has the last reference to everything, in the context that is current.
    fn start(gate: Gate) -> Self {
        let workshop = Arc::new(Workshop::default());
        let handler = Held::default();
        let in_progress = Arc::clone(&handler);
        let handlers = Arc::downgrade(&handler);
        workshop.progress_changed().subscribe(move |_, _e| {
            let _ = &in_progress;
        });
        workshop.lend_completed().subscribe(move |_, _e| {
            let _ = &handler;
        });
        let (sender, kept) = mpsc::channel();
        let user_state = Arc::new(1);
        let seen = Self {
            component: Arc::downgrade(&workshop),
            handlers,
            user_state: Arc::downgrade(&user_state),
            kept,
        };
        workshop.lend_async(sender, gate, user_state).unwrap();
        seen
    }

    fn all_gone(&self) -> bool {
        let counts = [
            self.component.strong_count(),
            self.handlers.strong_count(),
            self.user_state.strong_count(),
        ];
        counts == [0; 3]
    }
}

#[test]
fn a_token_and_a_progress_that_are_kept_keep_nothing_of_the_operation_in_a_loop() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let seen = Seen::start(Gate::open());
    let _kept = receive(&seen.kept);
    run(&event_loop);
    assert!(seen.all_gone());
}

#[test]
fn a_token_and_a_progress_that_are_kept_keep_nothing_of_the_operation_without_a_context() {
    let seen = Seen::start(Gate::open());
    let _kept = receive(&seen.kept);
    eventually(|| seen.all_gone());
}

#[test]
fn a_token_and_a_progress_that_are_kept_do_not_keep_the_context() {
    let (inbox, posted) = Inbox::new();
    let watched = Arc::new(Watched(inbox));
    let context = Arc::downgrade(&watched);
    let (key, gate) = gate();
    let seen = {
        let _current = set_current(watched as Arc<dyn SynchronizationContext>);
        Seen::start(gate)
    };
    let _kept = receive(&seen.kept);
    assert_eq!(context.strong_count() > 0, !seen.all_gone());
    drop(key);
    // A report and the Completed event.
    receive(&posted)();
    receive(&posted)();
    eventually(|| seen.all_gone() && context.strong_count() == 0);
}

#[test]
fn a_token_and_a_progress_that_are_kept_keep_nothing_when_the_context_drops_the_events() {
    let (inbox, posted) = Inbox::new();
    let watched = Arc::new(Watched(inbox));
    let context = Arc::downgrade(&watched);
    let seen = {
        let _current = set_current(watched as Arc<dyn SynchronizationContext>);
        Seen::start(Gate::open())
    };
    let _kept = receive(&seen.kept);
    drop(receive(&posted));
    drop(receive(&posted));
    eventually(|| seen.all_gone() && context.strong_count() == 0);
}

#[test]
fn a_component_is_dropped_by_its_owner_after_the_end_and_not_by_a_worker() {
    struct Mill {
        events: Events<Self>,
        gone: Sender<std::thread::ThreadId>,
    }

    impl Drop for Mill {
        fn drop(&mut self) {
            let _ = self.gone.send(std::thread::current().id());
        }
    }

    #[event_async(future)]
    impl Mill {
        #[event_async]
        fn grind(&self) {}
    }

    let (gone, dropped) = mpsc::channel();
    for _ in 0..TIMES / 10 {
        let mill = Arc::new(Mill {
            events: Events::new(),
            gone: gone.clone(),
        });
        smol::block_on(mill.grind_future()).unwrap();
        drop(mill);
        assert_eq!(receive(&dropped), std::thread::current().id());
    }
}

#[test]
fn an_outcome_that_nobody_takes_keeps_no_component() {
    let pool = ThreadPool::builder().max_threads(1).build();
    let workshop = Arc::new(Workshop {
        events: Events::with_executor(pool),
    });
    let held = Held::default();
    let result = workshop.begin_build(Arc::clone(&held), no_callback, ());
    let future: OperationFuture<_, _> = workshop.build_future(Arc::clone(&held));
    let component = Arc::downgrade(&workshop);
    drop(workshop);
    eventually(|| component.strong_count() == 0);
    // They have the results.
    assert_eq!(Arc::strong_count(&held), 3);
    drop((result, future));
    assert_eq!(Arc::strong_count(&held), 1);
}

#[test]
fn handlers_find_their_component_and_everything_else_released_after_the_last_of_them() {
    let workshop = Arc::new(Workshop::default());
    let user_state = Arc::new(5);
    let counts = listen(workshop.build_completed(), |_workshop, e| {
        Arc::strong_count(e.user_state())
    });
    let built = workshop.build_async(Held::default(), Arc::clone(&user_state));
    built.unwrap();
    // The test's own, and the one in the args.
    assert_eq!(receive(&counts), 2);
    eventually(|| Arc::strong_count(&user_state) == 1);
}
