//! "Optionally Provide Support for Progress Reporting": a fast worker and a slow event loop. A report that still waits is
//! replaced by a newer one.

use std::collections::HashMap;
use std::sync::{Arc, mpsc};

use eap_runtime::{EventLoop, Events, Progress, event_async};

use crate::support::{Gate, gate, listen, receive, rest, run};

/// A component that reports far more than anybody wants to hear.
#[derive(Default)]
struct Flood {
    events: Events<Self>,
}

#[event_async(concurrent, user_state = u32)]
impl Flood {
    /// Reports from 1 to `middle`, and from there to 100. Tells at its gate how much data of its own is still kept.
    #[event_async]
    fn flow(
        middle: u8,
        kept: &mpsc::Sender<usize>,
        gate: &Gate,
        #[progress(coalesce)] progress: &Progress<Arc<()>>,
    ) {
        let drop = Arc::new(());
        (1..=middle).for_each(|percentage| progress.report_with(percentage, Arc::clone(&drop)));
        let _ = kept.send(Arc::strong_count(&drop) - 1);
        gate.pass();
        (middle + 1..=100).for_each(|percentage| progress.report(percentage));
    }
}

/// The user states and percentages a client hears, and at the end of each operation 200.
fn hear(flood: &Flood) -> mpsc::Receiver<(u32, u8)> {
    let (sender, heard) = mpsc::channel();
    let completed = sender.clone();
    flood.flow_progress_changed().subscribe(move |_flood, e| {
        let _ = sender.send((*e.user_state(), e.progress_percentage()));
    });
    flood.flow_completed().subscribe(move |_flood, e| {
        let _ = completed.send((*e.user_state(), 200));
    });
    heard
}

#[test]
fn of_the_reports_that_wait_only_the_last_one_is_heard() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let flood = Arc::new(Flood::default());
    let heard = hear(&flood);
    let (sender, kept) = mpsc::channel();
    flood.flow_async(100, sender, Gate::open(), 0).unwrap();
    receive(&kept);
    // The loop was busy with other things all the time.
    run(&event_loop);
    let heard: Vec<_> = heard.try_iter().collect();
    assert_eq!(heard, [(0, 100), (0, 200)]);
}

#[test]
fn a_report_that_was_heard_is_not_replaced() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let flood = Arc::new(Flood::default());
    let heard = hear(&flood);
    let (sender, kept) = mpsc::channel();
    let (key, gate) = gate();
    flood.flow_async(30, sender, gate, 0).unwrap();
    receive(&kept);
    event_loop.poll();
    assert_eq!(heard.try_recv(), Ok((0, 30)));
    drop(key);
    run(&event_loop);
    let heard: Vec<_> = heard.try_iter().collect();
    let [.., last, completed] = heard[..] else {
        panic!("the last report is lost: {heard:?}");
    };
    assert_eq!([last, completed], [(0, 100), (0, 200)]);
}

#[test]
fn a_replaced_report_is_dropped_at_once() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let flood = Arc::new(Flood::default());
    let _heard = hear(&flood);
    let (sender, kept) = mpsc::channel();
    flood.flow_async(100, sender, Gate::open(), 0).unwrap();
    assert_eq!(receive(&kept), 1);
    run(&event_loop);
}

#[test]
fn operations_do_not_replace_each_others_reports() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let flood = Arc::new(Flood::default());
    let heard = hear(&flood);
    let (sender, kept) = mpsc::channel();
    for user_state in 0..4 {
        flood
            .flow_async(100, sender.clone(), Gate::open(), user_state)
            .unwrap();
    }
    for _ in 0..4 {
        receive(&kept);
    }
    run(&event_loop);
    let mut of_operation: HashMap<u32, Vec<u8>> = HashMap::new();
    for (user_state, percentage) in heard.try_iter() {
        of_operation.entry(user_state).or_default().push(percentage);
    }
    let expected = (0..4).map(|user_state| (user_state, vec![100, 200]));
    assert_eq!(of_operation, expected.collect());
}

#[test]
fn no_report_is_replaced_where_none_has_to_wait() {
    // Without a context, the reporting thread runs the handlers.
    let flood = Arc::new(Flood::default());
    let heard = hear(&flood);
    let (sender, _kept) = mpsc::channel();
    flood.flow_async(50, sender, Gate::open(), 0).unwrap();
    drop(flood);
    let percentages = rest(&heard).into_iter().map(|(_, percentage)| percentage);
    assert!(percentages.eq((1..=100).chain([200])));
}

/// A component with different incremental results, whose percentages go to an event of their own.
#[derive(Default)]
struct Scanner {
    events: Events<Self>,
}

#[event_async]
impl Scanner {
    #[event_async]
    fn scan(ready: &mpsc::Sender<()>, #[progress(coalesce)] progress: &Progress<&'static str>) {
        progress.report(10);
        progress.report_with(20, "a page");
        progress.report_with(30, "another page");
        progress.report(40);
        let _ = ready.send(());
    }

    #[event_async]
    fn measure(#[progress] progress: &Progress<u64>) {
        progress.report_with(100, 1);
    }
}

/// The percentages that are heard of a scan which is over before the loop gets to it.
fn heard_of_a_scan() -> Vec<u8> {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let scanner = Arc::new(Scanner::default());
    let (sender, heard) = mpsc::channel();
    let results = sender.clone();
    scanner.progress_changed().subscribe(move |_scanner, e| {
        let _ = sender.send(e.progress_percentage());
    });
    scanner
        .scan_progress_changed()
        .subscribe(move |_scanner, e| {
            let _ = results.send(e.progress_percentage());
        });
    let completed = listen(scanner.scan_completed(), |_scanner, e| e.check().is_ok());
    let (ready, is_ready) = mpsc::channel();
    scanner.scan_async(ready).unwrap();
    receive(&is_ready);
    run(&event_loop);
    assert!(receive(&completed));
    heard.try_iter().collect()
}

#[test]
fn the_last_report_of_each_event_is_heard() {
    let heard = heard_of_a_scan();
    assert!(heard.contains(&30), "the last result: {heard:?}");
    assert!(heard.contains(&40), "the last percentage: {heard:?}");
}

#[test]
fn what_is_left_of_the_reports_comes_in_order() {
    let heard = heard_of_a_scan();
    assert!(heard.is_sorted(), "{heard:?}");
}
