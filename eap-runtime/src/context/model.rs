//! A sequence under a model checker: whatever the interleaving, its items run one at a time, in order, and none is lost.

use std::collections::VecDeque;
use std::sync::{Arc, PoisonError};

use loom::sync::atomic::{AtomicBool, Ordering};
use loom::thread;

use super::{Callback, Sequence, Sequenced, SynchronizationContext};
use crate::model::check;
use crate::sync::{Mutex, lock};

/// A context that leaves its callbacks to the threads of the model.
struct Inbox(Mutex<VecDeque<Callback>>);

impl Inbox {
    fn new() -> Arc<Self> {
        Arc::new(Self(Mutex::new(VecDeque::new())))
    }

    fn take(&self) -> Option<Callback> {
        lock(&self.0).pop_front()
    }
}

impl SynchronizationContext for Inbox {
    fn post(&self, callback: Callback) {
        lock(&self.0).push_back(callback);
    }
}

struct Numbers {
    sequence: Sequence<u32, Option<Arc<dyn SynchronizationContext>>>,
    inside: AtomicBool,
    // The standard library's lock: it is only for the checks, and not a step of the model.
    ran: std::sync::Mutex<Vec<u32>>,
}

impl Numbers {
    fn new(context: Option<Arc<dyn SynchronizationContext>>) -> Arc<Self> {
        Arc::new(Self {
            sequence: Sequence::new(context),
            inside: AtomicBool::new(false),
            ran: std::sync::Mutex::default(),
        })
    }

    fn push(self: &Arc<Self>, number: u32) -> bool {
        self.sequence.lock().push(self, number)
    }

    fn ran(&self) -> Vec<u32> {
        std::mem::take(&mut self.ran.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Sequenced for Numbers {
    type Item = u32;
    type State = Option<Arc<dyn SynchronizationContext>>;

    fn sequence(&self) -> &Sequence<u32, Self::State> {
        &self.sequence
    }

    fn context(state: &Self::State) -> Option<&Arc<dyn SynchronizationContext>> {
        state.as_ref()
    }

    fn run(self: &Arc<Self>, number: u32) {
        assert!(!self.inside.swap(true, Ordering::SeqCst), "one at a time");
        let mut ran = self.ran.lock().unwrap_or_else(PoisonError::into_inner);
        ran.push(number);
        drop(ran);
        self.inside.store(false, Ordering::SeqCst);
    }
}

#[test]
fn a_parallel_context_runs_the_items_in_order() {
    check(|| {
        let inbox = Inbox::new();
        let numbers = Numbers::new(Some(Arc::clone(&inbox) as _));
        assert!(numbers.push(1));
        assert!(numbers.push(2));
        let worker = {
            let inbox = Arc::clone(&inbox);
            thread::spawn(move || {
                while let Some(callback) = inbox.take() {
                    callback();
                }
            })
        };
        assert!(numbers.push(3));
        if let Some(callback) = inbox.take() {
            callback();
        }
        worker.join().unwrap();
        while let Some(callback) = inbox.take() {
            callback();
        }
        assert_eq!(numbers.ran(), [1, 2, 3]);
    });
}

#[test]
fn a_callback_that_is_dropped_unrun_loses_its_own_item_at_most() {
    check(|| {
        let inbox = Inbox::new();
        let numbers = Numbers::new(Some(Arc::clone(&inbox) as _));
        for number in 1..=3 {
            assert!(numbers.push(number));
        }
        let worker = {
            let inbox = Arc::clone(&inbox);
            thread::spawn(move || inbox.take().unwrap()())
        };
        drop(inbox.take());
        worker.join().unwrap();
        inbox.take().unwrap()();
        let ran = numbers.ran();
        assert!(ran.len() >= 2, "{ran:?}");
        assert!(ran.is_sorted());
        // The callback of the third one ran.
        assert!(ran.contains(&3), "{ran:?}");
    });
}

#[test]
fn without_a_context_the_adding_threads_run_all_items() {
    check(|| {
        let numbers = Numbers::new(None);
        let worker = {
            let numbers = Arc::clone(&numbers);
            thread::spawn(move || {
                numbers.push(10);
                numbers.push(11);
            })
        };
        numbers.push(1);
        numbers.push(2);
        worker.join().unwrap();
        let (tens, ones): (Vec<_>, Vec<_>) =
            numbers.ran().iter().partition(|number| **number >= 10);
        assert_eq!((ones, tens), (vec![1, 2], vec![10, 11]));
    });
}
