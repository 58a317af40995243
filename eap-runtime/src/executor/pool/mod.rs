//! The default executor: threads that start as jobs block and end when idle.
//!
//! Everything that changes is in [`State`], behind one lock. The rules:
//!
//! * A job joins the queue. If no worker is on its way to the queue, one is called: the worker that went to sleep last is
//!   woken, or a new one is started while there are fewer than the core.
//! * A worker that was called takes the oldest job, and calls the next worker if more jobs wait.
//! * A worker without a job looks out for one for a moment if that has paid lately, and sleeps then. One that has slept
//!   for the idle time-out ends. It leaves under the lock, so nobody can call it any more.
//! * Whether a job blocks or computes cannot be seen from outside. So a watcher looks at the queue every few milliseconds
//!   while jobs wait. When the oldest has waited that long, a worker beyond the core is called, and that one calls the
//!   next as long as an overdue job waits. Where the jobs compute, the cores are busy and new threads come to run slowly.
//! * Threads are started under the lock, so nobody relies on a thread that turns out not to start. Whoever comes by next
//!   tries again: a submitter, a worker between two jobs, the watcher.

mod builder;
#[cfg(all(test, loom))]
mod model;

use std::collections::VecDeque;
use std::fmt;
use std::io;
use std::mem;
use std::sync::Arc;
use std::time::{Duration, Instant};

pub use self::builder::ThreadPoolBuilder;
use super::{Executor, Job};
use crate::deadline::Deadline;
use crate::sync::{
    AtomicBool, Condvar, JoinHandle, Mutex, MutexGuard, Ordering, is_current, lock, spawn,
    wait_or_time_out, yield_now,
};
use crate::unwind;

/// How long a job waits before workers beyond the core are called for it: at least this, at most twice.
const OVERDUE: Duration = Duration::from_millis(2);

/// How often an idle worker looks for a job before it sleeps, first in a busy loop and then giving way to other threads.
/// Together that takes about as long as to fall asleep and be woken.
const LOOKS: Looks = if cfg!(loom) {
    Looks {
        busy: 1,
        yielding: 0,
    }
} else {
    Looks {
        busy: 200,
        yielding: 20,
    }
};

/// How often a submitter looks whether a worker that is just ending its job takes the new one, before it wakes another:
/// a fraction of what that costs.
const GLANCE: Looks = if cfg!(loom) {
    Looks {
        busy: 1,
        yielding: 0,
    }
} else {
    Looks {
        busy: 8,
        yielding: 0,
    }
};

/// A sleep shorter than this would have been better spent looking for a job.
const NAP: Duration = if cfg!(loom) {
    Duration::ZERO
} else {
    Duration::from_micros(20)
};

