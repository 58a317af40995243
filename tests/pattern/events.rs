//! "You want asynchronous operations to be managed by the client with the familiar event/delegate model": handlers come and
//! go as they do with .NET's `+=` and `-=`.

mod once;
mod orphans;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::{Arc, Mutex, OnceLock, mpsc};
use std::thread;

use eap_runtime::{Event, EventLoop, Events, Subscription, event_async};

use crate::support::{listen, receive, rest, run};

#[derive(Default)]
struct Bell {
    events: Events<Self>,
}

#[event_async]
impl Bell {
    #[event_async(result = sound)]
    fn ring(&self) -> &'static str {
        "ding"
    }

    #[event_async]
    fn toll(&self) {}
}

/// Rings and gives the notes that were taken of it, in their order.
fn ring(bell: &Arc<Bell>, notes: &Notes) -> Vec<String> {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    bell.ring_async().unwrap();
    run(&event_loop);
    notes.take()
}

/// What handlers write down.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<Vec<String>>>);

impl Notes {
    fn add(&self, note: impl Into<String>) {
        self.0.lock().unwrap().push(note.into());
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }

    /// Has each ring noted under this name.
    fn of(&self, bell: &Bell, name: &'static str) -> Subscription {
        let notes = self.clone();
        bell.ring_completed()
            .subscribe(move |_bell, _e| notes.add(name))
    }
}

#[test]
fn an_event_takes_off_handlers_of_its_own_alone() {
    let bell = Arc::new(Bell::default());
    let notes = Notes::default();
    let rings = notes.of(&bell, "rung");
    bell.toll_completed().unsubscribe(&rings);
    assert_eq!(ring(&bell, &notes), ["rung"]);
    bell.ring_completed().unsubscribe(&rings);
    bell.ring_completed().unsubscribe(&rings);
    assert!(bell.ring_completed().is_empty());
    assert!(ring(&bell, &notes).is_empty());
}

#[test]
fn handlers_run_in_the_order_of_their_subscription() {
    let (bell, notes) = (Arc::new(Bell::default()), Notes::default());
    for name in ["first", "second", "third", "fourth"] {
        notes.of(&bell, name);
    }
    assert_eq!(ring(&bell, &notes), ["first", "second", "third", "fourth"]);
}

#[test]
fn a_handler_runs_for_every_operation() {
    let (bell, notes) = (Arc::new(Bell::default()), Notes::default());
    notes.of(&bell, "heard");
    for _ in 0..3 {
        assert_eq!(ring(&bell, &notes), ["heard"]);
    }
}

#[test]
fn a_handler_hears_its_own_event_only() {
    let bell = Arc::new(Bell::default());
    let rung = listen(bell.ring_completed(), |_bell, e| *e.sound().unwrap());
    let tolled = listen(bell.toll_completed(), |_bell, _e| ());
    bell.ring_async().unwrap();
    drop(bell);
    assert_eq!(rest(&rung), ["ding"]);
    assert!(rest(&tolled).is_empty());
}

#[test]
fn an_event_knows_how_many_handlers_it_has() {
    let bell = Bell::default();
    let event: &Event<_, _> = bell.ring_completed();
    assert!(event.is_empty());
    let first = event.subscribe(|_bell, _e| ());
    let second = event.subscribe(|_bell, _e| ());
    assert_eq!((event.len(), event.is_empty()), (2, false));
    first.unsubscribe();
    assert_eq!(event.len(), 1);
    second.unsubscribe();
    assert!(event.is_empty());
}

#[test]
fn a_handler_that_is_unsubscribed_runs_no_more() {
    let (bell, notes) = (Arc::new(Bell::default()), Notes::default());
    notes.of(&bell, "first");
    let second = notes.of(&bell, "second");
    notes.of(&bell, "third");
    second.unsubscribe();
    assert_eq!(ring(&bell, &notes), ["first", "third"]);
}

#[test]
fn unsubscribing_twice_takes_one_handler_away() {
    let (bell, notes) = (Arc::new(Bell::default()), Notes::default());
    let first = notes.of(&bell, "first");
    notes.of(&bell, "second");
    let same = first.clone();
    first.unsubscribe();
    same.unsubscribe();
    assert_eq!(bell.ring_completed().len(), 1);
    assert_eq!(ring(&bell, &notes), ["second"]);
}

