//! A loop that is polled from inside of another one.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use eap_runtime::{AsyncOperationManager, EventLoop};

use super::{Printer, printed_pages};
use crate::support::{Gate, gate, receive, run};

#[test]
fn polling_runs_what_waits_and_leaves_what_comes_meanwhile() {
    let event_loop = EventLoop::new();
    let (sender, order) = mpsc::channel();
    let context = event_loop.context();
    for number in [1, 2] {
        let (context, sender) = (Arc::clone(&context), sender.clone());
        event_loop.post(move || {
            sender.send(number).unwrap();
            context.post(Box::new(move || sender.send(number * 10).unwrap()));
        });
    }
    drop(sender);
    assert_eq!(event_loop.poll(), 2);
    assert_eq!(order.try_iter().collect::<Vec<_>>(), [1, 2]);
    assert_eq!(event_loop.poll(), 2);
    assert_eq!(order.try_iter().collect::<Vec<_>>(), [10, 20]);
    assert_eq!(event_loop.poll(), 0);
}

#[test]
fn polling_does_not_wait_for_operations_under_way() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let printer = Arc::new(Printer::default());
    let (key, gate) = gate();
    printer.print_async(gate, 1).unwrap();
    assert_eq!(event_loop.poll(), 0);
    drop(key);
    run(&event_loop);
}

#[test]
fn a_surrounding_loop_is_told_that_something_waits() {
    let (sender, surrounding_loop) = mpsc::channel();
    let event_loop = EventLoop::with_wake(move || sender.send(()).unwrap());
    let _current = event_loop.enter();
    let printer = Arc::new(Printer::default());
    let pages = printed_pages(&printer);
    for page in 0..10 {
        printer.print_async(Gate::open(), page).unwrap();
    }
    while event_loop.outstanding() > 0 {
        receive(&surrounding_loop);
        event_loop.poll();
    }
    assert_eq!(pages.borrow().len(), 10);
}

#[test]
fn a_surrounding_loop_is_told_of_what_came_while_it_polled() {
    let (sender, surrounding_loop) = mpsc::channel();
    let event_loop = EventLoop::with_wake(move || sender.send(()).unwrap());
    let context = event_loop.context();
    event_loop.post(move || context.post(Box::new(|| ())));
    // What the first one posts comes to a list in which this one waits.
    event_loop.post(|| ());
    receive(&surrounding_loop);
    assert_eq!(event_loop.poll(), 2);
    receive(&surrounding_loop);
    assert_eq!(event_loop.poll(), 1);
}

#[test]
fn a_surrounding_loop_is_told_of_what_a_panic_has_left() {
    let (sender, surrounding_loop) = mpsc::channel();
    let event_loop = EventLoop::with_wake(move || sender.send(()).unwrap());
    event_loop.post(|| panic!("out of paper"));
    event_loop.post(|| ());
    receive(&surrounding_loop);
    assert!(catch_unwind(AssertUnwindSafe(|| event_loop.poll())).is_err());
    receive(&surrounding_loop);
    assert_eq!(event_loop.poll(), 1);
}

#[test]
fn a_surrounding_loop_is_told_of_what_there_was_no_time_for() {
    let (sender, surrounding_loop) = mpsc::channel();
    let event_loop = EventLoop::with_wake(move || sender.send(()).unwrap());
    event_loop.post(|| ());
    receive(&surrounding_loop);
    assert!(!event_loop.run_for(Duration::ZERO));
    receive(&surrounding_loop);
    assert_eq!(event_loop.poll(), 1);
}

#[test]
fn a_surrounding_loop_is_told_of_an_operation_that_ends_without_a_callback() {
    let (sender, surrounding_loop) = mpsc::channel();
    let event_loop = EventLoop::with_wake(move || sender.send(()).unwrap());
    let operation = {
        let _current = event_loop.enter();
        AsyncOperationManager::create_operation(())
    };
    thread::spawn(move || drop(operation));
    while event_loop.outstanding() > 0 {
        receive(&surrounding_loop);
        event_loop.poll();
    }
}
