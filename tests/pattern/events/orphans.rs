//! Local handlers whose component ends on another thread: what they own is dropped on their own.

use std::rc::{Rc, Weak};
use std::sync::Arc;
use std::thread;

use eap_runtime::context::{self, set_current};
use eap_runtime::{EventLoop, SynchronizationContext};

use super::Bell;
use crate::support::{Inbox, LIMIT, receive};

/// Subscribes a local handler and has another thread drop its component. What the handler owns is still there.
fn orphan() -> Weak<()> {
    let bell = Bell::default();
    let owned = Rc::new(());
    let weak = Rc::downgrade(&owned);
    bell.ring_completed().subscribe_local(move |_bell, _e| {
        let _owned = &owned;
    });
    thread::spawn(move || drop(bell)).join().unwrap();
    assert_eq!(weak.strong_count(), 1);
    weak
}

#[test]
fn what_an_orphaned_local_handler_owns_is_dropped_when_a_loop_turns() {
    let event_loop = EventLoop::new();
    let polled = orphan();
    assert_eq!(event_loop.poll(), 0);
    assert_eq!(polled.strong_count(), 0);
    let run = orphan();
    assert!(event_loop.run_for(LIMIT));
    assert_eq!(run.strong_count(), 0);
}

#[test]
fn what_an_orphaned_local_handler_owns_is_dropped_when_a_callback_runs() {
    let (inbox, posted) = Inbox::new();
    let bell = Arc::new(Bell::default());
    {
        let _current = set_current(inbox as Arc<dyn SynchronizationContext>);
        bell.ring_async().unwrap();
    }
    let callback = receive(&posted);
    let owned = orphan();
    callback();
    // A context that is told to run it here, and one made from a function.
    let context = context::from_fn(|callback| callback());
    let other = orphan();
    context.post(Box::new(|| ()));
    assert_eq!((owned.strong_count(), other.strong_count()), (0, 0));
}

#[test]
fn what_an_orphaned_local_handler_owns_is_dropped_at_the_next_subscription() {
    let owned = orphan();
    let bell = Bell::default();
    bell.ring_completed().subscribe_local(|_bell, _e| ());
    assert_eq!(owned.strong_count(), 0);
}
