//! The default executor: threads that start as jobs block and end when idle.
//!
//! Jobs are submitted to a queue in [`State`], which also knows the workers. A worker that finds [`ready`](Shared::ready)
//! empty moves all of them there at once, so submitters and workers seldom need the same lock. The rules:
//!
//! * Whoever submits a job calls a worker, unless one is on its way to the queue already: it wakes the worker that went to
//!   sleep last, or starts a new one while there are fewer than the core.
//! * A worker that was called takes the oldest job, and calls the next worker if more jobs wait.
//! * A worker without a job looks out for one for a moment if that has paid lately, and sleeps then. One that has slept
//!   for the idle time-out ends. It leaves under the lock, so nobody can call it any more.
//! * Whether a job blocks or computes cannot be seen from outside. So a watcher looks at the queue every few milliseconds
//!   while jobs wait. When the oldest has waited that long, the watcher calls a worker beyond the core, and that one calls
//!   the next as long as an overdue job waits. Where the jobs compute, the cores are busy and new threads get to run late.
//! * Threads are started under the lock, so nobody relies on a thread that turns out not to start. Whoever comes by next
//!   tries again: a submitter, a worker between two jobs, the watcher.

mod builder;
#[cfg(all(test, loom))]
mod model;

use std::collections::VecDeque;
use std::fmt;
use std::hint;
use std::io;
use std::mem;
use std::sync::Arc;
use std::time::{Duration, Instant};

pub use self::builder::ThreadPoolBuilder;
use super::{Executor, Job};
use crate::deadline::{Deadline, Timeout};
use crate::sync::{
    AtomicBool, Condvar, JoinHandle, Mutex, MutexGuard, Ordering, is_current, lock, spawn,
    wait_or_time_out, yield_now,
};
use crate::unwind;

/// How long a job waits before workers beyond the core are called for it: at least this, at most twice.
const OVERDUE: Duration = Duration::from_millis(5);

/// How much an idle pool keeps of the memory that its queues took.
const KEPT_CAPACITY: usize = 4096;

/// How long an idle worker looks out for a job before it sleeps. That takes about as much as to fall asleep and be woken,
/// so a shorter sleep would have been better spent looking out.
const LOOKOUT: Duration = if cfg!(loom) {
    Duration::ZERO
} else {
    Duration::from_micros(15)
};

/// How long a submitter waits for a worker that is just ending its job, before it wakes another: a fraction of what that
/// costs.
const GLANCE: Duration = if cfg!(loom) {
    Duration::ZERO
} else {
    Duration::from_nanos(300)
};

/// How long one looks in a busy loop, before giving way to other threads between two looks.
const BUSY: Duration = Duration::from_micros(3);

/// A pool of threads for blocking methods.
///
/// It starts a thread for each job until there are as many as the machine has cores. When a job has waited for some
/// milliseconds because all of these are occupied, it starts more, up to a limit. It cannot tell a method that computes
/// from one that blocks: many long computations at once get more threads than there are cores. To avoid that, set
/// [`max_threads`](ThreadPoolBuilder::max_threads). A thread without a job ends after a while, the one that has been idle
/// for longest first.
///
/// A job that the pool has taken is run. If a thread cannot be started, the jobs wait for those there are; if there are
/// none, [`execute`](Executor::execute) gives the job back. Dropping the pool lets the threads finish what waits;
/// [`shutdown`](Self::shutdown) also waits for them.
///
/// Threads do not survive a `fork`. In the child process, a pool that has been used takes jobs and never runs them: start
/// operations before or after, or make a new pool in the child.
///
/// ```
/// use std::time::Duration;
/// use eap_runtime::{Events, ThreadPool, event_async};
///
/// struct Disk {
///     events: Events<Self>,
/// }
///
/// impl Disk {
///     fn new() -> Self {
///         let pool = ThreadPool::builder()
///             .thread_name("disk")
///             .max_threads(2)
///             .idle_timeout(Duration::from_secs(1))
///             .build();
///         Self { events: Events::with_executor(pool) }
///     }
/// }
///
/// #[event_async]
/// impl Disk {
///     #[event_async]
///     fn flush(&self) {}
/// }
/// # let _ = Disk::new();
/// ```
pub struct ThreadPool {
    shared: Arc<Shared>,
}

impl ThreadPool {
    /// A pool with the settings of a new [`builder`](Self::builder). It starts its first thread with its first job.
    #[must_use]
    pub fn new() -> Self {
        Self::builder().build()
    }

