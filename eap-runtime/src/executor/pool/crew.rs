//! The workers of a pool: who looks for a job, who sleeps, and who is woken for a new one.
//!
//! A job goes straight to the worker that waits in the [`Seat`], if one does, or else to the queue. There it is never left
//! lying: a worker that doesn't run a job is seated, or counts as searching or sleeping. Submitting pushes the job first and
//! looks for such a worker then; a worker sits down or changes its count first and looks at the queue then. With sequentially
//! consistent accesses on both sides, either the submitter sees the worker or the worker sees the job.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use crossbeam_utils::CachePadded;

use super::ThreadPoolBuilder;
use super::seat::{Rose, Seat};
use crate::executor::Job;
use crate::executor::queue::JobQueue;
use crate::sync::{
    AtomicBool, AtomicUsize, Condvar, Mutex, MutexGuard, Ordering, fence, lock, spawn, wait_timeout,
};
use crate::unwind;

pub(super) struct Crew {
    seat: Seat,
    pub(super) queue: JobQueue,
    pub(super) settings: ThreadPoolBuilder,
    /// Workers that were started, woken or called and have not looked at the queue yet. While there is one, a new job wakes
    /// nobody. In a cache line of its own, it does not slow down the reading of the others.
    searching: CachePadded<AtomicUsize>,
    /// Workers that sleep and that nobody has woken. Changes under the lock.
    sleeping: AtomicUsize,
    /// All workers. Changes under the lock.
    threads: AtomicUsize,
    /// Somebody keeps an eye on the jobs that wait; see `watch`.
    pub(super) watching: AtomicBool,
    /// Jobs taken while watched, to tell a crew at work from a blocked one.
    pub(super) taken: AtomicUsize,
    pub(super) roster: Mutex<Roster>,
    /// Workers sleep here.
    woken: Condvar,
    /// The watcher sleeps here.
    pub(super) watch: Condvar,
}

#[derive(Default)]
pub(super) struct Roster {
    /// Sleepers that were woken and have not noticed yet. They count as searching.
    wakes: usize,
    /// There is a watcher.
    pub(super) watched: bool,
    /// The pool was dropped: workers end when nothing waits.
    pub(super) closed: bool,
}

impl Crew {
    pub(super) fn new(settings: ThreadPoolBuilder) -> Self {
        Self {
            seat: Seat::new(),
            queue: JobQueue::new(),
            settings,
            searching: CachePadded::new(AtomicUsize::new(0)),
            sleeping: AtomicUsize::new(0),
            threads: AtomicUsize::new(0),
            watching: AtomicBool::new(false),
            taken: AtomicUsize::new(0),
            roster: Mutex::new(Roster::default()),
            woken: Condvar::new(),
            watch: Condvar::new(),
        }
    }

    pub(super) fn threads(&self) -> usize {
        self.threads.load(Ordering::SeqCst)
    }

    /// Takes the job, or gives it back when there is no worker and none can be started.
    pub(super) fn take_on(self: &Arc<Self>, job: Job) -> Result<(), Job> {
        let Err(job) = self.seat.hand_over(job) else {
            return Ok(());
        };
        if self.threads() == 0 {
            let roster = lock(&self.roster);
            if self.threads() == 0 && self.hire(&roster).is_err() {
                return Err(job);
            }
        }
        self.queue.push(job);
        self.call_for_one();
        Ok(())
    }

    /// Sees to it that somebody takes the job that was pushed.
    fn call_for_one(self: &Arc<Self>) {
        fence(Ordering::SeqCst);
        if self.searching.load(Ordering::SeqCst) > 0 {
            // It looks at the queue once more before it sleeps, and calls for another when it takes a job.
            return;
        }
        // The caller does the counting, so that the next submitter already finds a searching worker.
        let count = || {
            self.searching.fetch_add(1, Ordering::SeqCst);
        };
        if self.seat.call(count) {
            return;
        }
        if self.sleeping.load(Ordering::SeqCst) > 0 && self.wake_one() {
            return;
        }
        if self.threads() < self.settings.core_threads {
            let roster = lock(&self.roster);
            if self.threads() < self.settings.core_threads {
                if self.hire(&roster).is_ok() {
                    return;
                }
                if self.threads() == 0 {
                    // The last worker left between our look and the push, and no other can be had.
                    drop(roster);
                    return self.abandon_all();
                }
            }
        }
        self.keep_watch();
    }