#[test]
fn unsubscribing_drops_what_the_handler_holds() {
    let bell = Bell::default();
    let held = Arc::new(());
    let holds = Arc::clone(&held);
    let subscription = bell.ring_completed().subscribe(move |_bell, _e| {
        let _ = &holds;
    });
    assert_eq!(Arc::strong_count(&held), 2);
    subscription.unsubscribe();
    assert_eq!(Arc::strong_count(&held), 1);
}

#[test]
fn a_subscription_may_outlive_its_component() {
    let bell = Bell::default();
    let subscription = bell.ring_completed().subscribe(|_bell, _e| ());
    let held = Arc::new(());
    let holds = Arc::clone(&held);
    bell.ring_completed().subscribe(move |_bell, _e| {
        let _ = &holds;
    });
    drop(bell);
    // The subscription has not kept the handlers.
    assert_eq!(Arc::strong_count(&held), 1);
    subscription.unsubscribe();
}

#[test]
fn dropping_a_subscription_leaves_the_handler_in_place() {
    let (bell, notes) = (Arc::new(Bell::default()), Notes::default());
    drop(notes.of(&bell, "still there"));
    assert_eq!(ring(&bell, &notes), ["still there"]);
}

#[test]
fn a_guard_takes_its_handler_away_when_dropped() {
    let (bell, notes) = (Arc::new(Bell::default()), Notes::default());
    {
        let _guard = notes.of(&bell, "in scope").guard();
        assert_eq!(ring(&bell, &notes), ["in scope"]);
    }
    assert!(bell.ring_completed().is_empty());
    assert!(ring(&bell, &notes).is_empty());
}

#[test]
fn a_handler_that_is_subscribed_meanwhile_runs_the_next_time() {
    let (bell, notes) = (Arc::new(Bell::default()), Notes::default());
    let handlers_notes = notes.clone();
    bell.ring_completed().subscribe(move |bell, _e| {
        handlers_notes.add("subscribing");
        handlers_notes.of(bell, "new");
    });
    assert_eq!(ring(&bell, &notes), ["subscribing"]);
    assert_eq!(ring(&bell, &notes), ["subscribing", "new"]);
    assert_eq!(ring(&bell, &notes), ["subscribing", "new", "new"]);
}

#[test]
fn a_handler_that_is_unsubscribed_meanwhile_runs_for_the_last_time() {
    let (bell, notes) = (Arc::new(Bell::default()), Notes::default());
    let later = Arc::new(OnceLock::<Subscription>::new());
    let (handlers_notes, handlers_later) = (notes.clone(), Arc::clone(&later));
    bell.ring_completed().subscribe(move |_bell, _e| {
        handlers_notes.add("unsubscribing");
        handlers_later.get().unwrap().unsubscribe();
    });
    later.set(notes.of(&bell, "old")).unwrap();
    assert_eq!(ring(&bell, &notes), ["unsubscribing", "old"]);
    assert_eq!(ring(&bell, &notes), ["unsubscribing"]);
}

#[test]
fn a_handler_can_unsubscribe_itself() {
    let (bell, notes) = (Arc::new(Bell::default()), Notes::default());
    let own = Arc::new(OnceLock::<Subscription>::new());
    let (handlers_notes, handlers_own) = (notes.clone(), Arc::clone(&own));
    let subscription = bell.ring_completed().subscribe(move |_bell, _e| {
        handlers_own.get().unwrap().unsubscribe();
        handlers_notes.add("once");
    });
    own.set(subscription).unwrap();
    notes.of(&bell, "always");
    assert_eq!(ring(&bell, &notes), ["once", "always"]);
    assert_eq!(ring(&bell, &notes), ["always"]);
}

#[test]
fn what_a_handler_holds_may_touch_the_event_when_it_is_dropped() {
    struct Reminder(Arc<Bell>, Notes);

    impl Drop for Reminder {
        fn drop(&mut self) {
            self.1.of(&self.0, "reminder");
        }
    }

    let (bell, notes) = (Arc::new(Bell::default()), Notes::default());
    let reminder = Reminder(Arc::clone(&bell), notes.clone());
    let subscription = bell.ring_completed().subscribe(move |_bell, _e| {
        let _ = &reminder;
    });
    subscription.unsubscribe();
    assert_eq!(ring(&bell, &notes), ["reminder"]);
}

