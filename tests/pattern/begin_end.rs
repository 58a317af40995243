//! "Asynchronous operations that use `IAsyncResult` objects": `begin_…`, `end_…`, and the four ways to finish.

mod beside_the_events;
mod callback;
mod language;
mod outcome;
mod wait_handle;

use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use eap_runtime::{AsyncStatus, Events, event_async, no_callback};

use crate::support::{Desk, Gate, LIMIT, gate, receive};

/// Any number of operations at a time.
#[derive(Default)]
struct Calculator {
    events: Events<Self>,
}

#[event_async(concurrent, begin_end)]
impl Calculator {
    #[event_async(result = quotient)]
    fn divide(
        &self,
        gate: Gate,
        number: u32,
        by: &mut u32,
        #[out] remainder: &mut u32,
    ) -> Result<u32, String> {
        gate.pass();
        let divisor = *by;
        *by = 0;
        *remainder = number.checked_rem(divisor).unwrap_or_default();
        number
            .checked_div(divisor)
            .ok_or_else(|| format!("{number} / {divisor}"))
    }

    #[event_async(result = sum)]
    fn add(&self, a: u32, b: u32) -> u32 {
        a + b
    }

    #[event_async]
    fn wait(gate: Gate) {
        gate.pass();
    }

    #[event_async]
    fn fail<T: Send + 'static>(self: &Arc<Self>, value: T) {
        std::panic::panic_any(value);
    }
}

impl Calculator {
    fn at(desk: Desk) -> Arc<Self> {
        let events = Events::with_executor(desk);
        Arc::new(Self { events })
    }
}

fn calculator() -> Arc<Calculator> {
    Arc::default()
}

#[test]
fn one_way_to_finish_is_to_block_in_end() {
    let calculator = calculator();
    let (key, gate) = gate();
    let result = calculator
        .begin_divide(gate, 17, 5, no_callback, ())
        .unwrap();
    let (ending, ended) = mpsc::channel();
    let opener = thread::spawn(move || {
        receive(&ended);
        drop(key);
    });
    ending.send(()).unwrap();
    assert_eq!(calculator.end_divide(result).unwrap(), (3, 0, 2));
    opener.join().unwrap();
}

#[test]
fn another_way_is_to_wait_on_the_handle() {
    let calculator = calculator();
    let (key, gate) = gate();
    let result = calculator
        .begin_divide(gate, 17, 5, no_callback, ())
        .unwrap();
    let handle = result.async_wait_handle();
    assert!(!handle.wait_one_timeout(Duration::ZERO));
    drop(key);
    assert!(handle.wait_one_timeout(LIMIT));
    assert!(result.is_completed());
    assert_eq!(calculator.end_divide(result).unwrap(), (3, 0, 2));
}

#[test]
fn another_way_is_to_poll() {
    let calculator = calculator();
    let (key, gate) = gate();
    let result = calculator
        .begin_divide(gate, 17, 5, no_callback, ())
        .unwrap();
    let mut key = Some(key);
    let mut polls = 0;
    while !result.is_completed() {
        polls += 1;
        if polls == 10 {
            key = None;
        }
        thread::yield_now();
    }
    assert!(key.is_none(), "it was over before the method was");
    assert_eq!(calculator.end_divide(result).unwrap(), (3, 0, 2));
}

#[test]
fn another_way_is_to_end_in_the_callback() {
    let calculator = calculator();
    let (sender, receiver) = mpsc::channel();
    let ender = Arc::clone(&calculator);
    let (key, gate) = gate();
    let callback = move |result: DivideAsyncResult<String>| {
        let state = result.async_state().to_uppercase();
        let outputs = ender.end_divide(result).unwrap();
        sender.send((state, outputs)).unwrap();
    };
    let status: AsyncStatus<String> = calculator
        .begin_divide(gate, 17, 5, callback, "state".to_owned())
        .unwrap();
    assert!(!status.is_completed());
    drop(key);
    assert_eq!(receive(&receiver), ("STATE".to_owned(), (3, 0, 2)));
    assert!(status.is_completed());
}

#[test]
fn beginning_returns_at_once() {
    let calculator = calculator();
    let (_key, gate) = gate();
    let result = calculator.begin_wait(gate, no_callback, ()).unwrap();
    assert!(!result.is_completed());
}

#[test]
fn a_result_has_the_state_that_its_operation_was_begun_with() {
    let calculator = calculator();
    let first = calculator.begin_add(1, 2, no_callback, "first").unwrap();
    let second = calculator.begin_add(3, 4, no_callback, vec![2]).unwrap();
    assert_eq!(*first.async_state(), "first");
    assert_eq!(*second.async_state(), [2]);
    assert_eq!(calculator.end_add(second).unwrap(), 7);
    assert_eq!(calculator.end_add(first).unwrap(), 3);
}

#[test]
fn no_operation_completes_synchronously() {
    let calculator = calculator();
    let result = calculator.begin_add(1, 2, no_callback, ()).unwrap();
    assert!(!result.completed_synchronously());
    assert!(result.async_wait_handle().wait_one_timeout(LIMIT));
    assert!(!result.completed_synchronously());
}

#[test]
fn a_result_can_be_ended_on_another_thread() {
    let calculator = calculator();
    let result = calculator.begin_add(1, 2, no_callback, ()).unwrap();
    let ender = Arc::clone(&calculator);
    let sum = thread::spawn(move || ender.end_add(result).unwrap());
    assert_eq!(sum.join().unwrap(), 3);
}

#[test]
fn a_status_is_looked_at_from_several_places() {
    let calculator = calculator();
    let (key, gate) = gate();
    let status = calculator.begin_wait(gate, drop, "state").unwrap();
    let watcher = status.clone();
    let watcher = thread::spawn(move || {
        assert!(watcher.async_wait_handle().wait_one_timeout(LIMIT));
        *watcher.async_state()
    });
    drop(key);
    assert_eq!(watcher.join().unwrap(), "state");
    assert!(status.is_completed());
}

#[test]
fn what_is_printed_of_a_result_needs_nothing_of_its_types() {
    struct Opaque;

    let calculator = calculator();
    let (key, gate) = gate();
    let result = calculator.begin_wait(gate, no_callback, Opaque).unwrap();
    assert_eq!(
        format!("{result:?} {:?}", result.async_wait_handle()),
        "AsyncResult { is_completed: false, .. } WaitHandle { is_set: false }"
    );
    drop(key);
    assert!(result.async_wait_handle().wait_one_timeout(LIMIT));
    let status: &AsyncStatus<Opaque> = &result;
    assert_eq!(
        format!("{status:?}"),
        "AsyncStatus { is_completed: true, .. }"
    );
}
