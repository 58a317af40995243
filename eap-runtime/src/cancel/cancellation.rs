//! The state behind a token: whether cancellation was requested, observed, or comes too late.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use std::thread::{self, ThreadId};
use std::time::Duration;

use crate::context::Callback;
use crate::deadline::Deadline;
use crate::sync::{AtomicU8, Condvar, Mutex, Ordering, lock};
use crate::unwind;

/// Cancellation was requested.
const REQUESTED: u8 = 1;
/// The method observed the request: the operation completes as cancelled.
const OBSERVED: u8 = 2;
/// The outcome is decided: requests come too late.
const FINISHED: u8 = 4;
/// The executor accepted the operation: a request may complete it before it begins.
const ACCEPTED: u8 = 8;
/// The outcome is being delivered: the operation is over.
const COMPLETED: u8 = 16;

/// Requests and observations of one operation, or of a token made by hand.
///
/// The outcome depends on one atomic: `finish` sets `FINISHED` and reads `OBSERVED` in the same step, so a request is
/// either observed in time or has no effect at all.
pub struct Cancellation {
    flags: AtomicU8,
    /// Made when first needed: most operations are never cancelled, and wait for no cancellation.
    waiters: OnceLock<Box<Waiters>>,
}

#[derive(Default)]
struct Waiters {
    callbacks: Mutex<Callbacks>,
    requested: Condvar,
    /// The callback that was running has returned.
    returned: Condvar,
}

#[derive(Default)]
struct Callbacks {
    next_id: u64,
    /// In the order of registration.
    waiting: BTreeMap<u64, Callback>,
    /// The callback that a request is running, and the thread that runs it.
    running: Option<(u64, ThreadId)>,
}

impl Waiters {
    /// Ends the running callback, and begins the next.
    fn next(&self) -> Option<Callback> {
        let mut callbacks = lock(&self.callbacks);
        let next = callbacks.waiting.pop_first();
        let ended = callbacks.running.take().is_some();
        let (id, callback) = next.unzip();
        callbacks.running = id.map(|id| (id, thread::current().id()));
        drop(callbacks);
        if ended {
            self.returned.notify_all();
        }
        callback
    }
}

impl Cancellation {
    pub(crate) fn new() -> Self {
        Self {
            flags: AtomicU8::new(0),
            waiters: OnceLock::new(),
        }
    }

    fn waiters(&self) -> &Waiters {
        self.waiters.get_or_init(Box::default)
    }

    pub(crate) fn is_requested(&self) -> bool {
        self.flags.load(Ordering::Acquire) & REQUESTED != 0
    }

    /// Requests cancellation. Only the first request before the outcome has an effect.
    ///
    /// Returns whether the executor has accepted the operation, so that the request may complete it.
    pub(crate) fn request(&self) -> bool {
        let mut flags = self.flags.load(Ordering::Acquire);
        loop {
            if flags & (REQUESTED | FINISHED) != 0 {
                return false;
            }
            let requested = flags | REQUESTED;
            match self.flags.compare_exchange_weak(
                flags,
                requested,
                Ordering::AcqRel,
                Ordering::Acquire,
            ) {
                Ok(_) => break,
                Err(now) => flags = now,
            }
        }
        // The flag is set before the lock is taken, and both `register` and `wait` read it under the lock: either they
        // see it, or they are in the list, or asleep, by now.
        let waiters = self.waiters();
        let mut next = waiters.next();
        waiters.requested.notify_all();
        // One at a time, so that a registration dropped meanwhile keeps its callback from running.
        while let Some(callback) = next {
            self.observe();
            unwind::contain(callback);
            next = waiters.next();
        }
        flags & ACCEPTED != 0
    }

    /// Records that the executor has accepted the operation. Returns whether cancellation was requested before: then no
    /// request will complete the operation, and the caller has to.
    pub(crate) fn accept(&self) -> bool {
        self.flags.fetch_or(ACCEPTED, Ordering::AcqRel) & REQUESTED != 0
    }

    /// Returns whether cancellation was requested. `true` counts as observed.
    pub(crate) fn observe(&self) -> bool {
        let flags = self.flags.load(Ordering::Acquire);
        if flags & REQUESTED == 0 {
            return false;
        }
        if flags & OBSERVED == 0 {
            self.flags.fetch_or(OBSERVED, Ordering::AcqRel);
        }
        true
    }

    /// Records that the outcome is decided. Returns whether a request was observed before.
    pub(crate) fn finish(&self) -> bool {
        self.flags.fetch_or(FINISHED, Ordering::AcqRel) & OBSERVED != 0
    }

    /// Records that the operation is over.
    pub(crate) fn complete(&self) {
        self.flags.fetch_or(COMPLETED, Ordering::AcqRel);
    }

    pub(crate) fn is_completed(&self) -> bool {
        self.flags.load(Ordering::Acquire) & COMPLETED != 0
    }

    /// Waits until cancellation is requested. `false` on timeout.
    pub(super) fn wait(&self, timeout: Duration) -> bool {
        let waiters = self.waiters();
        let callbacks = lock(&waiters.callbacks);
        Deadline::after(timeout).wait_until(&waiters.requested, callbacks, |_| self.observe())
    }

    /// Keeps `callback` for a request, or runs it at once if there was one.
    pub(super) fn register(&self, callback: Callback) -> Option<u64> {
        {
            let mut callbacks = lock(&self.waiters().callbacks);
            if !self.is_requested() {
                let id = callbacks.next_id;
                callbacks.next_id += 1;
                callbacks.waiting.insert(id, callback);
                return Some(id);
            }
        }
        self.observe();
        unwind::contain(callback);
        None
    }

    /// Removes a callback. If another thread is running it, waits until it has returned.
    pub(super) fn unregister(&self, id: u64) {
        let waiters = self.waiters();
        let mut callbacks = lock(&waiters.callbacks);
        if let Some(removed) = callbacks.waiting.remove(&id) {
            // Outside of the lock: dropping it runs the user's code.
            drop(callbacks);
            unwind::contain(|| drop(removed));
            return;
        }
        // From inside the callback itself, waiting would never end.
        let this_thread = thread::current().id();
        let is_running_elsewhere = |callbacks: &Callbacks| {
            callbacks
                .running
                .is_some_and(|(running, thread)| running == id && thread != this_thread)
        };
        while is_running_elsewhere(&callbacks) {
            callbacks = Deadline::NEVER.wait(&waiters.returned, callbacks);
        }
    }
}

/// What can be cancelled: an operation, or a token made by hand.
pub trait Cancellable: Send + Sync {
    fn cancellation(&self) -> &Cancellation;

    /// Requests cancellation, and completes an operation that has not begun where its outcome is due.
    fn cancel(self: Arc<Self>) {
        self.cancellation().request();
    }
}

impl Cancellable for Cancellation {
    fn cancellation(&self) -> &Cancellation {
        self
    }
}
