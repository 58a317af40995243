//! User states that panic.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;

use eap_runtime::context::set_current;
use eap_runtime::{EventLoop, Events, InvokeError, SynchronizationContext};

use super::{CALLS, Call, Clerk, State};
use crate::support::{Desk, Gate, Inbox, LIMIT, eventually, gate, listen, receive, run};

/// A user state that panics at these calls once it is armed.
fn fragile(number: u32, at: Call) -> (State, Arc<AtomicBool>) {
    let armed = Arc::new(AtomicBool::new(false));
    let is_armed = Arc::clone(&armed);
    let state = State::colliding(number).on_call(move |call| {
        if call == at && is_armed.load(Ordering::SeqCst) {
            panic!("{call:?} of a user state");
        }
    });
    (state, armed)
}

/// Starts an operation whose user state panics at `at` from now on.
fn start(clerk: &Arc<Clerk>, gate: Gate, at: Call) -> Arc<AtomicBool> {
    let (state, armed) = fragile(1, at);
    clerk.file_async(gate, state).unwrap();
    armed.store(true, Ordering::SeqCst);
    armed
}

/// The Completed events of a component: whether each was cancelled.
fn completed(clerk: &Clerk) -> Receiver<bool> {
    listen(clerk.file_completed(), |_clerk, e| e.cancelled())
}

/// That an operation with the same user state can start.
fn is_free(clerk: &Arc<Clerk>) {
    eventually(|| clerk.events.pending() == 0);
    let state = State::colliding(1);
    assert_eq!(clerk.file_async(Gate::open(), state), Ok(()));
}

#[test]
fn without_a_context_the_operation_completes_and_the_user_state_is_free() {
    for at in CALLS {
        let clerk = Arc::new(Clerk::default());
        let completed = completed(&clerk);
        let (key, gate) = gate();
        start(&clerk, gate, at);
        drop(key);
        assert!(!receive(&completed), "{at:?}");
        is_free(&clerk);
    }
}

#[test]
fn in_a_loop_the_operation_completes_and_the_user_state_is_free() {
    for at in CALLS {
        let event_loop = EventLoop::new();
        let _current = event_loop.enter();
        let clerk = Arc::new(Clerk::default());
        let completed = completed(&clerk);
        let (key, gate) = gate();
        start(&clerk, gate, at);
        drop(key);
        run(&event_loop);
        assert_eq!(completed.try_recv(), Ok(false), "{at:?}");
        is_free(&clerk);
    }
}

#[test]
fn the_user_state_is_free_when_the_context_drops_the_completed_event() {
    for at in CALLS {
        let clerk = Arc::new(Clerk::default());
        let (inbox, posted) = Inbox::new();
        {
            let _current = set_current(Arc::clone(&inbox) as Arc<dyn SynchronizationContext>);
            start(&clerk, Gate::open(), at);
        }
        drop(receive(&posted));
        eventually(|| inbox.completed() == 1);
        is_free(&clerk);
    }
}

#[test]
fn the_user_state_is_free_when_the_executor_drops_the_operation() {
    for at in CALLS {
        let (desk, jobs) = Desk::new();
        let clerk = Arc::new(Clerk {
            events: Events::with_executor(desk),
        });
        let completed = completed(&clerk);
        start(&clerk, Gate::open(), at);
        drop(receive(&jobs));
        assert_eq!(completed.try_recv(), Ok(false), "{at:?}");
        is_free(&clerk);
    }
}

#[test]
fn a_request_by_another_user_state_reaches_its_operation() {
    for at in CALLS {
        let clerk = Arc::new(Clerk::default());
        let ended = listen(clerk.wait_completed(), |_clerk, e| e.user_state().number);
        let (_key, gate) = gate();
        clerk.wait_async(State::colliding(2)).unwrap();
        let armed = start(&clerk, gate, at);
        // Their hashes are the same, so the two are compared.
        clerk.cancel_async(&State::colliding(2));
        assert_eq!(receive(&ended), 2);
        armed.store(false, Ordering::SeqCst);
    }
}

#[test]
fn a_request_by_a_user_state_that_panics_does_not_panic() {
    for at in CALLS {
        let clerk = Arc::new(Clerk::default());
        clerk.wait_async(State::colliding(1)).unwrap();
        clerk.wait_async(State::colliding(2)).unwrap();
        let (state, armed) = fragile(1, at);
        armed.store(true, Ordering::SeqCst);
        let requested = catch_unwind(AssertUnwindSafe(|| clerk.cancel_async(&state)));
        assert!(requested.is_ok(), "{at:?}");
        armed.store(false, Ordering::SeqCst);
        clerk.events.cancel_all();
        assert!(clerk.events.wait_idle(LIMIT));
    }
}

