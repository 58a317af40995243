//! "Multiple Simultaneous Operations Supported": the user state tells operations apart, whatever its `Hash`, `Eq`, `Clone`
//! and `Drop` do.

mod inside;
mod panicking;

use std::collections::HashSet;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use eap_runtime::{CancellationToken, Events, InvokeError, Progress, event_async};

use crate::support::{Gate, LIMIT, listen, receive, rest};

/// What the runtime calls of a user state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Call {
    Hash,
    Eq,
    Clone,
    Drop,
}

const CALLS: [Call; 4] = [Call::Hash, Call::Eq, Call::Clone, Call::Drop];

/// A user state that does what a test says when the runtime uses it.
struct State {
    number: u32,
    hash: u32,
    on_call: Option<Arc<dyn Fn(Call) + Send + Sync>>,
}

impl State {
    fn new(number: u32) -> Self {
        Self {
            number,
            hash: number,
            on_call: None,
        }
    }

    /// One with the same hash as all the others.
    fn colliding(number: u32) -> Self {
        let mut state = Self::new(number);
        state.hash = 0;
        state
    }

    fn on_call(mut self, on_call: impl Fn(Call) + Send + Sync + 'static) -> Self {
        self.on_call = Some(Arc::new(on_call));
        self
    }

    fn call(&self, call: Call) {
        if let Some(on_call) = &self.on_call {
            on_call(call);
        }
    }
}

impl Hash for State {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.call(Call::Hash);
        self.hash.hash(hasher);
    }
}

impl PartialEq for State {
    fn eq(&self, other: &Self) -> bool {
        self.call(Call::Eq);
        self.number == other.number
    }
}

impl Eq for State {}

impl Clone for State {
    fn clone(&self) -> Self {
        self.call(Call::Clone);
        Self {
            number: self.number,
            hash: self.hash,
            on_call: self.on_call.clone(),
        }
    }
}

impl Drop for State {
    fn drop(&mut self) {
        self.call(Call::Drop);
    }
}

#[derive(Default)]
struct Clerk {
    events: Events<Self>,
}

#[event_async(concurrent, user_state = State)]
impl Clerk {
    /// Reports 1 and, once the gate is open, 2.
    #[event_async]
    fn file(gate: Gate, #[cancel] cancel: &CancellationToken, #[progress] progress: &Progress) {
        progress.report(1);
        gate.pass();
        progress.report(2);
        let _ = cancel.is_cancelled();
    }

    /// Runs until it is cancelled.
    #[event_async]
    fn wait(#[cancel] cancel: &CancellationToken) {
        assert!(cancel.wait_timeout(LIMIT), "nobody cancels");
    }
}

#[test]
fn operations_are_told_apart_though_their_user_states_have_the_same_hash() {
    let clerk = Arc::new(Clerk::default());
    let ended = listen(clerk.wait_completed(), |_clerk, e| {
        (e.user_state().number, e.cancelled())
    });
    for number in 0..50 {
        clerk.wait_async(State::colliding(number)).unwrap();
    }
    // Neither the oldest nor the newest first.
    for number in (0..50).map(|number| number * 7 % 50) {
        clerk.cancel_async(&State::colliding(number));
        assert_eq!(receive(&ended), (number, true));
    }
}

#[test]
fn a_user_state_is_taken_among_others_with_the_same_hash() {
    let clerk = Arc::new(Clerk::default());
    let ended = listen(clerk.wait_completed(), |_clerk, e| e.user_state().number);
    for number in 0..5 {
        clerk.wait_async(State::colliding(number)).unwrap();
    }
    for number in 0..5 {
        let taken = clerk.wait_async(State::colliding(number));
        assert_eq!(taken, Err(InvokeError::DuplicateUserState));
    }
    clerk.cancel_async(&State::colliding(2));
    assert_eq!(receive(&ended), 2);
    clerk.wait_async(State::colliding(2)).unwrap();
    let taken = clerk.wait_async(State::colliding(2));
    assert_eq!(taken, Err(InvokeError::DuplicateUserState));
    clerk.events.cancel_all();
    drop(clerk);
    assert_eq!(rest(&ended).into_iter().collect::<HashSet<_>>().len(), 5);
}

#[test]
fn of_many_threads_that_start_with_equal_user_states_one_does() {
    let clerk = Arc::new(Clerk::default());
    for _ in 0..50 {
        let starts = std::thread::scope(|scope| {
            let start = || {
                let equal = clerk.wait_async(State::colliding(1)).is_ok();
                let other = clerk.wait_async(State::colliding(2)).is_ok();
                (usize::from(equal), usize::from(other))
            };
            let starters = [0; 4].map(|_| scope.spawn(start));
            starters.map(|starter| starter.join().unwrap())
        });
        let sum = starts
            .into_iter()
            .fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
        assert_eq!(sum, (1, 1));
        clerk.events.cancel_all();
        assert!(clerk.events.wait_idle(LIMIT));
    }
}
