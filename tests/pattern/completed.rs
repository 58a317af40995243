//! "Notified on completion, with no further intervention required": what a client may rely on from the start of an
//! operation to its Completed event.

mod released;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, Weak};
use std::thread::{self, ThreadId};

use eap_runtime::{
    AsyncError, EventLoop, Events, InvokeError, SynchronizationContext, context, event_async,
};

use crate::support::{Gate, Inbox, gate, listen, receive, rest, run};

/// Tells the test when it is dropped.
struct Factory {
    events: Events<Self>,
    _gone: Option<Sender<()>>,
}

impl Factory {
    fn new() -> Arc<Self> {
        Arc::new(Self {
            events: Events::new(),
            _gone: None,
        })
    }

    fn with_farewell(gone: Sender<()>) -> Arc<Self> {
        Arc::new(Self {
            events: Events::new(),
            _gone: Some(gone),
        })
    }
}

#[derive(Clone, Copy)]
enum How {
    Well,
    Badly,
    Unexpectedly,
}

#[event_async(concurrent, user_state = u32)]
impl Factory {
    #[event_async(result = thread)]
    fn produce(&self, how: How, gate: Gate) -> Result<ThreadId, &'static str> {
        gate.pass();
        match how {
            How::Well => Ok(thread::current().id()),
            How::Badly => Err("no material"),
            How::Unexpectedly => panic!("the roof came down"),
        }
    }

    #[event_async]
    fn sweep(&self) {}
}

#[test]
fn starting_returns_at_once() {
    let factory = Factory::new();
    let produced = listen(factory.produce_completed(), |_factory, e| e.check().is_ok());
    let (key, closed) = gate();
    // The method waits for what this thread does next.
    factory.produce_async(How::Well, closed, 1).unwrap();
    drop(key);
    assert!(receive(&produced));
}

#[test]
fn the_method_never_runs_on_the_calling_thread() {
    let factory = Factory::new();
    let threads = listen(factory.produce_completed(), |_factory, e| {
        *e.thread().unwrap()
    });
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    factory.produce_async(How::Well, Gate::open(), 1).unwrap();
    run(&event_loop);
    assert_ne!(receive(&threads), thread::current().id());
}

#[test]
fn a_handler_that_starts_an_operation_does_not_wait_for_it_either() {
    let factory = Factory::new();
    factory.sweep_completed().subscribe(|factory, _e| {
        let (key, closed) = gate();
        factory.produce_async(How::Well, closed, 2).unwrap();
        drop(key);
    });
    let produced = listen(factory.produce_completed(), |_factory, e| e.check().is_ok());
    factory.sweep_async(1).unwrap();
    assert!(receive(&produced));
}

#[test]
fn however_a_method_ends_there_is_one_completed_event() {
    for how in [How::Well, How::Badly, How::Unexpectedly] {
        let factory = Factory::new();
        let produced = listen(factory.produce_completed(), |_factory, e| *e.user_state());
        let swept = listen(factory.sweep_completed(), |_factory, _e| ());
        factory.produce_async(how, Gate::open(), 1).unwrap();
        drop(factory);
        assert_eq!(rest(&produced), [1]);
        assert!(rest(&swept).is_empty());
    }
}

#[test]
fn a_start_that_is_refused_has_no_event() {
    let factory = Factory::new();
    let produced = listen(factory.produce_completed(), |_factory, e| *e.user_state());
    let (key, closed) = gate();
    factory.produce_async(How::Well, closed, 1).unwrap();
    for _ in 0..3 {
        let refused = factory.produce_async(How::Well, Gate::open(), 1);
        assert_eq!(refused, Err(InvokeError::DuplicateUserState));
    }
    drop(key);
    drop(factory);
    assert_eq!(rest(&produced), [1]);
}

