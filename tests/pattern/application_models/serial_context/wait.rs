//! The count of outstanding operations, and waiting for the last of them.

use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::Duration;

use eap_runtime::SerialContext;

use super::{Clerk, file, wait};
use crate::support::{Gate, LIMIT, eventually, gate, listen, receive, rest};

#[test]
fn with_nothing_outstanding_nobody_waits() {
    let request = SerialContext::new();
    assert_eq!(request.outstanding(), 0);
    request.wait();
    assert!(request.wait_timeout(Duration::ZERO));
}

#[test]
fn every_operation_counts_until_it_is_done() {
    let request = SerialContext::new();
    let clerk = Arc::new(Clerk::default());
    let (keys, gates): (Vec<_>, Vec<_>) = (0..3).map(|_| gate()).unzip();
    for (gate, user_state) in gates.into_iter().zip(0..) {
        file(&clerk, &request, gate, user_state);
    }
    let handled = listen(clerk.file_completed(), |_clerk, _e| ());
    for (key, left) in keys.into_iter().zip([3, 2, 1]) {
        assert_eq!(request.outstanding(), left);
        assert!(!request.wait_timeout(Duration::ZERO));
        drop(key);
        receive(&handled);
        eventually(|| request.outstanding() < left);
    }
    wait(&request);
    assert_eq!(request.outstanding(), 0);
}

#[test]
fn waiting_for_a_while_tells_that_not_all_is_done() {
    let request = SerialContext::new();
    let clerk = Arc::new(Clerk::default());
    let (key, gate) = gate();
    file(&clerk, &request, gate, 1);
    assert!(!request.wait_timeout(Duration::from_millis(1)));
    drop(key);
    assert!(request.wait_timeout(LIMIT));
}

#[test]
fn waiting_for_ever_and_a_day_is_possible() {
    let request = SerialContext::new();
    let clerk = Arc::new(Clerk::default());
    file(&clerk, &request, Gate::open(), 1);
    assert!(request.wait_timeout(Duration::MAX));
}

#[test]
fn waiting_ends_when_the_last_handler_has_returned_and_not_before() {
    let request = SerialContext::new();
    let clerk = Arc::new(Clerk::default());
    let (entered, is_inside) = mpsc::channel();
    let (key, gate) = gate();
    let gate = Mutex::new(gate);
    clerk.file_completed().subscribe(move |_clerk, _e| {
        entered.send(()).unwrap();
        gate.lock().unwrap().pass();
    });
    file(&clerk, &request, Gate::open(), 1);
    receive(&is_inside);
    assert!(!request.wait_timeout(Duration::from_millis(10)));
    assert_eq!(request.outstanding(), 1);
    drop(key);
    wait(&request);
}

#[test]
fn what_handlers_start_is_waited_for_too() {
    let request = SerialContext::new();
    let clerk = Arc::new(Clerk::default());
    let handled = listen(clerk.file_completed(), |_clerk, e| *e.user_state());
    clerk.file_completed().subscribe(|clerk, e| {
        if *e.user_state() < 10 {
            clerk.file_async(Gate::open(), e.user_state() + 1).unwrap();
        }
    });
    file(&clerk, &request, Gate::open(), 1);
    wait(&request);
    // No waiting here: they have all been.
    assert!(handled.try_iter().eq(1..=10));
}

#[test]
fn everybody_who_waits_is_told() {
    let request = SerialContext::new();
    let clerk = Arc::new(Clerk::default());
    let (key, gate) = gate();
    file(&clerk, &request, gate, 1);
    let (sender, told) = mpsc::channel();
    for _ in 0..4 {
        let (request, sender) = (request.clone(), sender.clone());
        thread::spawn(move || {
            request.wait();
            sender.send(()).unwrap();
        });
    }
    drop((key, sender));
    assert_eq!(rest(&told).len(), 4);
}

#[test]
fn a_request_can_be_waited_for_again() {
    let request = SerialContext::new();
    let clerk = Arc::new(Clerk::default());
    let handled = listen(clerk.file_completed(), |_clerk, e| *e.user_state());
    for round in 1..=10 {
        file(&clerk, &request, Gate::open(), round);
        wait(&request);
        assert_eq!(handled.try_recv(), Ok(round));
    }
}

#[test]
fn each_request_waits_for_its_own_operations_only() {
    let (first, second) = (SerialContext::new(), SerialContext::new());
    let clerk = Arc::new(Clerk::default());
    let (key, gate) = gate();
    file(&clerk, &first, gate, 1);
    file(&clerk, &second, Gate::open(), 2);
    wait(&second);
    assert_eq!((first.outstanding(), second.outstanding()), (1, 0));
    drop(key);
    wait(&first);
}

#[test]
fn operations_go_on_when_nobody_holds_the_request_any_more() {
    let clerk = Arc::new(Clerk::default());
    let handled = listen(clerk.file_completed(), |_clerk, e| *e.user_state());
    let (key, gate) = gate();
    file(&clerk, &SerialContext::new(), gate, 1);
    drop((key, clerk));
    assert_eq!(rest(&handled), [1]);
}
