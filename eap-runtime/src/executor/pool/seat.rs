//! Where one idle worker waits, awake, to be handed the next job without a detour through the queue.

use std::mem;

use crossbeam_utils::CachePadded;

use crate::executor::Job;
use crate::sync::{AtomicBool, Mutex, Ordering, fence, lock, yield_now};

/// How often the worker looks before it gives up. The first looks are a few cycles apart, the later ones a time slice,
/// together some tens of microseconds: about what it costs to be woken.
const LOOKS: u32 = if cfg!(loom) { 1 } else { 300 };
const BUSY_LOOKS: u32 = 256;

/// In a cache line of its own: from one core to the other, a job travels with it.
pub(super) struct Seat(CachePadded<Inner>);

struct Inner {
    /// Whether `taken` is [`Taken::Waiting`], to be looked at without the lock.
    waiting: AtomicBool,
    taken: Mutex<Taken>,
}

enum Taken {
    Vacant,
    Waiting,
    Handed(Job),
    Called,
}

/// Why a worker is no longer seated.
pub(super) enum Rose {
    /// With a job in its hands.
    With(Job),
    /// It was called: a job waits in the queue.
    Called,
    /// There was something in the queue when it sat down.
    Saw,
    /// Nothing came, or another worker sits there.
    Left,
}

impl Seat {
    pub(super) fn new() -> Self {
        Self(CachePadded::new(Inner {
            waiting: AtomicBool::new(false),
            taken: Mutex::new(Taken::Vacant),
        }))
    }

    /// Hands the job to the worker that waits, if one does.
    pub(super) fn hand_over(&self, job: Job) -> Result<(), Job> {
        let inner = &*self.0;
        if inner.waiting.load(Ordering::SeqCst) {
            let mut taken = lock(&inner.taken);
            if let Taken::Waiting = *taken {
                *taken = Taken::Handed(job);
                // The worker sees it only when the lock is free.
                drop(taken);
                inner.waiting.store(false, Ordering::Release);
                return Ok(());
            }
        }
        Err(job)
    }

    /// Has the worker that waits look at the queue, if one does. `before` is done before it can.
    pub(super) fn call(&self, before: impl FnOnce()) -> bool {
        let inner = &*self.0;
        if !inner.waiting.load(Ordering::SeqCst) {
            return false;
        }
        let mut taken = lock(&inner.taken);
        let waits = matches!(*taken, Taken::Waiting);
        if waits {
            before();
            *taken = Taken::Called;
            inner.waiting.store(false, Ordering::Release);
        }
        waits
    }

    /// Waits for a job, unless there is one in the queue.
    pub(super) fn sit(&self, is_queue_empty: impl Fn() -> bool) -> Rose {
        let inner = &*self.0;
        {
            let mut taken = lock(&inner.taken);
            let Taken::Vacant = *taken else {
                // One pair of eyes is enough where there is nothing to see.
                return Rose::Left;
            };
            *taken = Taken::Waiting;
            inner.waiting.store(true, Ordering::Release);
        }
        fence(Ordering::SeqCst);
        let saw = !is_queue_empty();
        if !saw {
            self.wait();
        }
        let mut taken = lock(&inner.taken);
        match mem::replace(&mut *taken, Taken::Vacant) {
            Taken::Handed(job) => Rose::With(job),
            Taken::Called => Rose::Called,
            Taken::Waiting | Taken::Vacant => {
                inner.waiting.store(false, Ordering::Release);
                if saw { Rose::Saw } else { Rose::Left }
            }
        }
    }

    fn wait(&self) {
        for look in 0..LOOKS {
            if !self.0.waiting.load(Ordering::Acquire) {
                return;
            }
            if look < BUSY_LOOKS {
                std::hint::spin_loop();
            } else {
                yield_now();
            }
        }
    }
}