    /// The settings to make a pool with.
    pub fn builder() -> ThreadPoolBuilder {
        ThreadPoolBuilder::default()
    }

    fn with(settings: ThreadPoolBuilder) -> Self {
        Self {
            shared: Arc::new(Shared::new(settings)),
        }
    }

    /// The number of threads that run jobs or wait for some.
    #[must_use]
    pub fn threads(&self) -> usize {
        self.shared.state().threads
    }

    /// Runs the jobs that wait, refuses new ones, and joins the threads. Returns whether all have ended in time.
    ///
    /// Called from a job of this pool, it returns `false` without waiting, since the job's own thread cannot end before.
    ///
    /// ```
    /// use std::time::Duration;
    /// use eap_runtime::{Executor, Job, ThreadPool};
    ///
    /// let pool = ThreadPool::new();
    /// pool.execute(Job::from_fn(|| println!("saved"))).unwrap();
    /// assert!(pool.shutdown(Duration::from_secs(60)));
    /// assert!(pool.execute(Job::from_fn(|| {})).is_err());
    /// ```
    #[must_use = "the threads may still be running"]
    pub fn shutdown(&self, timeout: impl Timeout) -> bool {
        let deadline = Deadline::after(timeout);
        self.shared.close();
        self.shared.join(deadline)
    }
}

impl Default for ThreadPool {
    fn default() -> Self {
        Self::new()
    }
}

impl Executor for ThreadPool {
    /// # Errors
    ///
    /// The job itself, if the pool has no thread and cannot start one, or was [shut down](ThreadPool::shutdown).
    fn execute(&self, job: Job) -> Result<(), Job> {
        self.shared.submit(job)
    }
}

impl Drop for ThreadPool {
    fn drop(&mut self) {
        self.shared.close();
    }
}

impl fmt::Debug for ThreadPool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ThreadPool")
            .field("threads", &self.threads())
            .finish_non_exhaustive()
    }
}

struct Shared {
    ready: Ready,
    submitted: Submitted,
    /// The watcher sleeps here.
    watch: Condvar,
    /// Whoever shuts the pool down waits here for the threads to end.
    ended: Condvar,
    settings: ThreadPoolBuilder,
}

/// What workers look at, in a cache line of its own.
#[repr(align(128))]
struct Ready {
    /// The oldest jobs, for the workers to take. Locked before the state.
    jobs: Mutex<VecDeque<Job>>,
    /// A thread was needed and could not be started.
    retry: AtomicBool,
}

/// What submitters look at, in a cache line of its own.
#[repr(align(128))]
struct Submitted {
    /// Whether `State::jobs` has any, to be looked at without the lock. Changes under the lock.
    any: AtomicBool,
    state: Mutex<State>,
}

struct State {
    /// The newest jobs, the oldest of them first.
    jobs: VecDeque<Job>,
    /// How many jobs have been submitted so far. The oldest that waits has the number `submitted` less those that wait.
    submitted: u64,
    /// Jobs with a number below this have waited for too long.
    overdue: u64,
    /// A worker is on its way to the queue: started, woken or looking out. While there is one, none is called.
    searching: bool,
    /// Whether it has paid lately to look out for a job before sleeping.
    looking_pays: bool,
    /// The workers that sleep. The last one went to sleep last.
    sleepers: Vec<Sleeper>,
    /// How many workers there are.
    threads: usize,
    watcher: Watcher,
    /// No more jobs come, and idle threads end.
    closed: bool,
    /// The threads that have not ended, workers and watcher.
    handles: Vec<JoinHandle>,
    /// The thread that ended last. It joins the one before it.
    last_ended: Option<JoinHandle>,
}

struct Sleeper {
    woken: Arc<Condvar>,
    since: Instant,
}

#[derive(Clone, Copy, PartialEq)]
enum Watcher {
    NotStarted,
    Sleeping,
    Watching,
}

impl State {
    /// Whether the oldest job has waited for too long, given how many are ready.
    fn is_overdue(&self, ready: usize) -> bool {
        let waiting = ready + self.jobs.len();
        self.submitted - (waiting as u64) < self.overdue
    }
}

impl Shared {
    fn new(settings: ThreadPoolBuilder) -> Self {
        Self {
            ready: Ready {
                jobs: Mutex::new(VecDeque::new()),
                retry: AtomicBool::new(false),
            },
            submitted: Submitted {
                any: AtomicBool::new(false),
                state: Mutex::new(State {
                    jobs: VecDeque::new(),
                    submitted: 0,
                    overdue: 0,
                    searching: false,
                    looking_pays: true,
                    sleepers: Vec::new(),
                    threads: 0,
                    watcher: Watcher::NotStarted,
                    closed: false,
                    handles: Vec::new(),
                    last_ended: None,
                }),
            },
            watch: Condvar::new(),
            ended: Condvar::new(),
            settings,
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.submitted.state)
    }