#[test]
fn every_one_of_many_operations_completes_once() {
    let factory = Factory::new();
    let produced = listen(factory.produce_completed(), |_factory, e| *e.user_state());
    let starters = [0, 1, 2, 3].map(|starter| {
        let factory = Arc::clone(&factory);
        thread::spawn(move || {
            for number in 0..250 {
                let how = [How::Well, How::Badly][number as usize % 2];
                factory
                    .produce_async(how, Gate::open(), starter * 250 + number)
                    .unwrap();
            }
        })
    });
    for starter in starters {
        starter.join().unwrap();
    }
    drop(factory);
    let mut produced = rest(&produced);
    produced.sort_unstable();
    assert_eq!(produced, (0..1000).collect::<Vec<_>>());
}

#[test]
fn the_operation_is_over_before_its_first_handler_runs() {
    let factory = Factory::new();
    let restarted = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&restarted);
    let starts = listen(factory.produce_completed(), move |factory, e| {
        // Its own user state, and its own method.
        let first = count.fetch_add(1, Ordering::SeqCst) == 0;
        first.then(|| factory.produce_async(How::Well, Gate::open(), *e.user_state()))
    });
    factory.produce_async(How::Well, Gate::open(), 1).unwrap();
    drop(factory);
    // The second may be told of before the first.
    let starts = rest(&starts);
    assert_eq!(starts.len(), 2);
    assert_eq!(starts.into_iter().flatten().collect::<Vec<_>>(), [Ok(())]);
}

#[test]
fn an_operation_is_not_over_before_its_event_is_raised() {
    let (inbox, posted) = Inbox::new();
    let _current = context::set_current(inbox as Arc<dyn SynchronizationContext>);
    let factory = Factory::new();
    factory.produce_async(How::Well, Gate::open(), 1).unwrap();
    let callback = receive(&posted);
    let taken = factory.produce_async(How::Well, Gate::open(), 1);
    assert_eq!(taken, Err(InvokeError::DuplicateUserState));
    callback();
    assert_eq!(factory.produce_async(How::Well, Gate::open(), 1), Ok(()));
}

#[test]
fn a_handler_that_panics_does_not_keep_the_others_from_running() {
    let factory = Factory::new();
    let before = listen(factory.sweep_completed(), |_factory, _e| ());
    factory
        .sweep_completed()
        .subscribe(|_factory, _e| panic!("a broken broom"));
    let after = listen(factory.sweep_completed(), |_factory, _e| ());
    factory.sweep_async(1).unwrap();
    drop(factory);
    assert_eq!(rest(&before).len(), 1);
    assert_eq!(rest(&after).len(), 1);
}

#[test]
fn a_handler_that_panics_leaves_nothing_taken() {
    let (inbox, posted) = Inbox::new();
    let _current = context::set_current(Arc::clone(&inbox) as Arc<dyn SynchronizationContext>);
    let (farewell, gone) = mpsc::channel();
    let factory = Factory::with_farewell(farewell);
    factory
        .sweep_completed()
        .subscribe(|_factory, _e| panic!("a broken broom"));
    factory.sweep_async(1).unwrap();
    // Nor does the panic get out to the context.
    receive(&posted)();
    assert_eq!((inbox.started(), inbox.completed()), (1, 1));
    assert_eq!(factory.sweep_async(1), Ok(()));
    receive(&posted)();
    drop(factory);
    assert!(rest(&gone).is_empty());
}

#[test]
fn an_operation_keeps_its_component_alive_until_its_handlers_have_returned() {
    let (inbox, posted) = Inbox::new();
    let _current = context::set_current(inbox as Arc<dyn SynchronizationContext>);
    let factory = Factory::new();
    let weak = Arc::downgrade(&factory);
    let alive = {
        let weak = Weak::clone(&weak);
        listen(factory.produce_completed(), move |_factory, _e| {
            weak.strong_count() > 0
        })
    };
    let (key, closed) = gate();
    factory.produce_async(How::Well, closed, 1).unwrap();
    drop(factory);
    // While the method runs …
    assert!(weak.upgrade().is_some());
    drop(key);
    let callback = receive(&posted);
    // … while its event is on its way …
    assert!(weak.upgrade().is_some());
    callback();
    // … and while its handlers ran, but not after them.
    assert_eq!(rest(&alive), [true]);
    assert!(weak.upgrade().is_none());
}

