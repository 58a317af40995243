//! A loop for the length of a closure, and loops for tests.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, mpsc};

use eap_runtime::{EventLoop, InvokeError, context};

use super::{Printer, printed_pages};
use crate::support::{Gate, gate, rest};

#[test]
fn a_scope_returns_when_every_operation_that_was_started_there_is_done() {
    let printer = Arc::new(Printer::default());
    let pages = printed_pages(&printer);
    let returned = EventLoop::scope(|event_loop| {
        assert!(context::current().is_some());
        for page in 0..10 {
            printer.print_async(Gate::open(), page).unwrap();
        }
        assert_eq!(event_loop.outstanding(), 10);
        "what the closure returned"
    });
    assert_eq!(returned, "what the closure returned");
    assert_eq!(pages.borrow().len(), 10);
    assert!(context::current().is_none());
}

#[test]
fn a_scope_runs_what_was_started_before_an_error() {
    let printer = Arc::new(Printer::default());
    let pages = printed_pages(&printer);
    let returned = EventLoop::scope(|_event_loop| {
        let (key, gate) = gate();
        printer.print_async(gate, 1)?;
        let second = printer.print_async(Gate::open(), 1);
        drop(key);
        second
    });
    assert_eq!(returned, Err(InvokeError::DuplicateUserState));
    assert_eq!(*pages.borrow(), [1]);
}

#[test]
fn a_scope_in_which_nothing_starts_ends_at_once() {
    assert_eq!(EventLoop::scope(|_event_loop| 42), 42);
}

fn message(panic: &(dyn std::any::Any + Send)) -> &str {
    panic.downcast_ref::<&str>().unwrap()
}

#[test]
fn a_loop_for_tests_resumes_a_handlers_panic_once_the_other_handlers_have_run() {
    let event_loop = EventLoop::new().resume_handler_panics();
    let _current = event_loop.enter();
    let printer = Arc::new(Printer::default());
    printer
        .print_completed()
        .subscribe(|_printer, _e| panic!("out of paper"));
    let pages = printed_pages(&printer);
    printer
        .print_completed()
        .subscribe(|_printer, _e| panic!("and out of ink"));
    printer.print_async(Gate::open(), 1).unwrap();
    let panic = catch_unwind(AssertUnwindSafe(|| event_loop.run())).unwrap_err();
    assert_eq!(message(&*panic), "out of paper");
    assert_eq!(*pages.borrow(), [1]);
    // The operation is over all the same.
    assert_eq!(event_loop.outstanding(), 0);
    event_loop.run();
}

#[test]
fn a_loop_for_tests_resumes_panics_when_it_is_polled_and_goes_on() {
    let event_loop = EventLoop::new().resume_handler_panics();
    let (sender, ran) = mpsc::channel();
    event_loop.post(|| panic!("out of paper"));
    event_loop.post(move || sender.send(()).unwrap());
    let panic = catch_unwind(AssertUnwindSafe(|| event_loop.poll())).unwrap_err();
    assert_eq!(message(&*panic), "out of paper");
    assert_eq!(event_loop.poll(), 1);
    assert_eq!(rest(&ran).len(), 1);
}

#[test]
fn a_loop_for_tests_leaves_the_panics_of_other_threads_alone() {
    let event_loop = EventLoop::new().resume_handler_panics();
    let printer = Arc::new(Printer::default());
    printer
        .print_completed()
        .subscribe(|_printer, _e| panic!("out of paper"));
    let (sender, completed) = mpsc::channel();
    printer
        .print_completed()
        .subscribe(move |_printer, _e| sender.send(()).unwrap());
    // Without a context, the handlers run on the worker.
    printer.print_async(Gate::open(), 1).unwrap();
    drop(printer);
    assert_eq!(rest(&completed).len(), 1);
    let _current = event_loop.enter();
    event_loop.run();
}

#[test]
#[cfg_attr(not(debug_assertions), ignore = "it panics in debug builds only")]
fn to_run_a_loop_that_nobody_entered_is_reported_as_a_mistake() {
    let event_loop = EventLoop::new();
    let panic = catch_unwind(AssertUnwindSafe(|| event_loop.run())).unwrap_err();
    let message = panic.downcast_ref::<&str>().unwrap();
    assert!(message.contains("let _current = event_loop.enter();"));
}

#[test]
fn a_loop_that_was_posted_to_or_whose_context_was_taken_may_be_run() {
    let posted_to = EventLoop::new();
    posted_to.post(|| ());
    posted_to.run();
    let taken = EventLoop::new();
    let _context = taken.context();
    taken.run();
}