    /// Takes the job, or gives it back if nobody will ever run it.
    fn submit(self: &Arc<Self>, job: Job) -> Result<(), Job> {
        let mut state = self.state();
        if state.closed || (state.threads == 0 && self.start_worker(&mut state).is_err()) {
            return Err(job);
        }
        state.jobs.push_back(job);
        state.submitted += 1;
        self.submitted.any.store(true, Ordering::Relaxed);
        if !state.searching && state.jobs.len() == 1 && state.threads > state.sleepers.len() {
            drop(state);
            self.look(GLANCE, false);
            state = self.state();
        }
        // Whoever has moved the job to the ready ones calls the others.
        if !state.jobs.is_empty() {
            self.call_worker(state, false);
        }
        Ok(())
    }

    /// Has another worker come for the jobs that wait, unless one is on its way.
    fn call_worker(self: &Arc<Self>, mut state: MutexGuard<'_, State>, overdue: bool) {
        if state.searching {
            return;
        }
        if let Some(sleeper) = state.sleepers.pop() {
            state.searching = true;
            state.looking_pays |= sleeper.since.elapsed() < LOOKOUT;
            drop(state);
            sleeper.woken.notify_one();
            return;
        }
        let ThreadPoolBuilder {
            core_threads,
            max_threads,
            ..
        } = self.settings;
        let limit = if overdue { max_threads } else { core_threads };
        if state.threads < limit && self.start_worker(&mut state).is_ok() {
            return;
        }
        if state.threads < max_threads {
            let watched = self.call_watcher(&mut state);
            self.ready.retry.store(watched.is_err(), Ordering::Relaxed);
        }
    }

    fn start_worker(self: &Arc<Self>, state: &mut State) -> io::Result<()> {
        self.start_thread(state, Self::work)?;
        state.threads += 1;
        state.searching = true;
        Ok(())
    }

    fn start_thread(self: &Arc<Self>, state: &mut State, main: fn(&Arc<Self>)) -> io::Result<()> {
        let shared = Arc::clone(self);
        let settings = &self.settings;
        // The standard library panics at a name with a NUL.
        let started = unwind::catch(|| {
            spawn(&settings.thread_name, settings.stack_size, move || {
                main(&shared);
            })
        });
        let handle = started.unwrap_or_else(|_| Err(io::ErrorKind::InvalidInput.into()))?;
        state.handles.push(handle);
        Ok(())
    }

    /// A worker's life. It begins on the way to the queue.
    fn work(self: &Arc<Self>) {
        let woken = Arc::new(Condvar::new());
        let mut searching = true;
        while let Some(job) = self.next_job(&woken, searching) {
            job.run();
            searching = false;
        }
    }

    /// The next job for a worker; `None` when the worker has ended.
    fn next_job(self: &Arc<Self>, woken: &Arc<Condvar>, mut searching: bool) -> Option<Job> {
        if !searching && !self.ready.retry.load(Ordering::Relaxed) {
            if let Some(job) = lock(&self.ready.jobs).pop_front() {
                return Some(job);
            }
        }
        let mut in_vain = false;
        loop {
            let mut ready = lock(&self.ready.jobs);
            let mut state = self.state();
            if ready.is_empty() {
                mem::swap(&mut *ready, &mut state.jobs);
                self.submitted.any.store(false, Ordering::Relaxed);
            }
            if searching {
                state.searching = false;
            }
            if let Some(job) = ready.pop_front() {
                if !(ready.is_empty() && state.jobs.is_empty()) {
                    let overdue = state.is_overdue(ready.len());
                    drop(ready);
                    self.call_worker(state, overdue);
                }
                return Some(job);
            }
            searching = true;
            if state.looking_pays && !in_vain && !state.searching && !state.closed {
                state.searching = true;
                drop((state, ready));
                in_vain = !self.look(LOOKOUT, true);
                continue;
            }
            state.looking_pays &= !in_vain;
            in_vain = false;
            ready.shrink_to(KEPT_CAPACITY);
            state.jobs.shrink_to(KEPT_CAPACITY);
            drop(ready);
            if !self.sleep(woken, state) {
                return None;
            }
        }
    }

