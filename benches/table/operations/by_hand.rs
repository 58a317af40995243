//! The same promises, written by hand: user states are unique while pending; a panic of the method or of a handler is
//! caught; the component lives until its handlers have run, from a snapshot, after the user state is free again; a job
//! that is dropped unrun completes all the same.

use std::any::Any;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, RwLock};

use super::pools::{Pool, TwoWorkers};
use super::{Contender, done, halve};

type Job = Box<dyn FnOnce() + Send>;
type Handler = dyn Fn(&Arc<Component>, &HalveCompletedEventArgs) + Send + Sync;

enum Outcome {
    Done(u64, u64),
    Cancelled,
    Panicked(#[expect(dead_code, reason = "what handlers would look at")] Box<dyn Any + Send>),
    Abandoned,
}

struct HalveCompletedEventArgs {
    outcome: Outcome,
    user_state: u64,
}

struct Component {
    /// The pending operations, with a flag to cancel those that can be.
    pending: Mutex<HashMap<u64, Option<Arc<AtomicBool>>>>,
    handlers: RwLock<Arc<Vec<Box<Handler>>>>,
    next: AtomicU64,
}

/// Completes the operation once, at the latest when dropped.
struct Operation {
    component: Arc<Component>,
    user_state: u64,
    cancel: Option<Arc<AtomicBool>>,
    /// Where the handlers run, unless they run on the worker.
    context: Option<crossbeam_channel::Sender<Job>>,
    ended: bool,
}

impl Operation {
    fn run(mut self, number: u64) {
        let returned = catch_unwind(AssertUnwindSafe(|| {
            let cancel = self.cancel.as_ref();
            if cancel.is_some_and(|cancel| cancel.load(Ordering::Acquire)) {
                return Outcome::Cancelled;
            }
            let mut half = 0;
            let number = halve(number, &mut half);
            Outcome::Done(number, half)
        }));
        self.end(returned.unwrap_or_else(Outcome::Panicked));
    }

    fn end(&mut self, outcome: Outcome) {
        self.ended = true;
        let component = Arc::clone(&self.component);
        let user_state = self.user_state;
        let complete = move || component.complete(user_state, outcome);
        match self.context.take() {
            Some(context) => drop(context.send(Box::new(complete))),
            None => complete(),
        }
    }
}

impl Drop for Operation {
    fn drop(&mut self) {
        if !self.ended {
            self.end(Outcome::Abandoned);
        }
    }
}

impl Component {
    fn new() -> Arc<Self> {
        let handler: Box<Handler> = Box::new(|_component, e| {
            assert_ne!(e.user_state, u64::MAX);
            if let Outcome::Done(number, _half) = e.outcome {
                done(number);
            }
        });
        Arc::new(Self {
            pending: Mutex::default(),
            handlers: RwLock::new(Arc::new(vec![handler])),
            next: AtomicU64::new(0),
        })
    }

    fn pending(&self) -> MutexGuard<'_, HashMap<u64, Option<Arc<AtomicBool>>>> {
        self.pending.lock().expect("nothing panics under the lock")
    }

    fn start(
        self: &Arc<Self>,
        pool: &impl Pool,
        number: u64,
        can_be_cancelled: bool,
        context: Option<crossbeam_channel::Sender<Job>>,
    ) {
        let user_state = self.next.fetch_add(1, Ordering::Relaxed);
        let cancel = can_be_cancelled.then(Arc::default);
        let replaced = self.pending().insert(user_state, cancel.clone());
        assert!(replaced.is_none());
        let operation = Operation {
            component: Arc::clone(self),
            user_state,
            cancel,
            context,
            ended: false,
        };
        pool.spawn(move || operation.run(number));
    }

    fn complete(self: &Arc<Self>, user_state: u64, outcome: Outcome) {
        self.pending().remove(&user_state);
        let args = HalveCompletedEventArgs {
            outcome,
            user_state,
        };
        let handlers = Arc::clone(&self.handlers.read().expect("nothing panics under the lock"));
        for handler in handlers.iter() {
            drop(catch_unwind(AssertUnwindSafe(|| handler(self, &args))));
        }
    }
}

/// On any pool.
pub(crate) struct ByHand<P> {
    component: Arc<Component>,
    pool: P,
}

impl<P> ByHand<P> {
    pub(crate) fn new(pool: P) -> Self {
        Self {
            component: Component::new(),
            pool,
        }
    }
}

impl<P: Pool> Contender for ByHand<P> {
    fn start(&self, number: u64) {
        self.component.start(&self.pool, number, false, None);
    }
}

/// With a flag that cancels.
pub(crate) struct ByHandCancellable(ByHand<TwoWorkers>);

impl ByHandCancellable {
    pub(crate) fn new() -> Self {
        Self(ByHand::new(TwoWorkers::new()))
    }
}

impl Contender for ByHandCancellable {
    fn start(&self, number: u64) {
        self.0.component.start(&self.0.pool, number, true, None);
    }
}

/// With a channel back to the starting thread.
pub(crate) struct ByHandInLoop {
    by_hand: ByHand<TwoWorkers>,
    sender: crossbeam_channel::Sender<Job>,
    receiver: crossbeam_channel::Receiver<Job>,
}

impl ByHandInLoop {
    pub(crate) fn new() -> Self {
        let (sender, receiver) = crossbeam_channel::unbounded();
        Self {
            by_hand: ByHand::new(TwoWorkers::new()),
            sender,
            receiver,
        }
    }
}

impl Contender for ByHandInLoop {
    fn start(&self, number: u64) {
        let context = Some(self.sender.clone());
        let by_hand = &self.by_hand;
        by_hand
            .component
            .start(&by_hand.pool, number, false, context);
    }

    fn turn(&self) {
        match self.receiver.try_recv() {
            Ok(complete) => {
                complete();
                self.receiver.try_iter().for_each(|complete| complete());
            }
            Err(_) => std::thread::yield_now(),
        }
    }
}
