//! Cancellation under a model checker: no request is lost, whatever the interleaving.

use std::time::Duration;

use loom::sync::Arc;
use loom::sync::atomic::{AtomicUsize, Ordering};
use loom::thread;

use super::cancellation::Cancellation;

#[test]
fn a_callback_registered_beside_a_request_runs_exactly_once() {
    loom::model(|| {
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
    loom::model(|| {
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
    loom::model(|| {
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
    loom::model(|| {
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
