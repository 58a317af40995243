//! "`end_x(…)` gives what the synchronous method gives", or tells why there is nothing to give.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};

use eap_runtime::{AsyncError, Events, InvokeError, event_async, no_callback};

use super::{Calculator, calculator};
use crate::support::{Desk, Gate, LIMIT, eventually, gate, receive};

#[test]
fn end_gives_the_return_value_and_the_ref_and_out_parameters() {
    let calculator = calculator();
    let result = calculator
        .begin_divide(Gate::open(), 17, 5, no_callback, ())
        .unwrap();
    let (quotient, by, remainder) = calculator.end_divide(result).unwrap();
    assert_eq!((quotient, by, remainder), (3, 0, 2));
}

#[test]
fn end_gives_a_single_output_on_its_own() {
    let calculator = calculator();
    let result = calculator.begin_add(1, 2, no_callback, ()).unwrap();
    let sum: u32 = calculator.end_add(result).unwrap();
    assert_eq!(sum, 3);
}

#[test]
fn end_of_a_method_without_outputs_gives_nothing() {
    let calculator = calculator();
    let result = calculator
        .begin_wait(Gate::open(), no_callback, ())
        .unwrap();
    let () = calculator.end_wait(result).unwrap();
}

#[test]
fn end_gives_the_methods_error() {
    let calculator = calculator();
    let result = calculator
        .begin_divide(Gate::open(), 17, 0, no_callback, ())
        .unwrap();
    match calculator.end_divide(result) {
        Err(AsyncError::Failed(error)) => assert_eq!(error, "17 / 0"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn end_goes_on_with_the_methods_panic() {
    #[derive(Debug, PartialEq)]
    struct Thrown(u8);

    let calculator = calculator();
    let result = calculator.begin_fail(Thrown(7), no_callback, ()).unwrap();
    assert!(result.async_wait_handle().wait_one_timeout(LIMIT));
    let payload = catch_unwind(AssertUnwindSafe(|| calculator.end_fail(result))).unwrap_err();
    assert_eq!(*payload.downcast::<Thrown>().unwrap(), Thrown(7));
}

#[test]
fn a_panic_in_a_method_hurts_no_other_operation() {
    let calculator = calculator();
    let failed = calculator.begin_fail("once", no_callback, ()).unwrap();
    let result = calculator.begin_add(1, 2, no_callback, ()).unwrap();
    assert!(catch_unwind(AssertUnwindSafe(|| calculator.end_fail(failed))).is_err());
    assert_eq!(calculator.end_add(result).unwrap(), 3);
}

#[test]
fn an_operation_that_the_executor_drops_ends_as_abandoned() {
    let (desk, jobs) = Desk::new();
    let calculator = Calculator::at(desk);
    let result = calculator.begin_add(1, 2, no_callback, ()).unwrap();
    assert!(!result.is_completed());
    drop(receive(&jobs));
    assert!(result.is_completed());
    let error = calculator.end_add(result).unwrap_err();
    assert!(matches!(error, AsyncError::Abandoned), "{error}");
}

#[test]
fn the_callback_is_told_of_an_operation_that_the_executor_drops() {
    let (desk, jobs) = Desk::new();
    let calculator = Calculator::at(desk);
    let (sender, receiver) = mpsc::channel();
    let ender = Arc::clone(&calculator);
    let callback = move |result| sender.send(ender.end_add(result)).unwrap();
    let _status = calculator.begin_add(1, 2, callback, ()).unwrap();
    drop(receive(&jobs));
    let error = receive(&receiver).unwrap_err();
    assert!(matches!(error, AsyncError::Abandoned), "{error}");
}

#[test]
fn what_the_executor_refuses_is_not_begun() {
    let (desk, jobs) = Desk::new();
    drop(jobs);
    let calculator = Calculator::at(desk);
    let refused = calculator.begin_add(1, 2, no_callback, ()).unwrap_err();
    assert_eq!(refused, InvokeError::Rejected);
}

#[test]
fn a_refused_operation_lets_go_of_all_it_was_given_and_calls_nobody_back() {
    let (desk, jobs) = Desk::new();
    drop(jobs);
    let calculator = Calculator::at(desk);
    let given = Arc::new(());
    let (called, calls) = mpsc::channel::<()>();
    let captured = (called, Arc::clone(&given));
    let callback = move |_result| {
        let all = &captured;
        all.0.send(()).unwrap();
    };
    let refused = calculator.begin_wait(Gate::open(), callback, Arc::clone(&given));
    assert_eq!(refused.unwrap_err(), InvokeError::Rejected);
    assert_eq!(Arc::strong_count(&given), 1);
    assert_eq!(calls.try_recv(), Err(mpsc::TryRecvError::Disconnected));
}

/// Hands on what it is given.
#[derive(Default)]
struct Courier {
    events: Events<Self>,
}

#[event_async(begin_end)]
impl Courier {
    #[event_async]
    fn hand_on(gate: Gate, parcel: Arc<AtomicUsize>) -> Arc<AtomicUsize> {
        gate.pass();
        parcel.fetch_add(1, Ordering::SeqCst);
        parcel
    }
}

#[test]
fn a_result_that_is_never_ended_leaks_nothing() {
    let courier = Arc::new(Courier::default());
    let parcel = Arc::new(AtomicUsize::new(0));
    let state = Arc::new(());
    let result = courier
        .begin_hand_on(
            Gate::open(),
            Arc::clone(&parcel),
            no_callback,
            Arc::clone(&state),
        )
        .unwrap();
    assert!(result.async_wait_handle().wait_one_timeout(LIMIT));
    drop(result);
    eventually(|| Arc::strong_count(&parcel) == 1 && Arc::strong_count(&state) == 1);
}

#[test]
fn an_operation_whose_result_is_dropped_runs_on_and_leaks_nothing() {
    let courier = Arc::new(Courier::default());
    let parcel = Arc::new(AtomicUsize::new(0));
    let state = Arc::new(());
    let (key, gate) = gate();
    let result = courier
        .begin_hand_on(gate, Arc::clone(&parcel), no_callback, Arc::clone(&state))
        .unwrap();
    drop(result);
    drop(key);
    eventually(|| Arc::strong_count(&parcel) == 1 && Arc::strong_count(&state) == 1);
    assert_eq!(parcel.load(Ordering::SeqCst), 1);
}

#[test]
fn what_end_gives_is_moved_and_not_copied() {
    let courier = Arc::new(Courier::default());
    let parcel = Arc::new(AtomicUsize::new(0));
    let result = courier
        .begin_hand_on(Gate::open(), Arc::clone(&parcel), no_callback, ())
        .unwrap();
    let returned = courier.end_hand_on(result).unwrap();
    assert!(Arc::ptr_eq(&returned, &parcel));
    drop(returned);
    assert_eq!(Arc::strong_count(&parcel), 1);
}
