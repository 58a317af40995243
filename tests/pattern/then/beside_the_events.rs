//! Callbacks beside the other ways to start, on one component.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::mpsc;

use eap_runtime::{
    AsyncError, CancellationToken, EventLoop, Events, InvokeError, OperationHandle, Progress,
    event_async, no_callback,
};

use crate::support::{Gate, LIMIT, gate, listen, receive, run};

/// One operation at a time, with a user state to carry along.
#[derive(Default)]
struct Press {
    events: Events<Self>,
}

#[event_async(user_state = &'static str, begin_end, future, then)]
impl Press {
    #[event_async(result = pages)]
    fn print(&self, gate: Gate, pages: u32, #[progress] progress: &Progress) -> u32 {
        progress.report(10);
        gate.pass();
        pages
    }

    #[event_async]
    fn hold(#[cancel] cancel: &CancellationToken) {
        assert!(cancel.wait_timeout(LIMIT), "nobody cancels");
    }
}

/// One operation at a time, without a user state. Only one method has a callback.
#[derive(Default)]
struct Bindery {
    events: Events<Self>,
}

#[event_async]
impl Bindery {
    #[event_async(then)]
    fn bind(sheets: u8) -> Result<u8, &'static str> {
        sheets.checked_sub(1).ok_or("nothing to bind")
    }

    #[event_async]
    fn cut(&self) {}
}

#[test]
fn every_way_of_starting_works_on_one_component() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let press = Arc::new(Press::default());
    let printed = listen(press.print_completed(), |_press, e| *e.pages().unwrap());
    press.print_async(Gate::open(), 1, "event").unwrap();
    run(&event_loop);
    let result = press.begin_print(Gate::open(), 2, no_callback, "result");
    assert_eq!(press.end_print(result.unwrap()), Ok(2));
    assert_eq!(smol::block_on(press.print_future(Gate::open(), 3)), Ok(3));
    let (sender, outcomes) = mpsc::channel();
    press
        .print_then(Gate::open(), 4, "then", move |outcome| {
            sender.send(outcome).unwrap()
        })
        .unwrap();
    run(&event_loop);
    assert_eq!(outcomes.try_recv(), Ok(Ok(4)));
    assert_eq!(printed.try_iter().collect::<Vec<_>>(), [1]);
}

#[test]
fn one_at_a_time_counts_callbacks_too() {
    let press = Arc::new(Press::default());
    let (key, closed) = gate();
    press.print_then(closed, 1, "then", drop).unwrap();
    assert!(press.is_busy());
    let busy = press.print_async(Gate::open(), 2, "event");
    assert_eq!(busy, Err(InvokeError::Busy));
    let busy = press.print_then(Gate::open(), 2, "then", drop);
    assert_eq!(busy.map(|_handle| ()), Err(InvokeError::Busy));
    drop(key);
    assert!(press.events.wait_idle(LIMIT));
    assert!(!press.is_busy());
}

#[test]
fn the_user_state_is_carried_to_the_progress_events() {
    let press = Arc::new(Press::default());
    let states = listen(press.progress_changed(), |_press, e| *e.user_state());
    let (key, gate) = gate();
    press.print_then(gate, 1, "carried", drop).unwrap();
    assert_eq!(receive(&states), "carried");
    drop(key);
}

#[test]
fn the_one_operation_is_cancelled_when_it_has_a_callback_too() {
    let press = Arc::new(Press::default());
    let (sender, outcomes) = mpsc::channel();
    press
        .hold_then("held", move |outcome| sender.send(outcome).unwrap())
        .unwrap();
    press.hold_async_cancel();
    assert_eq!(receive(&outcomes), Err(AsyncError::Cancelled));
}

#[test]
fn a_method_alone_can_have_a_callback() {
    let bindery = Arc::new(Bindery::default());
    let (sender, outcomes) = mpsc::channel();
    for sheets in [3, 0] {
        let sender = sender.clone();
        let callback = move |outcome: Result<u8, AsyncError<&'static str>>| {
            sender.send(outcome).unwrap();
        };
        let handle: Result<OperationHandle, InvokeError> = bindery.bind_then(sheets, callback);
        assert!(handle.is_ok());
        let expected = match sheets {
            0 => Err(AsyncError::Failed("nothing to bind")),
            _ => Ok(2),
        };
        assert_eq!(receive(&outcomes), expected);
    }
}

#[test]
fn a_method_that_cannot_fail_has_an_outcome_all_the_same() {
    fn called(outcome: Result<u32, AsyncError<Infallible>>) {
        assert_eq!(outcome, Ok(5));
    }

    let event_loop = EventLoop::new().resume_handler_panics();
    let _current = event_loop.enter();
    let press = Arc::new(Press::default());
    // A function can be the callback, too.
    press.print_then(Gate::open(), 5, "then", called).unwrap();
    run(&event_loop);
    press
        .print_then_local(Gate::open(), 5, "local", called)
        .unwrap();
    run(&event_loop);
}

#[test]
fn completed_handlers_and_callbacks_start_each_other() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let press = Arc::new(Press::default());
    let (sender, order) = mpsc::channel();
    press.print_completed().subscribe(move |press, e| {
        let sender = sender.clone();
        let pages = *e.pages().unwrap();
        sender.send(("event", pages)).unwrap();
        let again = Arc::clone(press);
        press
            .print_then(Gate::open(), pages + 1, "then", move |outcome| {
                let pages = outcome.unwrap();
                sender.send(("then", pages)).unwrap();
                if pages < 4 {
                    again.print_async(Gate::open(), pages + 1, "event").unwrap();
                }
            })
            .unwrap();
    });
    press.print_async(Gate::open(), 1, "event").unwrap();
    run(&event_loop);
    let order: Vec<_> = order.try_iter().collect();
    assert_eq!(
        order,
        [("event", 1), ("then", 2), ("event", 3), ("then", 4)]
    );
}
