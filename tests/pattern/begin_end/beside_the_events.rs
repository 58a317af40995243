//! "In some cases the library designer should also implement the `IAsyncResult` based model": beside the events, and beside
//! a running `x_async` as the component's concurrency allows.

use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Barrier, Weak};
use std::thread;

use eap_runtime::{
    AsyncError, CancellationToken, EventLoop, Events, InvokeError, Progress, TaskId, event_async,
    no_callback,
};

use crate::support::{Gate, LIMIT, eventually, gate, listen, receive, rest, run};

/// Any number of operations at a time.
#[derive(Default)]
struct Orchestra {
    events: Events<Self>,
}

#[event_async(concurrent, begin_end)]
impl Orchestra {
    #[event_async(result = thread)]
    fn play(&self, together: &Arc<Barrier>) -> thread::ThreadId {
        together.wait();
        thread::current().id()
    }

    #[event_async(result = heard)]
    fn tune(
        &self,
        gate: Gate,
        #[cancel] cancel: &CancellationToken,
        #[progress] progress: &Progress<&'static str>,
    ) -> bool {
        progress.report_with(50, "a");
        gate.pass();
        cancel.is_cancelled()
    }
}

/// One operation at a time, each with a note of whose it is.
#[derive(Default)]
struct Soloist {
    events: Events<Self>,
}

#[event_async(user_state = &'static str, begin_end)]
impl Soloist {
    #[event_async(result = played)]
    fn practise(&self, gate: Gate) -> u32 {
        gate.pass();
        1
    }

    #[event_async]
    fn hold(&self, note: Sender<()>, #[cancel] cancel: &CancellationToken) {
        note.send(()).unwrap();
        assert!(cancel.wait_timeout(LIMIT), "nobody cancels");
    }
}

#[test]
fn concurrent_operations_run_beside_each_other_however_they_started() {
    let orchestra = Arc::new(Orchestra::default());
    let threads = listen(orchestra.play_completed(), |_orchestra, e| {
        *e.thread().unwrap()
    });
    // Neither gets past before the other is there.
    let together = Arc::new(Barrier::new(2));
    orchestra
        .play_async(Arc::clone(&together), TaskId::new())
        .unwrap();
    let result = orchestra.begin_play(together, no_callback, ()).unwrap();
    let thread = orchestra.end_play(result).unwrap();
    assert_ne!(receive(&threads), thread);
}

#[test]
fn several_begun_operations_run_beside_each_other() {
    let orchestra = Arc::new(Orchestra::default());
    let together = Arc::new(Barrier::new(8));
    let begin = || {
        let together = Arc::clone(&together);
        orchestra.begin_play(together, no_callback, ()).unwrap()
    };
    let results: Vec<_> = (0..8).map(|_| begin()).collect();
    for result in results {
        orchestra.end_play(result).unwrap();
    }
}

#[test]
fn a_begun_operation_is_not_cancelled_by_any_user_state() {
    let orchestra = Arc::new(Orchestra::default());
    let heard = listen(orchestra.tune_completed(), |_orchestra, e| e.cancelled());
    let (key, first) = gate();
    let (other_key, second) = gate();
    let task = TaskId::new();
    orchestra.tune_async(first, task).unwrap();
    let result = orchestra.begin_tune(second, no_callback, task).unwrap();
    orchestra.tune_async_cancel(&task);
    drop((key, other_key));
    assert!(receive(&heard));
    assert!(!orchestra.end_tune(result).unwrap());
}

#[test]
fn a_begun_operation_raises_no_event() {
    let orchestra = Arc::new(Orchestra::default());
    let completed = listen(orchestra.tune_completed(), |_orchestra, _e| ());
    let progress = listen(orchestra.progress_changed(), |_orchestra, _e| ());
    let result = orchestra.begin_tune(Gate::open(), no_callback, ()).unwrap();
    orchestra.end_tune(result).unwrap();
    drop(orchestra);
    assert_eq!(rest(&completed), []);
    assert_eq!(rest(&progress), []);
}

#[test]
fn one_at_a_time_counts_operations_however_they_started() {
    let soloist = Arc::new(Soloist::default());
    let completed = listen(soloist.practise_completed(), |_soloist, e| *e.user_state());
    let (key, closed) = gate();
    soloist.practise_async(closed, "first").unwrap();
    let busy = soloist.begin_practise(Gate::open(), no_callback, ());
    assert_eq!(busy.unwrap_err(), InvokeError::Busy);
    drop(key);
    assert_eq!(receive(&completed), "first");

    let (key, closed) = gate();
    let result = soloist.begin_practise(closed, no_callback, ()).unwrap();
    let busy = soloist.practise_async(Gate::open(), "second");
    assert_eq!(busy, Err(InvokeError::Busy));
    let busy = soloist.begin_practise(Gate::open(), no_callback, ());
    assert_eq!(busy.unwrap_err(), InvokeError::Busy);
    drop(key);
    assert_eq!(soloist.end_practise(result).unwrap(), 1);
}

