//! "Asynchronous Programming Using Delegates": calling any closure or function in an asynchronous manner.

use std::convert::Infallible;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Barrier, mpsc};
use std::thread;

use eap_runtime::begin_end::Invoked;
use eap_runtime::{
    AsyncResult, AsyncStatus, Delegate as _, EventLoop, Events, WaitHandle, event_async,
    no_callback,
};

use crate::support::{Gate, LIMIT, eventually, gate, receive, run};

fn greet(name: &str) -> String {
    format!("hello, {name}")
}

#[test]
fn a_closure_runs_on_a_worker() {
    let result = thread::current.begin_invoke((), no_callback, ()).unwrap();
    let worker = result.end_invoke().unwrap();
    assert_ne!(worker.id(), thread::current().id());
}

#[test]
fn a_function_is_called_with_its_arguments() {
    let result = greet.begin_invoke(("world",), no_callback, ()).unwrap();
    assert_eq!(result.end_invoke().unwrap(), "hello, world");
}

#[test]
fn a_method_is_called_as_a_function() {
    let result = str::len.begin_invoke(("four",), no_callback, ()).unwrap();
    assert_eq!(result.end_invoke().unwrap(), 4);
}

#[test]
fn there_can_be_up_to_eight_arguments() {
    fn ended<F, S>(result: AsyncResult<Invoked<F>, u32, Infallible, S>) -> u32 {
        result.end_invoke().unwrap()
    }

    let none = || 0_u32;
    let one = |a: u32| a;
    let two = |a: u32, b: u32| a + b;
    let three = |a: u32, b: u32, c: u32| a + b + c;
    let four = |a: u32, b: u32, c: u32, d: u32| a + b + c + d;
    let five = |a: u32, b: u32, c: u32, d: u32, e: u32| a + b + c + d + e;
    let six = |a: u32, b: u32, c: u32, d: u32, e: u32, f: u32| a + b + c + d + e + f;
    let seven = |a: u32, b: u32, c: u32, d: u32, e: u32, f: u32, g: u32| a + b + c + d + e + f + g;
    let eight = |a: u32, b: u32, c: u32, d: u32, e: u32, f: u32, g: u32, h: u32| {
        a + b + c + d + e + f + g + h
    };
    let sums = [
        ended(none.begin_invoke((), no_callback, ()).unwrap()),
        ended(one.begin_invoke((1,), no_callback, ()).unwrap()),
        ended(two.begin_invoke((1, 2), no_callback, ()).unwrap()),
        ended(three.begin_invoke((1, 2, 3), no_callback, ()).unwrap()),
        ended(four.begin_invoke((1, 2, 3, 4), no_callback, ()).unwrap()),
        ended(five.begin_invoke((1, 2, 3, 4, 5), no_callback, ()).unwrap()),
        ended(
            six.begin_invoke((1, 2, 3, 4, 5, 6), no_callback, ())
                .unwrap(),
        ),
        ended(
            seven
                .begin_invoke((1, 2, 3, 4, 5, 6, 7), no_callback, ())
                .unwrap(),
        ),
        ended(
            eight
                .begin_invoke((1, 2, 3, 4, 5, 6, 7, 8), no_callback, ())
                .unwrap(),
        ),
    ];
    assert_eq!(sums, [0, 1, 3, 6, 10, 15, 21, 28, 36]);
}

#[test]
fn arguments_may_be_of_different_types() {
    let repeat = |text: &str, times: usize, mut to: Vec<String>| {
        to.push(text.repeat(times));
        to
    };
    let result = repeat
        .begin_invoke(("ab", 2, vec!["c".to_owned()]), no_callback, ())
        .unwrap();
    assert_eq!(result.end_invoke().unwrap(), ["c", "abab"]);
}

#[test]
fn a_closure_may_use_up_what_it_captures() {
    let parcel = Arc::new("content".to_owned());
    let given = Arc::clone(&parcel);
    let result = (move || given).begin_invoke((), no_callback, ()).unwrap();
    assert!(Arc::ptr_eq(&result.end_invoke().unwrap(), &parcel));
    eventually(|| Arc::strong_count(&parcel) == 1);
}

