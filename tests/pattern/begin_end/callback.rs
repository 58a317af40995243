//! The callback of `begin_…`: it gets the result, as .NET's `AsyncCallback` does, and ends the operation.

use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex};
use std::thread;

use eap_runtime::{AsyncStatus, Events, SynchronizationContext, context, event_async, no_callback};

use super::{AddAsyncResult, Calculator, calculator};
use crate::support::{Gate, Inbox, LIMIT, eventually, gate, receive};

#[test]
fn the_operation_is_over_when_the_callback_runs() {
    let calculator = calculator();
    let (sender, receiver) = mpsc::channel();
    let callback = move |result: AddAsyncResult<()>| sender.send(result.is_completed()).unwrap();
    let _status = calculator.begin_add(1, 2, callback, ()).unwrap();
    assert!(receive(&receiver));
}

#[test]
fn who_waits_on_the_handle_does_not_wait_for_the_callback() {
    let calculator = calculator();
    let (_key, gate) = gate();
    let callback = move |_result| gate.pass();
    let status = calculator.begin_add(1, 2, callback, ()).unwrap();
    assert!(status.async_wait_handle().wait_one_timeout(LIMIT));
}

#[test]
fn the_callback_runs_on_the_worker_whatever_context_is_current() {
    let (inbox, posted) = Inbox::new();
    let _current = context::set_current(Arc::clone(&inbox) as Arc<dyn SynchronizationContext>);
    let calculator = calculator();
    let (sender, receiver) = mpsc::channel();
    let callback = move |_result| {
        let captured = context::current().is_some();
        sender.send((thread::current().id(), captured)).unwrap();
    };
    let _status = calculator.begin_add(1, 2, callback, ()).unwrap();
    let (thread, captured) = receive(&receiver);
    assert_ne!(thread, thread::current().id());
    assert!(!captured);
    assert_eq!(inbox.started(), 0);
    assert!(posted.try_recv().is_err());
}

#[test]
fn a_function_can_be_the_callback_and_find_all_it_needs_in_the_state() {
    struct State {
        calculator: Arc<Calculator>,
        sums: Sender<u32>,
    }

    fn added(result: AddAsyncResult<Arc<State>>) {
        let state = Arc::clone(result.async_state());
        let sum = state.calculator.end_add(result).unwrap();
        state.sums.send(sum).unwrap();
    }

    let (sums, receiver) = mpsc::channel();
    let calculator = calculator();
    let state = Arc::new(State {
        calculator: Arc::clone(&calculator),
        sums,
    });
    let _status = calculator.begin_add(1, 2, added, state).unwrap();
    assert_eq!(receive(&receiver), 3);
}

#[test]
fn the_callback_can_leave_the_end_to_another_thread() {
    let calculator = calculator();
    let (sender, receiver) = mpsc::channel();
    let callback = move |result| sender.send(result).unwrap();
    let _status = calculator.begin_add(1, 2, callback, "sum").unwrap();
    let result = receive(&receiver);
    assert_eq!(*result.async_state(), "sum");
    assert_eq!(calculator.end_add(result).unwrap(), 3);
}

#[test]
fn a_callback_that_ends_nothing_leaks_nothing() {
    let calculator = calculator();
    let state = Arc::new(());
    let status = calculator
        .begin_add(1, 2, drop, Arc::clone(&state))
        .unwrap();
    assert!(status.async_wait_handle().wait_one_timeout(LIMIT));
    drop(status);
    eventually(|| Arc::strong_count(&state) == 1);
}

/// One operation at a time.
#[derive(Default)]
struct Counter {
    events: Events<Self>,
    count: Mutex<u32>,
}

#[event_async(begin_end)]
impl Counter {
    #[event_async]
    fn count(&self) -> u32 {
        let mut count = self.count.lock().unwrap();
        *count += 1;
        *count
    }
}

#[test]
fn the_place_is_free_when_the_callback_runs() {
    let counter = Arc::new(Counter::default());
    let (sender, receiver) = mpsc::channel();
    let ender = Arc::clone(&counter);
    let callback = move |result| {
        let was_busy = ender.is_busy();
        sender.send((was_busy, ender.end_count(result))).unwrap();
    };
    let _status = counter.begin_count(callback, ()).unwrap();
    let (was_busy, count) = receive(&receiver);
    assert!(!was_busy);
    assert_eq!(count.unwrap(), 1);
}

#[test]
fn the_callback_can_begin_the_next_operation() {
    fn count_on(counter: &Arc<Counter>, counts: Sender<u32>) -> AsyncStatus {
        let ender = Arc::clone(counter);
        let callback = move |result| {
            let count = ender.end_count(result).unwrap();
            counts.send(count).unwrap();
            if count < 100 {
                let _status = count_on(&ender, counts);
            }
        };
        counter.begin_count(callback, ()).unwrap()
    }

    let counter = Arc::new(Counter::default());
    let (counts, receiver) = mpsc::channel();
    let _status = count_on(&counter, counts);
    let counts: Vec<_> = (0..100).map(|_| receive(&receiver)).collect();
    assert!(counts.into_iter().eq(1..=100));
}

#[test]
fn a_panicking_callback_does_no_harm() {
    let counter = Arc::new(Counter::default());
    let (key, gate) = gate();
    let callback = move |result: CountAsyncResult<()>| {
        let _key = &key;
        assert!(!result.is_completed(), "it is always over by now");
    };
    let status = counter.begin_count(callback, ()).unwrap();
    assert!(status.async_wait_handle().wait_one_timeout(LIMIT));
    // The panic has dropped what the callback owned.
    gate.pass();
    assert!(!counter.is_busy());
    let result = counter.begin_count(no_callback, ()).unwrap();
    assert_eq!(counter.end_count(result).unwrap(), 2);
    eventually(|| Arc::strong_count(&counter) == 1);
}

#[test]
fn a_panic_of_the_method_goes_on_in_the_callback_that_ends_it_and_no_further() {
    let calculator = calculator();
    let (sender, receiver) = mpsc::channel();
    let ender = Arc::clone(&calculator);
    let callback = move |result| {
        let _ended = ender.end_fail(result);
        sender.send(()).unwrap();
    };
    let status = calculator.begin_fail("thrown", callback, ()).unwrap();
    assert!(status.async_wait_handle().wait_one_timeout(LIMIT));
    assert_eq!(
        receiver.recv_timeout(LIMIT),
        Err(mpsc::RecvTimeoutError::Disconnected)
    );
    let result = calculator
        .begin_wait(Gate::open(), no_callback, ())
        .unwrap();
    calculator.end_wait(result).unwrap();
}