    fn wake_one(&self) -> bool {
        let mut roster = lock(&self.roster);
        if self.sleeping.load(Ordering::SeqCst) == 0 {
            return false;
        }
        // The waker does the counting, so that the next submitter already finds a searching worker.
        roster.wakes += 1;
        self.searching.fetch_add(1, Ordering::SeqCst);
        self.sleeping.fetch_sub(1, Ordering::SeqCst);
        drop(roster);
        self.woken.notify_one();
        true
    }

    /// Starts a worker, which begins by searching.
    fn hire(self: &Arc<Self>, _locked: &MutexGuard<'_, Roster>) -> io::Result<()> {
        self.threads.fetch_add(1, Ordering::SeqCst);
        self.searching.fetch_add(1, Ordering::SeqCst);
        let crew = Arc::clone(self);
        let hired = self.start_thread(move || crew.work());
        if hired.is_err() {
            self.searching.fetch_sub(1, Ordering::SeqCst);
            self.threads.fetch_sub(1, Ordering::SeqCst);
        }
        hired
    }

    /// Starts up to `count` workers; a thread that can't be had now may be had at the next try.
    pub(super) fn hire_more(self: &Arc<Self>, count: usize) {
        for _ in 0..count {
            let roster = lock(&self.roster);
            if self.threads() >= self.settings.max_threads || self.hire(&roster).is_err() {
                return;
            }
        }
    }

    pub(super) fn start_thread(&self, main: impl FnOnce() + Send + 'static) -> io::Result<()> {
        // The standard library panics at settings that no thread can have: a name with a NUL, say.
        let started =
            unwind::catch(|| spawn(&self.settings.thread_name, self.settings.stack_size, main));
        started.unwrap_or_else(|_| Err(io::ErrorKind::InvalidInput.into()))
    }

    /// Nobody will ever take these: dropped, they complete as abandoned.
    fn abandon_all(&self) {
        while let Some(job) = self.queue.pop() {
            drop(job);
        }
    }

    /// A worker's life.
    fn work(self: Arc<Self>) {
        loop {
            let mut next = self.next_job(true);
            while let Some(job) = next {
                job.run();
                next = self.next_job(false);
            }
            if !self.sleep() {
                return;
            }
        }
    }

    fn take(&self) -> Option<Job> {
        let job = self.queue.pop();
        if job.is_some() && self.watching.load(Ordering::Relaxed) {
            self.taken.fetch_add(1, Ordering::Relaxed);
        }
        job
    }

    /// A job for a worker that has none; `None` if none came for a while. `searching` tells whether the worker counts as
    /// that; afterwards it does not.
    fn next_job(self: &Arc<Self>, mut searching: bool) -> Option<Job> {
        loop {
            // To look costs the submitters less than to take: it leaves the jobs' own cache lines alone.
            let job = if self.queue.is_empty() {
                None
            } else {
                self.take()
            };
            if searching {
                let others = self.searching.fetch_sub(1, Ordering::SeqCst) - 1;
                // Those who saw this one searching have woken nobody for the jobs that they pushed.
                if job.is_some() && others == 0 && !self.queue.is_empty() {
                    self.call_for_one();
                }
            }
            if job.is_some() {
                return job;
            }
            match self.seat.sit(|| self.queue.is_empty()) {
                Rose::With(job) => return Some(job),
                Rose::Called => searching = true,
                Rose::Saw => searching = false,
                Rose::Left => return None,
            }
        }
    }

    /// Sleeps until woken. `false` when the worker is to end: nothing came for long enough.
    fn sleep(&self) -> bool {
        let mut roster = lock(&self.roster);
        self.sleeping.fetch_add(1, Ordering::SeqCst);
        let mut timed_out = false;
        loop {
            if roster.wakes > 0 {
                // The waker has counted this worker as searching already.
                roster.wakes -= 1;
                return true;
            }
            fence(Ordering::SeqCst);
            if !self.queue.is_empty() {
                self.searching.fetch_add(1, Ordering::SeqCst);
                self.sleeping.fetch_sub(1, Ordering::SeqCst);
                return true;
            }
            if timed_out || roster.closed {
                self.sleeping.fetch_sub(1, Ordering::SeqCst);
                fence(Ordering::SeqCst);
                if self.queue.is_empty() {
                    self.threads.fetch_sub(1, Ordering::SeqCst);
                    return false;
                }
                self.searching.fetch_add(1, Ordering::SeqCst);
                return true;
            }
            (roster, timed_out) = wait_timeout(&self.woken, roster, self.idle_timeout());
        }
    }

    pub(super) fn idle_timeout(&self) -> Duration {
        self.settings.idle_timeout
    }

    /// Lets the workers end when nothing waits.
    pub(super) fn close(&self) {
        lock(&self.roster).closed = true;
        self.woken.notify_all();
        self.watch.notify_all();
    }
}
