//! Which context is current: that of the last guard that is still there.

use std::sync::Arc;

use eap_runtime::context::{self, CurrentGuard, set_current};
use eap_runtime::{EventLoop, SynchronizationContext};

fn is_current(event_loop: &EventLoop) -> bool {
    context::current().is_some_and(|current| Arc::ptr_eq(&current, &event_loop.context()))
}

#[test]
fn a_guard_brings_back_the_context_before() {
    let (outer, inner) = (EventLoop::new(), EventLoop::new());
    let outer_guard = outer.enter();
    let inner_guard = inner.enter();
    assert!(is_current(&inner));
    drop(inner_guard);
    assert!(is_current(&outer));
    drop(outer_guard);
    assert!(context::current().is_none());
}

#[test]
fn guards_dropped_out_of_order_leave_no_context_that_was_left_already() {
    let loops = [EventLoop::new(), EventLoop::new(), EventLoop::new()];
    let enter = || -> [Option<CurrentGuard>; 3] { [0, 1, 2].map(|at| Some(loops[at].enter())) };

    let mut guards = enter();
    guards[0] = None;
    assert!(is_current(&loops[2]));
    guards[2] = None;
    assert!(is_current(&loops[1]));
    guards[1] = None;
    assert!(context::current().is_none());

    let mut guards = enter();
    guards[1] = None;
    assert!(is_current(&loops[2]));
    guards[2] = None;
    assert!(is_current(&loops[0]));
    guards[0] = None;
    assert!(context::current().is_none());
}

#[test]
fn a_guard_of_no_context_hides_the_one_before() {
    let event_loop = EventLoop::new();
    let entered = event_loop.enter();
    let hidden = set_current(None);
    assert!(context::current().is_none());
    drop(entered);
    assert!(context::current().is_none());
    drop(hidden);
    assert!(context::current().is_none());
}

/// Panics when dropped.
struct Sharp;

impl SynchronizationContext for Sharp {
    fn post(&self, callback: context::Callback) {
        callback();
    }
}

impl Drop for Sharp {
    fn drop(&mut self) {
        panic!("cut");
    }
}

#[test]
fn a_context_that_panics_when_it_is_dropped_does_not_unwind_out_of_a_guard() {
    drop(set_current(Arc::new(Sharp)));
    assert!(context::current().is_none());
}
