//! Cancellation under a model checker: no request is lost, whatever the interleaving.

use std::time::Duration;

use loom::sync::Arc;
use loom::sync::atomic::{AtomicUsize, Ordering};
use loom::thread;

use super::cancellation::Cancellation;
use crate::model::check;

#[test]
fn a_callback_registered_beside_a_request_runs_exactly_once() {
    check(|| {
        let cancellation = Arc::new(Cancellation::new());
        let ran = Arc::new(AtomicUsize::new(0));
        let requester = {
            let cancellation = Arc::clone(&cancellation);
            thread::spawn(move || cancellation.request())
        };
        let counted = Arc::clone(&ran);
        let callback = Box::new(move || {
            counted.fetch_add(1, Ordering::Relaxed);
        });
        // Kept to the end: nothing is unregistered.
        let _id = cancellation.register(callback);
        requester.join().unwrap();

        assert_eq!(ran.load(Ordering::Relaxed), 1);
        assert!(
            cancellation.finish(),
            "a callback that ran has told the method"
        );
    });
}

#[test]
fn a_sleep_beside_a_request_is_ended_by_it() {
    check(|| {
        let cancellation = Arc::new(Cancellation::new());
        let requester = {
            let cancellation = Arc::clone(&cancellation);
            thread::spawn(move || cancellation.request())
        };

        // A lost wake-up is a deadlock here, for the model has no clock.
        assert!(cancellation.wait(Duration::MAX));
        requester.join().unwrap();
    });
}

#[test]
fn the_outcome_is_what_the_method_saw_whenever_the_request_comes() {
    check(|| {
        let cancellation = Arc::new(Cancellation::new());
        let requester = {
            let cancellation = Arc::clone(&cancellation);
            thread::spawn(move || cancellation.request())
        };

        let saw = cancellation.observe();
        assert_eq!(cancellation.finish(), saw);
        requester.join().unwrap();
    });
}

#[test]
fn of_two_requests_one_runs_the_callback() {
    check(|| {
        let cancellation = Arc::new(Cancellation::new());
        let ran = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&ran);
        let _id = cancellation.register(Box::new(move || {
            counted.fetch_add(1, Ordering::Relaxed);
        }));
        let other = {
            let cancellation = Arc::clone(&cancellation);
            thread::spawn(move || cancellation.request())
        };
        cancellation.request();
        other.join().unwrap();

        assert_eq!(ran.load(Ordering::Relaxed), 1);
    });
}

#[test]
fn a_registration_dropped_beside_a_request_leaves_no_callback_running() {
    check(|| {
        let cancellation = Arc::new(Cancellation::new());
        let dropped = Arc::new(AtomicUsize::new(0));
        let (runs, late) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let callback = {
            let (dropped, runs, late) = (dropped.clone(), runs.clone(), late.clone());
            Box::new(move || {
                runs.fetch_add(1, Ordering::Relaxed);
                thread::yield_now();
                late.fetch_add(dropped.load(Ordering::SeqCst), Ordering::Relaxed);
            })
        };
        let id = cancellation.register(callback).unwrap();
        let requester = {
            let cancellation = Arc::clone(&cancellation);
            thread::spawn(move || cancellation.request())
        };
        cancellation.unregister(id);
        dropped.store(1, Ordering::SeqCst);
        let runs_before = runs.load(Ordering::Relaxed);
        requester.join().unwrap();

        assert_eq!(late.load(Ordering::Relaxed), 0);
        assert_eq!(runs.load(Ordering::Relaxed), runs_before);
        // The method was told if its callback ran, and only then.
        assert_eq!(cancellation.finish(), runs_before == 1);
    });
}

#[test]
fn a_callback_registered_and_dropped_beside_a_request_runs_once_or_never() {
    check(|| {
        let cancellation = Arc::new(Cancellation::new());
        let requester = {
            let cancellation = Arc::clone(&cancellation);
            thread::spawn(move || cancellation.request())
        };
        let runs = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&runs);
        let registered = cancellation.register(Box::new(move || {
            counted.fetch_add(1, Ordering::Relaxed);
        }));
        if let Some(id) = registered {
            cancellation.unregister(id);
        }
        let runs_before = runs.load(Ordering::Relaxed);
        requester.join().unwrap();

        assert!(runs_before <= 1);
        assert_eq!(runs.load(Ordering::Relaxed), runs_before);
        assert_eq!(cancellation.finish(), runs_before == 1);
    });
}

#[test]
fn of_two_callbacks_the_drop_of_one_waits_for_that_one_alone() {
    check(|| {
        let cancellation = Arc::new(Cancellation::new());
        let runs = [(); 2].map(|()| Arc::new(AtomicUsize::new(0)));
        let [_first, second] = runs.clone().map(|counted| {
            let callback = Box::new(move || {
                counted.fetch_add(1, Ordering::Relaxed);
            });
            cancellation.register(callback).unwrap()
        });
        let requester = {
            let cancellation = Arc::clone(&cancellation);
            thread::spawn(move || cancellation.request())
        };
        cancellation.unregister(second);
        let second_runs = runs[1].load(Ordering::Relaxed);
        requester.join().unwrap();

        assert_eq!(runs[0].load(Ordering::Relaxed), 1);
        assert_eq!(runs[1].load(Ordering::Relaxed), second_runs);
    });
}