    /// Looks until there are submitted jobs, or none. Returns whether it came to that.
    fn look(&self, duration: Duration, any: bool) -> bool {
        let since = Instant::now();
        while self.submitted.any.load(Ordering::Relaxed) != any {
            let elapsed = since.elapsed();
            if elapsed >= duration {
                return false;
            }
            if elapsed < BUSY {
                hint::spin_loop();
            } else {
                yield_now();
            }
        }
        true
    }

    /// Sleeps until called. Returns `false` when the worker has ended instead.
    fn sleep<'a>(&'a self, woken: &Arc<Condvar>, mut state: MutexGuard<'a, State>) -> bool {
        state.sleepers.push(Sleeper {
            woken: Arc::clone(woken),
            since: Instant::now(),
        });
        let mut timed_out = false;
        loop {
            let is_own = |sleeper: &Sleeper| Arc::ptr_eq(&sleeper.woken, woken);
            // Whoever calls a worker takes it off the list, even if it times out just then.
            let Some(place) = state.sleepers.iter().position(is_own) else {
                return true;
            };
            if timed_out || state.closed {
                state.sleepers.remove(place);
                state.threads -= 1;
                self.leave(state);
                return false;
            }
            (state, timed_out) = self.wait(woken, state, self.settings.idle_timeout);
        }
    }

    /// Has somebody look after the jobs that wait.
    fn call_watcher(self: &Arc<Self>, state: &mut State) -> io::Result<()> {
        match state.watcher {
            Watcher::Watching => {}
            Watcher::Sleeping => self.watch.notify_one(),
            Watcher::NotStarted => self.start_thread(state, Self::watch)?,
        }
        state.watcher = Watcher::Watching;
        Ok(())
    }

    /// The watcher's life. It sees to it that no job waits for long while there may be more threads.
    fn watch(self: &Arc<Self>) {
        let mut seen = 0;
        loop {
            let ready = lock(&self.ready.jobs);
            let mut state = self.state();
            if ready.is_empty() && state.jobs.is_empty() {
                drop(ready);
                if !self.sleep_watcher(state) {
                    return;
                }
                continue;
            }
            state.overdue = mem::replace(&mut seen, state.submitted);
            let overdue = state.is_overdue(ready.len());
            drop(ready);
            if overdue {
                // Whoever is on its way has had its time.
                state.searching = false;
                self.call_worker(state, true);
                state = self.state();
            }
            drop(self.wait(&self.watch, state, OVERDUE));
        }
    }

    /// Sleeps until called. Returns `false` when the watcher has ended instead.
    fn sleep_watcher<'a>(&'a self, mut state: MutexGuard<'a, State>) -> bool {
        state.watcher = Watcher::Sleeping;
        let mut timed_out = false;
        while state.watcher == Watcher::Sleeping {
            if timed_out || state.closed {
                state.watcher = Watcher::NotStarted;
                self.leave(state);
                return false;
            }
            (state, timed_out) = self.wait(&self.watch, state, self.settings.idle_timeout);
        }
        true
    }

    /// Waits to be notified, or for the timeout. Returns whether that has passed.
    fn wait<'a>(
        &'a self,
        condvar: &Condvar,
        state: MutexGuard<'a, State>,
        timeout: Duration,
    ) -> (MutexGuard<'a, State>, bool) {
        wait_or_time_out(&self.submitted.state, condvar, state, timeout)
    }

    /// The last that a thread does.
    fn leave(&self, mut state: MutexGuard<'_, State>) {
        let own = state.handles.iter().position(is_current);
        let own = own.map(|place| state.handles.swap_remove(place));
        let previous = mem::replace(&mut state.last_ended, own);
        if state.handles.is_empty() {
            self.ended.notify_all();
        }
        drop(state);
        if let Some(previous) = previous {
            drop(previous.join());
        }
    }

    fn close(&self) {
        let mut state = self.state();
        state.closed = true;
        for sleeper in &state.sleepers {
            sleeper.woken.notify_one();
        }
        self.watch.notify_one();
    }

    /// Waits for the threads to end. Returns whether they have.
    fn join(&self, deadline: Deadline) -> bool {
        let mut state = self.state();
        while !state.handles.is_empty() {
            if deadline.is_past() || state.handles.iter().any(is_current) {
                return false;
            }
            state = deadline.wait(&self.ended, state);
        }
        let last = state.last_ended.take();
        drop(state);
        if let Some(last) = last {
            drop(last.join());
        }
        true
    }
}