#[test]
fn every_pending_operation_is_cancelled_whatever_their_user_states_do() {
    for at in CALLS {
        let clerk = Arc::new(Clerk::default());
        let ended = listen(clerk.wait_completed(), |_clerk, e| e.cancelled());
        let states = [1, 2, 3].map(|number| fragile(number, at));
        let armed = states.map(|(state, armed)| {
            clerk.wait_async(state).unwrap();
            armed
        });
        for armed in &armed {
            armed.store(true, Ordering::SeqCst);
        }
        clerk.events.cancel_all();
        assert_eq!([(); 3].map(|()| receive(&ended)), [true; 3], "{at:?}");
    }
}

#[test]
fn a_start_whose_user_state_panics_is_refused_and_changes_nothing() {
    for at in [Call::Hash, Call::Clone] {
        let (inbox, _posted) = Inbox::new();
        let clerk = Arc::new(Clerk::default());
        let _current = set_current(Arc::clone(&inbox) as Arc<dyn SynchronizationContext>);
        let (state, armed) = fragile(1, at);
        let held = Arc::downgrade(&armed);
        armed.store(true, Ordering::SeqCst);
        drop(armed);
        let refused = clerk.file_async(Gate::open(), state);
        assert_eq!(refused, Err(InvokeError::Rejected), "{at:?}");
        assert_eq!(inbox.started(), 0);
        assert_eq!(clerk.events.pending(), 0);
        assert_eq!(held.strong_count(), 0);
    }
}

#[test]
fn a_start_is_refused_where_the_comparison_with_a_user_state_panics() {
    let clerk = Arc::new(Clerk::default());
    let (_key, gate) = gate();
    let armed = start(&clerk, gate, Call::Eq);
    let refused = clerk.file_async(Gate::open(), State::colliding(2));
    assert_eq!(refused, Err(InvokeError::Rejected));
    assert_eq!(clerk.events.pending(), 1);
    armed.store(false, Ordering::SeqCst);
    assert_eq!(clerk.file_async(Gate::open(), State::colliding(2)), Ok(()));
}

#[test]
fn a_refused_start_does_not_panic_when_its_user_state_is_dropped() {
    let clerk = Arc::new(Clerk::default());
    clerk.wait_async(State::colliding(1)).unwrap();
    clerk.wait_async(State::colliding(2)).unwrap();
    let (state, armed) = fragile(1, Call::Drop);
    armed.store(true, Ordering::SeqCst);
    let refused = catch_unwind(AssertUnwindSafe(|| clerk.wait_async(state)));
    assert_eq!(refused.unwrap(), Err(InvokeError::DuplicateUserState));
    clerk.events.cancel_all();
}

#[test]
fn progress_is_heard_whatever_else_a_user_state_panics_at() {
    for at in [Call::Hash, Call::Eq, Call::Drop] {
        let clerk = Arc::new(Clerk::default());
        let heard = listen(clerk.progress_changed(), |_clerk, e| {
            e.progress_percentage()
        });
        let completed = completed(&clerk);
        let (key, gate) = gate();
        start(&clerk, gate, at);
        drop(key);
        assert_eq!([receive(&heard), receive(&heard)], [1, 2], "{at:?}");
        assert!(!receive(&completed));
    }
}

#[test]
fn a_report_that_cannot_clone_the_user_state_is_lost_and_no_other() {
    let clerk = Arc::new(Clerk::default());
    let heard = listen(clerk.progress_changed(), |_clerk, e| {
        e.progress_percentage()
    });
    let completed = completed(&clerk);
    let (key, gate) = gate();
    let (state, armed) = fragile(1, Call::Clone);
    clerk.file_async(gate, state).unwrap();
    assert_eq!(receive(&heard), 1);
    armed.store(true, Ordering::SeqCst);
    drop(key);
    assert!(!receive(&completed));
    assert_eq!(heard.try_iter().count(), 0);
    is_free(&clerk);
    assert_eq!([receive(&heard), receive(&heard)], [1, 2]);
}

#[test]
fn a_user_state_that_panics_each_time_it_is_dropped_does_not_abort_the_process() {
    for cancelled in [false, true] {
        let event_loop = EventLoop::new();
        let _current = event_loop.enter();
        let clerk = Arc::new(Clerk::default());
        clerk
            .file_completed()
            .subscribe(|_clerk, _e| panic!("a handler"));
        clerk
            .progress_changed()
            .subscribe(|_clerk, _e| panic!("a handler"));
        let completed = completed(&clerk);
        let (key, gate) = gate();
        start(&clerk, gate, Call::Drop);
        if cancelled {
            clerk.cancel_async(&State::colliding(1));
        }
        drop(key);
        let ran = catch_unwind(AssertUnwindSafe(|| event_loop.run_for(LIMIT)));
        assert!(ran.unwrap());
        assert_eq!(completed.try_recv(), Ok(cancelled));
    }
}