#[test]
fn on_a_worker_too_the_component_goes_with_its_last_operation() {
    let (farewell, gone) = mpsc::channel();
    let factory = Factory::with_farewell(farewell);
    let (key, closed) = gate();
    factory.produce_async(How::Unexpectedly, closed, 1).unwrap();
    drop(factory);
    assert_eq!(gone.try_recv(), Err(mpsc::TryRecvError::Empty));
    drop(key);
    assert!(rest(&gone).is_empty());
}

#[test]
fn a_handler_can_keep_the_component() {
    let factory = Factory::new();
    let weak = Arc::downgrade(&factory);
    let kept = listen(factory.sweep_completed(), |factory, _e| Arc::clone(factory));
    factory.sweep_async(1).unwrap();
    drop(factory);
    let factory = receive(&kept);
    assert!(weak.ptr_eq(&Arc::downgrade(&factory)));
    assert_eq!(factory.sweep_async(2), Ok(()));
}

#[test]
fn handlers_run_one_beside_the_other_when_their_operations_do() {
    let factory = Factory::new();
    let (keys, gates): (Vec<_>, Vec<_>) = [gate(), gate()].into_iter().unzip();
    let gates = Mutex::new(gates);
    let handled = listen(factory.sweep_completed(), move |_factory, e| {
        // Taken in a statement of its own: no lock is held while this one waits.
        let gate = gates.lock().unwrap().pop();
        gate.unwrap().pass();
        *e.user_state()
    });
    let done = listen(factory.produce_completed(), |_factory, e| e.check().is_ok());
    factory.sweep_async(1).unwrap();
    factory.sweep_async(2).unwrap();
    // Two handlers block, and nothing else does: neither events, nor starts, nor subscriptions.
    factory.produce_async(How::Well, Gate::open(), 3).unwrap();
    assert!(receive(&done));
    factory
        .sweep_completed()
        .subscribe(|_factory, _e| ())
        .unsubscribe();
    drop(keys);
    let mut handled = [receive(&handled), receive(&handled)];
    handled.sort_unstable();
    assert_eq!(handled, [1, 2]);
}

#[test]
fn a_handler_can_start_operations_without_end() {
    const ROUNDS: u32 = 1000;
    let factory = Factory::new();
    let rounds = listen(factory.sweep_completed(), |factory, e| {
        if *e.user_state() < ROUNDS {
            factory.sweep_async(*e.user_state() + 1).unwrap();
        }
        *e.user_state()
    });
    factory.sweep_async(1).unwrap();
    drop(factory);
    let mut rounds = rest(&rounds);
    // Each may be told of before or after the one that it has started.
    rounds.sort_unstable();
    assert_eq!(rounds, (1..=ROUNDS).collect::<Vec<_>>());
}

#[test]
fn an_operation_needs_no_handler() {
    let (farewell, gone) = mpsc::channel();
    let factory = Factory::with_farewell(farewell);
    for number in 0..10 {
        factory
            .produce_async(How::Unexpectedly, Gate::open(), number)
            .unwrap();
    }
    drop(factory);
    assert!(rest(&gone).is_empty());
}

#[test]
fn the_error_of_a_method_can_be_any_type() {
    let factory = Factory::new();
    let errors = listen(factory.produce_completed(), |_factory, e| {
        match e.thread() {
            Err(AsyncError::Failed(error)) => Some(*error),
            _ => None,
        }
    });
    factory.produce_async(How::Badly, Gate::open(), 1).unwrap();
    assert_eq!(receive(&errors), Some("no material"));
}
