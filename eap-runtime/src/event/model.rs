//! Events under a model checker: whatever the interleaving, a raise runs the handlers that are subscribed, and none twice.

use std::sync::Arc;

use loom::sync::atomic::{AtomicUsize, Ordering};
use loom::thread;

use super::Event;
use crate::model::check;

type Ticks = Event<(), u32>;

fn event() -> Arc<Ticks> {
    Arc::new(Event::new())
}

fn counter() -> Arc<AtomicUsize> {
    Arc::new(AtomicUsize::new(0))
}

fn count(counter: &Arc<AtomicUsize>) -> impl Fn(&Arc<()>, &u32) + Send + Sync + 'static {
    let counter = Arc::clone(counter);
    move |_sender, _e| {
        counter.fetch_add(1, Ordering::Relaxed);
    }
}

fn raise(event: &Ticks) {
    event.raise(&Arc::new(()), &0);
}

fn raise_elsewhere(event: &Arc<Ticks>) -> thread::JoinHandle<()> {
    let event = Arc::clone(event);
    thread::spawn(move || raise(&event))
}

#[test]
fn a_subscription_beside_a_raise_is_heard_from_then_on_and_disturbs_no_other() {
    check(|| {
        let event = event();
        let (before, beside) = (counter(), counter());
        event.subscribe(count(&before));
        let raising = raise_elsewhere(&event);
        event.subscribe(count(&beside));
        raising.join().unwrap();
        let heard = beside.load(Ordering::Relaxed);
        assert!(heard <= 1);
        assert_eq!(before.load(Ordering::Relaxed), 1);

        raise(&event);
        assert_eq!(before.load(Ordering::Relaxed), 2);
        assert_eq!(beside.load(Ordering::Relaxed), heard + 1);
    });
}

#[test]
fn a_handler_that_is_unsubscribed_beside_a_raise_runs_in_it_or_not_and_never_later() {
    check(|| {
        let event = event();
        let (stays, goes) = (counter(), counter());
        let going = event.subscribe(count(&goes));
        event.subscribe(count(&stays));
        let raising = raise_elsewhere(&event);
        going.unsubscribe();
        raising.join().unwrap();
        let heard = goes.load(Ordering::Relaxed);
        assert!(heard <= 1);
        assert_eq!(stays.load(Ordering::Relaxed), 1);
        // Nobody holds the handler any more.
        assert_eq!(Arc::strong_count(&goes), 1);

        raise(&event);
        assert_eq!(goes.load(Ordering::Relaxed), heard);
        assert_eq!(stays.load(Ordering::Relaxed), 2);
        assert_eq!(event.len(), 1);
    });
}

#[test]
fn of_handlers_that_come_and_go_at_a_time_none_is_lost() {
    check(|| {
        let event = event();
        let (first, second) = (counter(), counter());
        let going = event.subscribe(|_sender, _e| ());
        let other = {
            let (event, first) = (Arc::clone(&event), count(&first));
            thread::spawn(move || {
                event.subscribe(first);
            })
        };
        event.subscribe(count(&second));
        going.unsubscribe();
        other.join().unwrap();
        assert_eq!(event.len(), 2);

        raise(&event);
        assert_eq!(first.load(Ordering::Relaxed), 1);
        assert_eq!(second.load(Ordering::Relaxed), 1);
    });
}

#[test]
fn a_handler_for_one_raise_runs_once_though_two_come_at_a_time() {
    check(|| {
        let event = event();
        let ran = counter();
        let handler = count(&ran);
        event.subscribe_once(move |sender, e| handler(sender, e));
        let raising = raise_elsewhere(&event);
        raise(&event);
        raising.join().unwrap();
        assert_eq!(ran.load(Ordering::Relaxed), 1);
        assert!(event.is_empty());
        assert_eq!(Arc::strong_count(&ran), 1);
    });
}