#[test]
fn handlers_come_and_go_on_many_threads() {
    let (bell, notes) = (Arc::new(Bell::default()), Notes::default());
    notes.of(&bell, "constant");
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..100 {
                    let passing = bell.ring_completed().subscribe(|_bell, _e| ()).guard();
                    assert!(bell.ring_completed().len() >= 2);
                    drop(passing);
                }
            });
        }
    });
    assert_eq!(bell.ring_completed().len(), 1);
    assert_eq!(ring(&bell, &notes), ["constant"]);
}

#[test]
fn a_local_handler_need_not_be_able_to_leave_its_thread() {
    let bell = Arc::new(Bell::default());
    let sounds = Rc::new(RefCell::new(Vec::new()));
    let heard = Rc::clone(&sounds);
    bell.ring_completed()
        .subscribe_local(move |_bell, e| heard.borrow_mut().push(*e.sound().unwrap()));
    ring(&bell, &Notes::default());
    ring(&bell, &Notes::default());
    assert_eq!(*sounds.borrow(), ["ding", "ding"]);
}

#[test]
fn local_handlers_keep_the_order_of_subscription_among_the_others() {
    let (bell, notes) = (Arc::new(Bell::default()), Notes::default());
    notes.of(&bell, "first");
    let local = notes.clone();
    bell.ring_completed()
        .subscribe_local(move |_bell, _e| local.add("local"));
    notes.of(&bell, "last");
    assert_eq!(ring(&bell, &notes), ["first", "local", "last"]);
}

#[test]
fn a_local_handler_is_dropped_when_it_is_unsubscribed() {
    let bell = Bell::default();
    let held = Rc::new(());
    let holds = Rc::clone(&held);
    let subscription = bell.ring_completed().subscribe_local(move |_bell, _e| {
        let _ = &holds;
    });
    assert_eq!(Rc::strong_count(&held), 2);
    subscription.unsubscribe();
    assert_eq!(Rc::strong_count(&held), 1);
    assert!(bell.ring_completed().is_empty());
}

#[test]
fn a_local_handler_never_runs_on_another_thread_and_the_others_do() {
    let bell = Arc::new(Bell::default());
    let home = thread::current().id();
    let count = Rc::new(RefCell::new(0));
    let counter = Rc::clone(&count);
    bell.ring_completed().subscribe_local(move |_bell, _e| {
        assert_eq!(thread::current().id(), home);
        *counter.borrow_mut() += 1;
    });
    let others = listen(bell.ring_completed(), |_bell, _e| thread::current().id());
    // Without a context, the event is raised on the worker.
    bell.ring_async().unwrap();
    assert_ne!(receive(&others), home);
    assert_eq!(*count.borrow(), 0);
    ring(&bell, &Notes::default());
    assert_eq!(*count.borrow(), 1);
}

/// Subscribes to the bell when dropped.
struct Successor(Arc<Bell>, mpsc::Sender<()>);

impl Drop for Successor {
    fn drop(&mut self) {
        self.0.ring_completed().subscribe_local(|_bell, _e| ());
        self.1.send(()).unwrap();
    }
}

#[test]
fn what_a_local_handler_holds_may_subscribe_when_its_thread_ends() {
    let (sender, subscribed) = mpsc::channel();
    let thread = thread::spawn(move || {
        let bell = Arc::new(Bell::default());
        let successor = Successor(Arc::clone(&bell), sender);
        bell.toll_completed().subscribe_local(move |_bell, _e| {
            let _ = &successor;
        });
        bell
    });
    let bell = thread.join().unwrap();
    receive(&subscribed);
    assert_eq!(bell.ring_completed().len(), 1);
}

#[test]
fn a_local_handler_can_unsubscribe_itself() {
    let (bell, notes) = (Arc::new(Bell::default()), Notes::default());
    let own = Rc::new(RefCell::new(None::<Subscription>));
    let (handlers_notes, handlers_own) = (notes.clone(), Rc::clone(&own));
    let subscription = bell.ring_completed().subscribe_local(move |_bell, _e| {
        if let Some(own) = handlers_own.borrow_mut().take() {
            own.unsubscribe();
        }
        handlers_notes.add("once");
    });
    *own.borrow_mut() = Some(subscription);
    assert_eq!(ring(&bell, &notes), ["once"]);
    assert!(ring(&bell, &notes).is_empty());
}