#[test]
fn a_boxed_closure_and_a_function_pointer_are_delegates_too() {
    let boxed: Box<dyn FnOnce(u8) -> u8 + Send> = Box::new(|number| number + 1);
    let result = boxed.begin_invoke((1,), no_callback, ()).unwrap();
    assert_eq!(result.end_invoke().unwrap(), 2);
    let pointer: fn(&'static str) -> String = greet;
    let result = pointer.begin_invoke(("you",), no_callback, ()).unwrap();
    assert_eq!(result.end_invoke().unwrap(), "hello, you");
}

#[test]
fn a_closures_own_result_is_given_as_it_is() {
    let parse = |text: &str| text.parse::<u8>();
    let good = parse.begin_invoke(("12",), no_callback, ()).unwrap();
    let bad = parse.begin_invoke(("x",), no_callback, ()).unwrap();
    assert_eq!(good.end_invoke().unwrap(), Ok(12));
    assert!(bad.end_invoke().unwrap().is_err());
}

#[test]
fn end_goes_on_with_the_closures_panic() {
    let panics = |number: u8| -> u8 { std::panic::panic_any(number) };
    let result = panics.begin_invoke((7,), no_callback, ()).unwrap();
    let payload = catch_unwind(AssertUnwindSafe(|| result.end_invoke())).unwrap_err();
    assert_eq!(*payload.downcast::<u8>().unwrap(), 7);
}

#[test]
fn the_callback_gets_the_result_with_its_state() {
    let (sender, receiver) = mpsc::channel();
    let (key, gate) = gate();
    let wait = move || {
        gate.pass();
        42
    };
    let status: AsyncStatus<&str> = wait
        .begin_invoke(
            (),
            move |result| {
                let state = *result.async_state();
                sender.send((state, result.end_invoke().unwrap())).unwrap();
            },
            "state",
        )
        .unwrap();
    assert!(!status.is_completed());
    drop(key);
    assert_eq!(receive(&receiver), ("state", 42));
    assert!(status.is_completed());
}

#[test]
fn a_result_is_looked_at_until_the_closure_is_done() {
    let (key, gate) = gate();
    let wait = move || gate.pass();
    let result = wait.begin_invoke((), no_callback, 1).unwrap();
    assert!(!result.is_completed());
    assert!(!result.completed_synchronously());
    drop(key);
    assert!(result.async_wait_handle().wait_one_timeout(LIMIT));
    assert!(result.is_completed());
    result.end_invoke().unwrap();
}

#[test]
fn any_number_run_at_the_same_time() {
    let together = Arc::new(Barrier::new(16));
    let begin = || {
        let together = Arc::clone(&together);
        let meet = move || together.wait().is_leader();
        meet.begin_invoke((), no_callback, ()).unwrap()
    };
    let results: Vec<_> = (0..16).map(|_| begin()).collect();
    let leaders = results
        .into_iter()
        .map(|result| result.end_invoke().unwrap());
    assert_eq!(leaders.filter(|is_leader| *is_leader).count(), 1);
}

#[test]
fn a_closure_can_begin_another() {
    let inner = |number: u32| number * 2;
    let outer = move |number: u32| {
        let result = inner.begin_invoke((number,), no_callback, ()).unwrap();
        result.end_invoke().unwrap() + 1
    };
    let result = outer.begin_invoke((20,), no_callback, ()).unwrap();
    assert_eq!(result.end_invoke().unwrap(), 41);
}

#[test]
fn end_on_the_thread_of_a_loop_does_not_need_the_loop() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let result = greet.begin_invoke(("loop",), no_callback, ()).unwrap();
    assert_eq!(result.end_invoke().unwrap(), "hello, loop");
    run(&event_loop);
}

/// A component, to wait for beside a closure.
#[derive(Default)]
struct Greeter {
    events: Events<Self>,
}

#[event_async(begin_end)]
impl Greeter {
    #[event_async]
    fn greet(&self, gate: Gate, name: &str) -> String {
        gate.pass();
        greet(name)
    }
}

#[test]
fn closures_and_methods_can_be_waited_for_together() {
    let greeter = Arc::new(Greeter::default());
    let (key, gate) = gate();
    let of_method = greeter
        .begin_greet(gate, "method", no_callback, "state")
        .unwrap();
    let of_closure = greet.begin_invoke(("closure",), no_callback, 1).unwrap();
    let handles = [
        of_method.async_wait_handle(),
        of_closure.async_wait_handle(),
    ];
    assert_eq!(WaitHandle::wait_any_timeout(&handles, LIMIT), Some(1));
    drop(key);
    assert!(WaitHandle::wait_all_timeout(&handles, LIMIT));
    assert_eq!(greeter.end_greet(of_method).unwrap(), "hello, method");
    assert_eq!(of_closure.end_invoke().unwrap(), "hello, closure");
}
