//! Futures beside the events and beside begun operations: "can be used together on one component".

use std::sync::Arc;

use eap_runtime::{
    AsyncError, CancellationToken, EventLoop, Events, InvokeError, Progress,
    SynchronizationContext, TaskId, context, event_async, no_callback,
};

use super::block_on;
use crate::support::{Gate, Inbox, LIMIT, gate, listen, receive, rest, run};

/// Any number of operations at a time, in every way.
#[derive(Default)]
struct Printer {
    events: Events<Self>,
}

#[event_async(concurrent, begin_end, future)]
impl Printer {
    #[event_async(result = pages)]
    fn print(
        &self,
        gate: Gate,
        text: &str,
        #[progress] progress: &Progress<char>,
        #[cancel] cancel: &CancellationToken,
    ) -> usize {
        gate.pass();
        for letter in text.chars().take_while(|_letter| !cancel.is_cancelled()) {
            progress.report_with(0, letter);
        }
        text.len()
    }
}

/// One operation at a time, in every way.
#[derive(Default)]
struct Scanner {
    events: Events<Self>,
}

#[event_async(user_state = u8, begin_end, future)]
impl Scanner {
    #[event_async(result = page)]
    fn scan(&self, gate: Gate) -> u8 {
        gate.pass();
        1
    }

    #[event_async]
    fn warm_up(&self, #[cancel] cancel: &CancellationToken) {
        assert!(cancel.wait_timeout(LIMIT), "nobody cancels");
    }
}

#[test]
fn every_way_of_starting_runs_beside_the_others() {
    let printer = Arc::new(Printer::default());
    let pages = listen(printer.print_completed(), |_printer, e| *e.pages().unwrap());
    let (key, first) = gate();
    let (other_key, second) = gate();
    printer.print_async(first, "one", TaskId::new()).unwrap();
    let begun = printer
        .begin_print(second, "four", no_callback, ())
        .unwrap();
    let future = printer.print_future(Gate::open(), "eleven");
    assert_eq!(block_on(future).unwrap(), 6);
    drop(other_key);
    assert_eq!(printer.end_print(begun).unwrap(), 4);
    drop(key);
    assert_eq!(receive(&pages), 3);
}

#[test]
fn a_future_raises_no_event() {
    let printer = Arc::new(Printer::default());
    let completed = listen(printer.print_completed(), |_printer, _e| ());
    let progress = listen(printer.print_progress_changed(), |_printer, _e| ());
    block_on(printer.print_future(Gate::open(), "one")).unwrap();
    drop(printer);
    assert_eq!(rest(&completed), []);
    assert_eq!(rest(&progress), []);
}

#[test]
fn a_stream_has_the_reports_of_its_own_operation_alone() {
    let event_loop = EventLoop::new();
    let current = event_loop.enter();
    let printer = Arc::new(Printer::default());
    let letters = listen(printer.print_progress_changed(), |_printer, e| {
        *e.data().unwrap()
    });
    let (key, gate) = gate();
    let mut future = printer.print_future(gate, "ab");
    let mut stream = future.progress();
    printer
        .print_async(Gate::open(), "cd", TaskId::new())
        .unwrap();
    run(&event_loop);
    drop((key, current));
    let reports = block_on(async {
        let mut reports = Vec::new();
        while let Some(e) = std::future::poll_fn(|context| stream.poll_next(context)).await {
            reports.push(*e.data().unwrap());
        }
        reports
    });
    assert_eq!(reports, ['a', 'b']);
    block_on(future).unwrap();
    drop(printer);
    assert_eq!(rest(&letters), ['c', 'd']);
}

#[test]
fn one_at_a_time_counts_futures_too() {
    let scanner = Arc::new(Scanner::default());
    let (key, closed) = gate();
    let future = scanner.scan_future(closed);
    assert!(scanner.is_busy());
    assert_eq!(scanner.scan_async(Gate::open(), 1), Err(InvokeError::Busy));
    let begun = scanner.begin_scan(Gate::open(), no_callback, ());
    assert_eq!(begun.unwrap_err(), InvokeError::Busy);
    drop(key);
    assert_eq!(block_on(future).unwrap(), 1);
}

#[test]
fn a_future_of_a_busy_component_is_refused() {
    let scanner = Arc::new(Scanner::default());
    let states = listen(scanner.scan_completed(), |_scanner, e| *e.user_state());
    let (key, closed) = gate();
    scanner.scan_async(closed, 7).unwrap();
    let error = block_on(scanner.scan_future(Gate::open())).unwrap_err();
    assert!(
        matches!(error, AsyncError::Refused(InvokeError::Busy)),
        "{error}"
    );
    drop(key);
    assert_eq!(receive(&states), 7);
}

#[test]
fn dropping_a_refused_future_cancels_nothing() {
    let scanner = Arc::new(Scanner::default());
    let warmed_up = listen(scanner.warm_up_completed(), |_scanner, e| e.cancelled());
    scanner.warm_up_async(1).unwrap();
    drop(scanner.warm_up_future());
    assert!(warmed_up.try_recv().is_err());
    assert!(scanner.is_busy());
    scanner.warm_up_async_cancel();
    assert!(receive(&warmed_up));
}

#[test]
fn the_one_operation_is_cancelled_when_it_is_a_future_too() {
    let scanner = Arc::new(Scanner::default());
    let future = scanner.warm_up_future();
    scanner.warm_up_async_cancel();
    let error = block_on(future).unwrap_err();
    assert!(matches!(error, AsyncError::Cancelled), "{error}");
}

#[test]
fn the_place_is_free_when_the_future_is_ready() {
    let scanner = Arc::new(Scanner::default());
    smol::block_on(async {
        for _ in 0..200 {
            scanner.scan_future(Gate::open()).await.unwrap();
        }
    });
    assert!(!scanner.is_busy());
}

#[test]
fn a_future_needs_no_context_and_tells_none() {
    let (inbox, posted) = Inbox::new();
    let _current = context::set_current(Arc::clone(&inbox) as Arc<dyn SynchronizationContext>);
    let scanner = Arc::new(Scanner::default());
    assert_eq!(block_on(scanner.scan_future(Gate::open())).unwrap(), 1);
    assert_eq!(inbox.started(), 0);
    assert!(posted.try_recv().is_err());
}

#[test]
fn a_handler_can_start_a_future() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let scanner = Arc::new(Scanner::default());
    let pages = listen(scanner.scan_completed(), |scanner, e| {
        e.page().unwrap() + block_on(scanner.scan_future(Gate::open())).unwrap()
    });
    scanner.scan_async(Gate::open(), 1).unwrap();
    run(&event_loop);
    assert_eq!(receive(&pages), 2);
}
