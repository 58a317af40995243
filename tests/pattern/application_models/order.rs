//! Every event and every callback is one post to its context: those of several operations run in the order in which they came.

use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::Duration;

use eap_runtime::context::set_current;
use eap_runtime::{
    AsyncOperationManager, EventLoop, Events, Progress, SynchronizationContext, event_async,
};

use crate::support::{Gate, Inbox, Key, LIMIT, gate, listen, receive, rest, run};

/// Hands out its `Progress`, and ends when its gate opens.
#[derive(Default)]
struct Reporter {
    events: Events<Self>,
}

#[event_async(concurrent, user_state = &'static str)]
impl Reporter {
    #[event_async]
    fn report(
        &self,
        given: mpsc::Sender<Progress<u32>>,
        gate: Gate,
        #[progress] progress: &Progress<u32>,
    ) {
        given.send(progress.clone()).unwrap();
        gate.pass();
    }
}

/// Starts an operation, and returns how to report and how to end it.
fn start(reporter: &Arc<Reporter>, user_state: &'static str) -> (Progress<u32>, Key) {
    let (key, gate) = gate();
    let (sender, given) = mpsc::channel();
    reporter.report_async(sender, gate, user_state).unwrap();
    (receive(&given), key)
}

#[test]
fn events_of_two_operations_and_callbacks_posted_by_hand_run_in_the_order_in_which_they_came() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let reporter = Arc::new(Reporter::default());
    let (sender, heard) = mpsc::channel();
    let log = sender.clone();
    reporter.report_progress_changed().subscribe(move |_, e| {
        let event = format!("{}{}", e.user_state(), e.data().unwrap());
        log.send(event).unwrap();
    });
    let (a, a_key) = start(&reporter, "a");
    let (b, b_key) = start(&reporter, "b");
    a.report_with(1, 1);
    b.report_with(1, 1);
    event_loop.post(move || sender.send("hand".to_owned()).unwrap());
    a.report_with(2, 2);
    drop((a_key, b_key, a, b));
    run(&event_loop);
    drop(reporter);
    assert_eq!(rest(&heard), ["a1", "b1", "hand", "a2"]);
}

#[test]
fn callbacks_of_two_operations_made_by_hand_run_in_the_order_in_which_they_came() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let (sender, heard) = mpsc::channel();
    let note = |note: &'static str| {
        let sender = sender.clone();
        move || sender.send(note).unwrap()
    };
    let a = AsyncOperationManager::create_operation(());
    let b = AsyncOperationManager::create_operation(());
    a.post(note("a1")).unwrap();
    b.post(note("b1")).unwrap();
    event_loop.post(note("hand"));
    a.post_operation_completed(note("a2")).unwrap();
    drop((b, sender));
    run(&event_loop);
    assert_eq!(rest(&heard), ["a1", "b1", "hand", "a2"]);
}

#[test]
fn polling_counts_each_event() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let reporter = Arc::new(Reporter::default());
    let heard = listen(reporter.report_progress_changed(), |_, e| {
        *e.data().unwrap()
    });
    let (progress, key) = start(&reporter, "a");
    for number in 0..100 {
        progress.report_with(0, number);
    }
    assert_eq!(event_loop.poll(), 100);
    assert!(heard.try_iter().eq(0..100));
    drop(key);
    run(&event_loop);
}

#[test]
fn running_for_a_while_ends_between_two_events_of_one_operation() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let reporter = Arc::new(Reporter::default());
    let heard = listen(reporter.report_progress_changed(), |_, e| {
        thread::sleep(Duration::from_millis(5));
        *e.data().unwrap()
    });
    let (progress, key) = start(&reporter, "a");
    for number in 0..100 {
        progress.report_with(0, number);
    }
    assert!(!event_loop.run_for(Duration::from_millis(20)));
    let early = heard.try_iter().count();
    assert!(early < 50, "{early} events in 20 ms, 5 ms each");
    drop(key);
    run(&event_loop);
    assert_eq!(early + heard.try_iter().count(), 100);
}

#[test]
fn a_context_gets_one_callback_for_each_event() {
    let (inbox, posted) = Inbox::new();
    let _current = set_current(Arc::clone(&inbox) as Arc<dyn SynchronizationContext>);
    let reporter = Arc::new(Reporter::default());
    let heard = listen(reporter.report_progress_changed(), |_, e| {
        *e.data().unwrap()
    });
    let (progress, key) = start(&reporter, "a");
    for number in 0..3 {
        progress.report_with(0, number);
    }
    // It may drop the one and run the other: each stands for one event.
    receive(&posted)();
    drop(receive(&posted));
    receive(&posted)();
    assert!(posted.try_recv().is_err());
    assert_eq!(heard.try_iter().collect::<Vec<_>>(), [0, 2]);
    drop(key);
    receive(&posted)();
    assert_eq!(inbox.completed(), 1);
}

#[test]
fn without_a_context_a_report_delivers_no_more_than_a_share_of_what_others_report() {
    const OTHERS: u32 = 100;

    let reporter = Arc::new(Reporter::default());
    let (hearing, is_hearing) = mpsc::channel();
    let (key, gate) = gate();
    let gate = Mutex::new(gate);
    let heard = listen(reporter.report_progress_changed(), move |_, e| {
        let number = *e.data().unwrap();
        if number == 0 {
            hearing.send(()).unwrap();
            gate.lock().unwrap().pass();
        }
        (number, thread::current().id())
    });
    let (progress, end) = start(&reporter, "a");
    let first = {
        let progress = progress.clone();
        thread::spawn(move || {
            progress.report_with(0, 0);
            thread::current().id()
        })
    };
    receive(&is_hearing);
    for number in 1..=OTHERS {
        progress.report_with(0, number);
    }
    drop(key);
    let first = first.join().unwrap();
    let mut all = Vec::new();
    for _ in 0..=OTHERS {
        all.push(heard.recv_timeout(LIMIT).unwrap());
    }
    assert!(all.iter().map(|(number, _)| *number).eq(0..=OTHERS));
    let on_the_first = all.iter().filter(|(_, thread)| *thread == first).count();
    assert!(on_the_first < 20, "{on_the_first} on the first thread");
    drop(end);
}
