//! The same promises, written by hand on a bare queue: user states are unique while pending; a panic of the method or of
//! a handler is caught; the component lives until its handlers have run, from a snapshot, after the place is given back; a
//! job that is dropped unrun completes all the same; a context that is current at the start gets the handlers.
//!
//! What it leaves out: a pool that grows, so one operation that blocks blocks the next; cancellation.

use std::any::Any;
use std::cell::RefCell;
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering, fence};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, Thread};

use arc_swap::ArcSwap;
use crossbeam_queue::SegQueue;

use super::{Rival, answer, halve};

type Job = Box<dyn FnOnce() + Send>;

struct Worker {
    jobs: SegQueue<Job>,
    asleep: AtomicBool,
}

impl Worker {
    fn start() -> (Arc<Self>, Thread) {
        let worker = Arc::new(Self {
            jobs: SegQueue::new(),
            asleep: AtomicBool::new(false),
        });
        let this = Arc::clone(&worker);
        let thread = thread::spawn(move || this.work());
        (worker, thread.thread().clone())
    }

    fn work(&self) {
        let mut looks = 0;
        loop {
            if let Some(job) = self.jobs.pop() {
                job();
                looks = 0;
            } else if looks < 256 {
                looks += 1;
                std::hint::spin_loop();
            } else if looks < 300 {
                looks += 1;
                thread::yield_now();
            } else {
                self.asleep.store(true, Ordering::SeqCst);
                fence(Ordering::SeqCst);
                if self.jobs.is_empty() {
                    thread::park();
                }
                self.asleep.store(false, Ordering::SeqCst);
                looks = 0;
            }
        }
    }
}

enum Outcome {
    Done((bool, u32)),
    Panicked(#[expect(dead_code, reason = "what handlers would look at")] Box<dyn Any + Send>),
    Abandoned,
}

struct HalveCompletedEventArgs {
    outcome: Outcome,
    user_state: u64,
}

type Handler = dyn Fn(&Arc<Component>, &HalveCompletedEventArgs) + Send + Sync;
type Context = Arc<dyn Fn(Job) + Send + Sync>;

thread_local! {
    static CURRENT: RefCell<Option<Context>> = const { RefCell::new(None) };
}

struct Component {
    pending: Mutex<HashSet<u64, foldhash::fast::RandomState>>,
    completed: ArcSwap<Vec<Arc<Handler>>>,
    worker: Arc<Worker>,
    thread: Thread,
}

/// Completes the operation once, at the latest when dropped.
struct Operation {
    component: Arc<Component>,
    user_state: u64,
    context: Option<Context>,
    ended: bool,
}

impl Operation {
    fn run(mut self, number: u32) {
        let returned = catch_unwind(AssertUnwindSafe(|| {
            let mut half = 0;
            let is_even = halve(number, &mut half);
            (is_even, half)
        }));
        self.end(returned.map_or_else(Outcome::Panicked, Outcome::Done));
    }

    fn end(&mut self, outcome: Outcome) {
        self.ended = true;
        let component = Arc::clone(&self.component);
        let user_state = self.user_state;
        let complete = move || {
            component.pending().remove(&user_state);
            let args = HalveCompletedEventArgs {
                outcome,
                user_state,
            };
            for handler in component.completed.load().iter() {
                drop(catch_unwind(AssertUnwindSafe(|| {
                    handler(&component, &args);
                })));
            }
        };
        match self.context.take() {
            Some(context) => context(Box::new(complete)),
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
    fn halve_async(self: &Arc<Self>, number: u32, user_state: u64) -> Result<(), ()> {
        if !self.pending().insert(user_state) {
            return Err(());
        }
        let operation = Operation {
            component: Arc::clone(self),
            user_state,
            context: CURRENT.with_borrow(Clone::clone),
            ended: false,
        };
        self.worker
            .jobs
            .push(Box::new(move || operation.run(number)));
        fence(Ordering::SeqCst);
        if self.worker.asleep.load(Ordering::SeqCst) {
            self.thread.unpark();
        }
        Ok(())
    }

    fn pending(&self) -> std::sync::MutexGuard<'_, HashSet<u64, foldhash::fast::RandomState>> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(crate) struct ByHand {
    component: Arc<Component>,
    next: AtomicU64,
}

impl Rival for ByHand {
    fn new() -> Self {
        let (worker, thread) = Worker::start();
        let handler: Arc<Handler> = Arc::new(|_component, e| {
            assert_ne!(e.user_state, u64::MAX);
            if let Outcome::Done((is_even, half)) = e.outcome {
                answer(is_even, half);
            }
        });
        Self {
            component: Arc::new(Component {
                pending: Mutex::default(),
                completed: ArcSwap::from_pointee(vec![handler]),
                worker,
                thread,
            }),
            next: AtomicU64::new(0),
        }
    }

    fn start(&self, number: u32) {
        let user_state = self.next.fetch_add(1, Ordering::Relaxed);
        assert!(self.component.halve_async(number, user_state).is_ok());
    }
}