#[derive(Clone, Copy)]
struct Looks {
    busy: u32,
    yielding: u32,
}

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
        lock(&self.shared.state).threads
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
    pub fn shutdown(&self, timeout: Duration) -> bool {
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

// In a cache line of its own, as the lock travels from core to core with each job.
#[repr(align(128))]
struct Shared {
    /// Whether jobs wait, to be looked at without the lock. Changes under the lock.
    job_waits: AtomicBool,
    state: Mutex<State>,
    /// The watcher sleeps here.
    watch: Condvar,
    /// Whoever shuts the pool down waits here for the threads to end.
    ended: Condvar,
    settings: ThreadPoolBuilder,
}

struct State {
    /// The jobs that wait, the oldest first.
    queue: VecDeque<Job>,
    /// How many jobs have joined the queue so far. That is one more than the number of the newest.
    queued: u64,
    /// Jobs with a number below this have waited for too long.
    overdue: u64,
    /// A worker is on its way to the queue: started, woken or looking out. While there is one, none is called.
    searching: bool,
    /// Whether it has paid lately to look out for a job before sleeping.
    looking_pays: bool,
    /// The workers that sleep. The last one went to sleep last.
    sleepers: Vec<Sleeper>,
    /// All workers.
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
    /// Whether the oldest job has waited for too long.
    fn is_overdue(&self) -> bool {
        self.queued - (self.queue.len() as u64) < self.overdue
    }
}

impl Shared {
    fn new(settings: ThreadPoolBuilder) -> Self {
        Self {
            job_waits: AtomicBool::new(false),
            state: Mutex::new(State {
                queue: VecDeque::new(),
                queued: 0,
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
            watch: Condvar::new(),
            ended: Condvar::new(),
            settings,
        }
    }

    /// Takes the job, or gives it back if nobody will ever run it.
    fn submit(self: &Arc<Self>, job: Job) -> Result<(), Job> {
        let mut state = lock(&self.state);
        if state.closed || (state.threads == 0 && self.start_worker(&mut state).is_err()) {
            return Err(job);
        }
        state.queue.push_back(job);
        state.queued += 1;
        self.job_waits.store(true, Ordering::Relaxed);
        if state.searching {
            return Ok(());
        }
        if state.queue.len() == 1 && state.threads > state.sleepers.len() {
            drop(state);
            if self.look(GLANCE, false) {
                return Ok(());
            }
            state = lock(&self.state);
        }
        self.call_worker(state);
        Ok(())
    }

    /// Has another worker come to the queue if jobs wait and none is on its way.
    fn call_worker(self: &Arc<Self>, mut state: MutexGuard<'_, State>) {
        if state.queue.is_empty() || state.searching {
            return;
        }
        if let Some(sleeper) = state.sleepers.pop() {
            state.searching = true;
            state.looking_pays |= sleeper.since.elapsed() < NAP;
            drop(state);
            sleeper.woken.notify_one();
            return;
        }
        let limit = if state.is_overdue() {
            self.settings.max_threads
        } else {
            self.settings.core_threads
        };
        if state.threads < limit && self.start_worker(&mut state).is_ok() {
            return;
        }
        if state.threads < self.settings.max_threads {
            self.call_watcher(&mut state);
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
        let mut state = lock(&self.state);
        loop {
            if let Some(job) = state.queue.pop_front() {
                let more = !state.queue.is_empty();
                self.job_waits.store(more, Ordering::Relaxed);
                if searching {
                    state.searching = false;
                }
                if more {
                    self.call_worker(state);
                }
                return Some(job);
            }
            if state.looking_pays && (searching || !state.searching) && !state.closed {
                searching = true;
                state.searching = true;
                drop(state);
                let seen = self.look(LOOKS, true);
                state = lock(&self.state);
                if seen || !state.queue.is_empty() {
                    continue;
                }
                state.looking_pays = false;
            }
            if searching {
                state.searching = false;
            }
            state = self.sleep(woken, state)?;
            searching = true;
        }
    }

    /// Looks until `job_waits` is as hoped for. Returns whether it came to that.
    fn look(&self, looks: Looks, hoped: bool) -> bool {
        for look in 0..looks.busy + looks.yielding {
            if self.job_waits.load(Ordering::Relaxed) == hoped {
                return true;
            }
            if look < looks.busy {
                std::hint::spin_loop();
            } else {
                yield_now();
            }
        }
        false
    }

    /// Sleeps until called; `None` when the worker has ended instead.
    fn sleep<'a>(
        &'a self,
        woken: &Arc<Condvar>,
        mut state: MutexGuard<'a, State>,
    ) -> Option<MutexGuard<'a, State>> {
        state.sleepers.push(Sleeper {
            woken: Arc::clone(woken),
            since: Instant::now(),
        });
        let mut timed_out = false;
        loop {
            let is_own = |sleeper: &Sleeper| Arc::ptr_eq(&sleeper.woken, woken);
            // Whoever calls a worker takes it off the list, even if it times out just then.
            let Some(place) = state.sleepers.iter().position(is_own) else {
                return Some(state);
            };
            if timed_out || state.closed {
                state.sleepers.remove(place);
                state.threads -= 1;
                self.leave(state);
                return None;
            }
            (state, timed_out) =
                wait_or_time_out(&self.state, woken, state, self.settings.idle_timeout);
        }
    }

    fn call_watcher(self: &Arc<Self>, state: &mut State) {
        match state.watcher {
            Watcher::Watching => return,
            Watcher::Sleeping => self.watch.notify_one(),
            Watcher::NotStarted => {
                if self.start_thread(state, Self::watch).is_err() {
                    return;
                }
            }
        }
        state.watcher = Watcher::Watching;
    }

    /// The watcher's life. Sees to it that no job waits for long while there may be more threads.
    fn watch(self: &Arc<Self>) {
        let mut state = lock(&self.state);
        loop {
            while !state.queue.is_empty() {
                let newest = state.queued;
                (state, _) = wait_or_time_out(&self.state, &self.watch, state, OVERDUE);
                state.overdue = newest;
                if state.is_overdue() {
                    // Whoever is on its way has had its time.
                    state.searching = false;
                    self.call_worker(state);
                    state = lock(&self.state);
                }
            }
            state.watcher = Watcher::Sleeping;
            let mut timed_out = false;
            while state.watcher == Watcher::Sleeping {
                if timed_out || state.closed {
                    state.watcher = Watcher::NotStarted;
                    return self.leave(state);
                }
                (state, timed_out) =
                    wait_or_time_out(&self.state, &self.watch, state, self.settings.idle_timeout);
            }
        }
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
        let mut state = lock(&self.state);
        state.closed = true;
        for sleeper in &state.sleepers {
            sleeper.woken.notify_one();
        }
        self.watch.notify_one();
    }

    /// Waits for the threads to end. Returns whether they have.
    fn join(&self, deadline: Deadline) -> bool {
        let mut state = lock(&self.state);
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
