//! The signal under a model checker: a wait beside the signal is ended by it, whatever the interleaving.

use std::sync::Arc;

use super::signal::{Signal, wait_all, wait_any};
use crate::deadline::Deadline;
use crate::model::check;

#[test]
fn a_wait_beside_the_signal_is_ended_by_it() {
    check(|| {
        let signal = Arc::new(Signal::new());
        let other = Arc::clone(&signal);
        let setter = loom::thread::spawn(move || other.set());
        assert!(wait_all(&[&signal], Deadline::NEVER));
        setter.join().unwrap();
    });
}

#[test]
fn a_wait_for_either_is_ended_by_whichever_comes() {
    check(|| {
        let signals = [(); 2].map(|()| Arc::new(Signal::new()));
        let setters: Vec<_> = signals
            .iter()
            .map(|signal| {
                let signal = Arc::clone(signal);
                loom::thread::spawn(move || signal.set())
            })
            .collect();
        let [first, second] = &signals;
        assert!(wait_any(&[first, second], Deadline::NEVER).is_some());
        assert!(wait_all(&[first, second], Deadline::NEVER));
        setters
            .into_iter()
            .for_each(|setter| setter.join().unwrap());
    });
}
