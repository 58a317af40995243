//! `subscribe_once`: a handler that runs once, and owns what it captures.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, OnceLock, mpsc};
use std::thread;

use eap_runtime::{Event, EventSource, Subscription};

use super::{Bell, Notes, ring};
use crate::support::{receive, rest};

fn source() -> EventSource<(), u32> {
    EventSource::new()
}

#[test]
fn a_handler_that_runs_once_gets_the_next_raise_alone() {
    let (bell, notes) = (Arc::new(Bell::default()), Notes::default());
    let once = notes.clone();
    bell.ring_completed()
        .subscribe_once(move |_bell, e| once.add(*e.sound().unwrap()));
    assert_eq!(ring(&bell, &notes), ["ding"]);
    assert!(ring(&bell, &notes).is_empty());
}

#[test]
fn a_handler_that_runs_once_owns_what_it_captures() {
    let source = source();
    let (sender, receiver) = mpsc::channel();
    source
        .event()
        .subscribe_once(move |_sender, e| sender.send(*e).unwrap());
    source.raise(&Arc::new(()), &1);
    // It was consumed with its sender.
    assert_eq!(rest(&receiver), [1]);
}

#[test]
fn a_handler_that_runs_once_is_unsubscribed_before_it_runs() {
    let source = Arc::new(source());
    let (sender, receiver) = mpsc::channel();
    let seen = Arc::clone(&source);
    let once = move |sender_: &Arc<()>, e: &u32| {
        sender.send((seen.event().len(), *e)).unwrap();
        // Inside of itself, it is no more.
        seen.raise(sender_, &2);
    };
    source.event().subscribe_once(once);
    assert_eq!(source.event().len(), 1);
    source.raise(&Arc::new(()), &1);
    assert_eq!(rest(&receiver), [(0, 1)]);
}

#[test]
fn a_handler_that_runs_once_keeps_its_turn_among_the_others() {
    let (bell, notes) = (Arc::new(Bell::default()), Notes::default());
    notes.of(&bell, "first");
    let once = notes.clone();
    bell.ring_completed()
        .subscribe_once(move |_bell, _e| once.add("once"));
    notes.of(&bell, "last");
    assert_eq!(ring(&bell, &notes), ["first", "once", "last"]);
    assert_eq!(ring(&bell, &notes), ["first", "last"]);
}

#[test]
fn of_raises_on_several_threads_one_runs_it() {
    let (threads, rounds) = (4, 200);
    for _ in 0..rounds {
        let source = source();
        let runs = AtomicUsize::new(0);
        let runs = Arc::new(runs);
        let counted = Arc::clone(&runs);
        source.event().subscribe_once(move |_sender, _e| {
            counted.fetch_add(1, Ordering::SeqCst);
        });
        let together = Barrier::new(threads);
        thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    together.wait();
                    source.raise(&Arc::new(()), &1);
                });
            }
        });
        assert_eq!(runs.load(Ordering::SeqCst), 1);
        assert!(source.event().is_empty());
    }
}

#[test]
fn a_handler_that_runs_once_can_be_unsubscribed_before() {
    let source = source();
    let event: &Event<(), u32> = source.event();
    let held = Arc::new(());
    let captured = Arc::clone(&held);
    let subscription: Subscription = event.subscribe_once(move |_sender, _e| {
        drop(captured);
        panic!("it was unsubscribed");
    });
    subscription.unsubscribe();
    assert_eq!(Arc::strong_count(&held), 1);
    source.raise(&Arc::new(()), &1);
    // Later it does nothing.
    subscription.unsubscribe();
}

#[test]
fn a_handler_that_runs_once_and_panics_does_not_run_again() {
    let source = source();
    source
        .event()
        .subscribe_once(|_sender, _e| panic!("once is enough"));
    let (sender, others) = mpsc::channel();
    source
        .event()
        .subscribe(move |_sender, e| sender.send(*e).unwrap());
    source.raise(&Arc::new(()), &1);
    source.raise(&Arc::new(()), &2);
    assert_eq!([receive(&others), receive(&others)], [1, 2]);
    assert_eq!(source.event().len(), 1);
}

#[test]
fn a_handler_that_runs_once_may_subscribe_the_next() {
    let source = Arc::new(source());
    let (sender, heard) = mpsc::channel();
    let (event, next) = (Arc::clone(&source), sender.clone());
    source.event().subscribe_once(move |_sender, e| {
        sender.send(("first", *e)).unwrap();
        event
            .event()
            .subscribe_once(move |_sender, e| next.send(("second", *e)).unwrap());
    });
    for number in 1..=3 {
        source.raise(&Arc::new(()), &number);
    }
    let heard: Vec<_> = heard.try_iter().collect();
    assert_eq!(heard, [("first", 1), ("second", 2)]);
}

#[test]
fn a_handler_that_runs_once_goes_with_its_component() {
    let bell = Arc::new(Bell::default());
    let held = Arc::new(OnceLock::<()>::new());
    let captured = Arc::clone(&held);
    bell.ring_completed().subscribe_once(move |_bell, _e| {
        let _ = captured.set(());
    });
    drop(bell);
    assert_eq!((held.get(), Arc::strong_count(&held)), (None, 1));
}

#[test]
fn any_number_of_handlers_come_and_go() {
    // With work for each that grew with their number, this would not end in time.
    const MANY: usize = 10_000;
    let source = source();
    let runs = Arc::new(AtomicUsize::new(0));
    let subscribe = || {
        let counted = Arc::clone(&runs);
        source.event().subscribe(move |_sender, _e| {
            counted.fetch_add(1, Ordering::Relaxed);
        })
    };
    let mut handlers: Vec<_> = (0..MANY).map(|_| subscribe()).collect();
    source.raise(&Arc::new(()), &1);
    assert_eq!(runs.swap(0, Ordering::Relaxed), MANY);
    while let Some(newest) = handlers.pop() {
        newest.unsubscribe();
    }
    let handlers: Vec<_> = (0..MANY).map(|_| subscribe()).collect();
    for oldest in handlers {
        oldest.unsubscribe();
    }
    for _ in 0..MANY {
        let counted = Arc::clone(&runs);
        source.event().subscribe_once(move |_sender, _e| {
            counted.fetch_add(1, Ordering::Relaxed);
        });
    }
    source.raise(&Arc::new(()), &2);
    assert_eq!(runs.load(Ordering::Relaxed), MANY);
    assert!(source.event().is_empty());
}