#[test]
fn a_component_is_busy_until_its_begun_operation_is_over() {
    let soloist = Arc::new(Soloist::default());
    let (key, gate) = gate();
    let result = soloist.begin_practise(gate, no_callback, ()).unwrap();
    assert!(soloist.is_busy());
    drop(key);
    assert!(result.async_wait_handle().wait_one_timeout(LIMIT));
    assert!(!soloist.is_busy());
    soloist.end_practise(result).unwrap();
}

#[test]
fn the_place_is_free_when_end_returns() {
    let soloist = Arc::new(Soloist::default());
    for _ in 0..200 {
        let result = soloist
            .begin_practise(Gate::open(), no_callback, ())
            .unwrap();
        soloist.end_practise(result).unwrap();
    }
}

#[test]
fn a_result_that_is_never_ended_keeps_nobody_busy() {
    let soloist = Arc::new(Soloist::default());
    let result = soloist
        .begin_practise(Gate::open(), no_callback, ())
        .unwrap();
    drop(result);
    eventually(|| !soloist.is_busy());
    let result = soloist
        .begin_practise(Gate::open(), no_callback, ())
        .unwrap();
    soloist.end_practise(result).unwrap();
}

#[test]
fn the_one_operation_is_cancelled_however_it_started() {
    let soloist = Arc::new(Soloist::default());
    let (note, notes) = mpsc::channel();
    let result = soloist.begin_hold(note, no_callback, ()).unwrap();
    receive(&notes);
    soloist.hold_async_cancel();
    let error = soloist.end_hold(result).unwrap_err();
    assert!(matches!(error, AsyncError::Cancelled), "{error}");
}

#[test]
fn whoever_gets_the_outcome_finds_the_component_released() {
    struct Witness {
        component: Weak<Orchestra>,
        alive: Sender<bool>,
    }

    impl Drop for Witness {
        fn drop(&mut self) {
            let alive = self.component.upgrade().is_some();
            self.alive.send(alive).unwrap();
        }
    }

    let orchestra = Arc::new(Orchestra::default());
    let (alive, is_alive) = mpsc::channel();
    let witness = Witness {
        component: Arc::downgrade(&orchestra),
        alive,
    };
    let component = Arc::downgrade(&orchestra);
    let (key, gate) = gate();
    let callback = move |_result| drop(witness);
    let status = orchestra.begin_tune(gate, callback, ()).unwrap();
    drop(orchestra);
    assert!(
        component.upgrade().is_some(),
        "the running operation keeps it"
    );
    drop(key);
    assert!(!receive(&is_alive));
    assert!(status.is_completed());
}

#[test]
fn end_on_the_thread_of_the_loop_waits_for_nothing_the_loop_has_to_do() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let orchestra = Arc::new(Orchestra::default());
    let completed = listen(orchestra.play_completed(), |_orchestra, _e| {
        thread::current().id()
    });
    let together = Arc::new(Barrier::new(2));
    orchestra
        .play_async(Arc::clone(&together), TaskId::new())
        .unwrap();
    let result = orchestra.begin_play(together, no_callback, ()).unwrap();
    // The loop does not run meanwhile.
    orchestra.end_play(result).unwrap();
    run(&event_loop);
    assert_eq!(receive(&completed), thread::current().id());
}

#[test]
fn a_handler_can_begin_and_end_another_operation() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let soloist = Arc::new(Soloist::default());
    let played = listen(soloist.practise_completed(), |soloist, e| {
        let result = soloist
            .begin_practise(Gate::open(), no_callback, ())
            .unwrap();
        e.played().unwrap() + soloist.end_practise(result).unwrap()
    });
    soloist.practise_async(Gate::open(), "first").unwrap();
    run(&event_loop);
    assert_eq!(receive(&played), 2);
}

#[test]
fn a_loop_does_not_run_on_for_a_begun_operation() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let orchestra = Arc::new(Orchestra::default());
    let (_key, gate) = gate();
    let result = orchestra.begin_tune(gate, no_callback, ()).unwrap();
    run(&event_loop);
    assert!(!result.is_completed());
}

/// Only one of its operations can be begun.
#[derive(Default)]
struct Library {
    events: Events<Self>,
}

#[event_async]
impl Library {
    #[event_async(begin_end)]
    fn lend(&self, book: &str) -> usize {
        book.len()
    }

    #[event_async]
    fn buy(&self, book: &str) -> usize {
        book.len()
    }

    fn begin_buy(&self) -> &'static str {
        "the name is free"
    }
}

#[test]
fn the_option_on_a_method_is_for_this_method() {
    let library = Arc::new(Library::default());
    let result = library.begin_lend("Emma", no_callback, ()).unwrap();
    assert_eq!(library.end_lend(result).unwrap(), 4);
    assert_eq!(library.begin_buy(), "the name is free");
    let bought = listen(library.buy_completed(), |_library, e| *e.result().unwrap());
    library.buy_async("Persuasion").unwrap();
    assert_eq!(receive(&bought), 10);
}
