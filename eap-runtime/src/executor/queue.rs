//! The jobs that wait for a worker.

#[cfg(not(loom))]
pub(super) use self::lock_free::JobQueue;
#[cfg(loom)]
pub(super) use self::modelled::JobQueue;

/// A ring that takes no memory for a job, and a list for when the ring is full.
#[cfg(not(loom))]
mod lock_free {
    use crossbeam_queue::{ArrayQueue, SegQueue};

    use crate::executor::Job;
    use crate::sync::{AtomicUsize, Ordering};

    const RING: usize = 1024;

    pub(crate) struct JobQueue {
        ring: ArrayQueue<Job>,
        overflow: SegQueue<Job>,
        /// Jobs in `overflow`, counted before they are in. While there are any, the newer ones go there too, so that
        /// none of the older ones has to wait for ever.
        overflowed: AtomicUsize,
    }

    impl JobQueue {
        pub(crate) fn new() -> Self {
            Self {
                ring: ArrayQueue::new(RING),
                overflow: SegQueue::new(),
                overflowed: AtomicUsize::new(0),
            }
        }

        pub(crate) fn push(&self, job: Job) {
            let mut job = job;
            if self.overflowed.load(Ordering::SeqCst) == 0 {
                match self.ring.push(job) {
                    Ok(()) => return,
                    Err(back) => job = back,
                }
            }
            self.overflowed.fetch_add(1, Ordering::SeqCst);
            self.overflow.push(job);
        }

        pub(crate) fn pop(&self) -> Option<Job> {
            self.ring.pop().or_else(|| {
                if self.overflowed.load(Ordering::SeqCst) == 0 {
                    return None;
                }
                let job = self.overflow.pop()?;
                self.overflowed.fetch_sub(1, Ordering::SeqCst);
                Some(job)
            })
        }

        pub(crate) fn len(&self) -> usize {
            self.ring.len() + self.overflow.len()
        }

        pub(crate) fn is_empty(&self) -> bool {
            self.ring.is_empty() && self.overflow.is_empty()
        }
    }
}

/// The model checker can't see into the lock-free queues; it checks what is built around them.
#[cfg(loom)]
mod modelled {
    use std::collections::VecDeque;

    use crate::executor::Job;
    use crate::sync::{Mutex, lock};

    pub(crate) struct JobQueue(Mutex<VecDeque<Job>>);

    impl JobQueue {
        pub(crate) fn new() -> Self {
            Self(Mutex::new(VecDeque::new()))
        }

        pub(crate) fn push(&self, job: Job) {
            lock(&self.0).push_back(job);
        }

        pub(crate) fn pop(&self) -> Option<Job> {
            lock(&self.0).pop_front()
        }

        pub(crate) fn len(&self) -> usize {
            lock(&self.0).len()
        }

        pub(crate) fn is_empty(&self) -> bool {
            self.len() == 0
        }
    }
}
