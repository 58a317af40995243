//! User states that use their component: no lock is held while they do.

use std::cell::Cell;
use std::sync::{Arc, mpsc};
use std::thread;

use super::{CALLS, Call, Clerk, State};
use crate::support::{Gate, LIMIT, listen, receive, rest};

thread_local! {
    static IS_INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// A user state that does this at `at`, though not inside of itself.
fn busy_at(at: Call, number: u32, f: impl Fn() + Send + Sync + 'static) -> State {
    State::colliding(number).on_call(move |call| {
        if call == at && !IS_INSIDE.replace(true) {
            f();
            IS_INSIDE.set(false);
        }
    })
}

/// Runs three operations, one of which has a user state that does `f` at `at`, and cancels them. A deadlock is a failure.
fn runs_through(at: Call, f: impl Fn(&Arc<Clerk>) + Send + Sync + 'static) {
    let (sender, done) = mpsc::channel();
    thread::spawn(move || {
        let clerk = Arc::new(Clerk::default());
        let ended = listen(clerk.wait_completed(), |_clerk, e| e.user_state().number);
        clerk.wait_async(State::colliding(1)).unwrap();
        let component = Arc::downgrade(&clerk);
        let state = busy_at(at, 2, move || {
            if let Some(clerk) = component.upgrade() {
                f(&clerk);
            }
        });
        let same = state.clone();
        let _ = clerk.wait_async(state);
        let _ = clerk.wait_async(State::colliding(3));
        clerk.cancel_async(&same);
        clerk.events.cancel_all();
        while !clerk.events.wait_idle(LIMIT / 10) {
            // Those that were started from inside meanwhile.
            clerk.events.cancel_all();
        }
        drop((clerk, same));
        sender.send(rest(&ended)).unwrap();
    });
    let ended = receive(&done);
    assert!(ended.contains(&1), "{at:?}: {ended:?}");
}

#[test]
fn they_may_cancel_an_operation() {
    for at in CALLS {
        runs_through(at, |clerk| clerk.cancel_async(&State::colliding(1)));
    }
}

#[test]
fn they_may_cancel_their_own_operation() {
    for at in CALLS {
        runs_through(at, |clerk| clerk.cancel_async(&State::colliding(2)));
    }
}

#[test]
fn they_may_cancel_all_operations() {
    for at in CALLS {
        runs_through(at, |clerk| clerk.events.cancel_all());
    }
}

#[test]
fn they_may_start_an_operation() {
    for at in CALLS {
        runs_through(at, |clerk| {
            let _ = clerk.file_async(Gate::open(), State::colliding(4));
        });
    }
}

#[test]
fn they_may_look_at_what_is_pending() {
    for at in CALLS {
        runs_through(at, |clerk| {
            let _ = clerk.events.pending();
        });
    }
}
