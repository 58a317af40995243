//! `AsyncWaitHandle`: to wait for one operation, for all of several or for any.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use eap_runtime::{WaitHandle, no_callback};

use super::{Calculator, calculator};
use crate::support::{Desk, Gate, LIMIT, gate, receive};

/// Long enough to be noticed where nothing is awaited that long.
const MOMENT: Duration = Duration::from_millis(5);

/// An operation's handle; its result is never ended.
fn begun(calculator: &Arc<Calculator>, gate: Gate) -> WaitHandle {
    let result = calculator.begin_wait(gate, no_callback, ()).unwrap();
    result.async_wait_handle()
}

#[test]
fn no_time_at_all_is_a_look() {
    let calculator = calculator();
    let (key, gate) = gate();
    let handle = begun(&calculator, gate);
    assert!(!handle.wait_one_timeout(Duration::ZERO));
    drop(key);
    assert!(handle.wait_one_timeout(LIMIT));
    assert!(handle.wait_one_timeout(Duration::ZERO));
}

#[test]
fn a_wait_without_a_limit_ends_with_the_operation() {
    let calculator = calculator();
    let (key, gate) = gate();
    let handle = begun(&calculator, gate);
    let waiter = thread::spawn(move || handle.wait_one());
    drop(key);
    waiter.join().unwrap();
}

#[test]
fn a_limit_beyond_all_clocks_is_none() {
    let calculator = calculator();
    let (key, gate) = gate();
    let handle = begun(&calculator, gate);
    let waiter = thread::spawn(move || handle.wait_one_timeout(Duration::MAX));
    drop(key);
    waiter.join().unwrap();
}

#[test]
fn when_the_time_is_up_one_can_wait_again() {
    let calculator = calculator();
    let (key, gate) = gate();
    let handle = begun(&calculator, gate);
    assert!(!handle.wait_one_timeout(MOMENT));
    assert!(!handle.wait_one_timeout(MOMENT));
    drop(key);
    assert!(handle.wait_one_timeout(LIMIT));
}

#[test]
fn a_handle_stays_signalled() {
    let calculator = calculator();
    let handle = begun(&calculator, Gate::open());
    assert!(handle.wait_one_timeout(LIMIT));
    handle.wait_one();
    assert!(handle.clone().wait_one_timeout(Duration::ZERO));
}

#[test]
fn any_number_of_threads_can_wait_for_one_operation() {
    let calculator = calculator();
    let (key, gate) = gate();
    let handle = begun(&calculator, gate);
    let wait = || {
        let handle = handle.clone();
        thread::spawn(move || handle.wait_one_timeout(LIMIT))
    };
    let waiters: Vec<_> = (0..8).map(|_| wait()).collect();
    drop(key);
    for waiter in waiters {
        waiter.join().unwrap();
    }
}

#[test]
fn a_handle_tells_of_an_operation_that_was_abandoned() {
    let (desk, jobs) = Desk::new();
    let calculator = Calculator::at(desk);
    let handle = begun(&calculator, Gate::open());
    assert!(!handle.wait_one_timeout(Duration::ZERO));
    drop(receive(&jobs));
    assert!(handle.wait_one_timeout(Duration::ZERO));
}

#[test]
fn waiting_for_all_takes_results_of_any_methods_with_any_states() {
    let calculator = calculator();
    let sum = calculator.begin_add(1, 2, no_callback, "sum").unwrap();
    let quotient = calculator
        .begin_divide(Gate::open(), 17, 5, no_callback, vec![1])
        .unwrap();
    let in_callback = calculator.begin_wait(Gate::open(), drop, ()).unwrap();
    let handles = [
        sum.async_wait_handle(),
        quotient.async_wait_handle(),
        in_callback.async_wait_handle(),
    ];
    assert!(WaitHandle::wait_all_timeout(&handles, LIMIT));
    assert!(sum.is_completed() && quotient.is_completed() && in_callback.is_completed());
}

#[test]
fn waiting_for_all_is_in_vain_while_one_runs() {
    let calculator = calculator();
    let (key, gate) = gate();
    let handles = [begun(&calculator, Gate::open()), begun(&calculator, gate)];
    assert!(handles[0].wait_one_timeout(LIMIT));
    assert!(!WaitHandle::wait_all_timeout(&handles, MOMENT));
    drop(key);
    WaitHandle::wait_all(&handles);
}

#[test]
fn waiting_for_any_tells_which() {
    let calculator = calculator();
    let (_key, closed) = gate();
    let (key, gate) = gate();
    let handles = [begun(&calculator, closed), begun(&calculator, gate)];
    assert_eq!(WaitHandle::wait_any_timeout(&handles, MOMENT), None);
    drop(key);
    assert_eq!(WaitHandle::wait_any_timeout(&handles, LIMIT), Some(1));
}

#[test]
fn of_several_that_are_over_waiting_for_any_tells_the_first() {
    let calculator = calculator();
    let (_key, closed) = gate();
    let handles = [
        begun(&calculator, closed),
        begun(&calculator, Gate::open()),
        begun(&calculator, Gate::open()),
    ];
    assert!(WaitHandle::wait_all_timeout(&handles[1..], LIMIT));
    assert_eq!(WaitHandle::wait_any(&handles), Some(1));
}

#[test]
fn a_program_can_take_results_as_they_come() {
    let calculator = calculator();
    let (mut keys, gates): (Vec<_>, Vec<_>) = (0..4).map(|_| gate()).unzip();
    let mut waiting: Vec<_> = gates
        .into_iter()
        .enumerate()
        .map(|(number, gate)| calculator.begin_wait(gate, no_callback, number).unwrap())
        .collect();
    let mut order = Vec::new();
    while !waiting.is_empty() {
        keys.pop();
        let handles: Vec<_> = waiting
            .iter()
            .map(|result| result.async_wait_handle())
            .collect();
        let done = WaitHandle::wait_any_timeout(&handles, LIMIT).unwrap();
        let result = waiting.remove(done);
        order.push(*result.async_state());
        calculator.end_wait(result).unwrap();
    }
    assert_eq!(order, [3, 2, 1, 0]);
}

#[test]
fn one_handle_can_be_waited_for_twice_at_once() {
    let calculator = calculator();
    let handle = begun(&calculator, Gate::open());
    let twice = [handle.clone(), handle];
    assert!(WaitHandle::wait_all_timeout(&twice, LIMIT));
    assert_eq!(WaitHandle::wait_any_timeout(&twice, LIMIT), Some(0));
}

#[test]
fn of_no_operations_all_are_over_and_not_any() {
    WaitHandle::wait_all([]);
    assert_eq!(WaitHandle::wait_any([]), None);
}

#[test]
fn signals_come_from_several_threads_at_once() {
    const OPERATIONS: usize = 64;
    let calculator = calculator();
    let (keys, gates): (Vec<_>, Vec<_>) = (0..OPERATIONS).map(|_| gate()).unzip();
    let handles: Vec<_> = gates
        .into_iter()
        .map(|gate| begun(&calculator, gate))
        .collect();
    thread::scope(|scope| {
        let any = scope.spawn(|| WaitHandle::wait_any_timeout(&handles, LIMIT));
        let all = scope.spawn(|| WaitHandle::wait_all_timeout(&handles, LIMIT));
        let reversed = scope.spawn(|| WaitHandle::wait_all_timeout(handles.iter().rev(), LIMIT));
        for key in keys {
            scope.spawn(move || drop(key));
        }
        assert!(any.join().unwrap().is_some());
        assert!(all.join().unwrap() && reversed.join().unwrap());
    });
}
