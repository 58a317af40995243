//! The workers of a pool: who takes which job, who is idle, who is woken or spawned.
//!
//! Jobs are submitted to a queue in [`State`], which also knows the workers. A worker that finds [`ready`](Workers::ready)
//! empty moves all of them there at once, so submitters and workers seldom need the same lock. The rules:
//!
//! * A new job needs a worker, unless one is searching: on its way to the queues already. The worker that went idle last
//!   is woken, or one is spawned while there are fewer than the core.
//! * A searching worker takes the oldest job, and sees that the next worker comes if more jobs wait.
//! * A worker without a job spins for a moment if that has paid lately, and parks then. When it has been parked for the
//!   idle timeout, it ends. It leaves under the lock, so nobody can rely on it any more.
//! * Whether a job blocks or computes cannot be seen from outside. So a watcher looks at the queues every few milliseconds
//!   while jobs wait. When the oldest has waited that long, a worker is spawned beyond the core, and that one spawns the
//!   next as long as an overdue job waits. Where the jobs compute, the cores are busy, so this goes slowly.
//! * Threads are spawned under the lock, so nobody relies on one that cannot be spawned. The next submitter,
//!   worker between two jobs, or watcher tries again.

use std::collections::VecDeque;
use std::hint;
use std::io;
use std::mem;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crate::deadline::Deadline;
use crate::executor::Job;
use crate::sync::{
    AtomicBool, Condvar, JoinHandle, Mutex, MutexGuard, Ordering, is_current, lock, spawn,
    wait_or_time_out, yield_now,
};
use crate::unwind;

/// How long a job waits until workers beyond the core are spawned for it: at least this, at most twice.
const OVERDUE: Duration = Duration::from_millis(5);

/// How much an idle pool keeps of the memory that its queues took.
const KEPT_CAPACITY: usize = 4096;

/// How long a worker without a job spins before it parks: about what it costs to park and to be woken.
const SPIN: Duration = if cfg!(loom) {
    Duration::ZERO
} else {
    Duration::from_micros(15)
};

/// How long a submitter waits for a worker that is just ending its job before it wakes another: a fraction of what that
/// costs.
const HOLD_OFF: Duration = if cfg!(loom) {
    Duration::ZERO
} else {
    Duration::from_nanos(300)
};

/// How long a thread spins before it yields between two looks.
const BUSY: Duration = Duration::from_micros(3);

#[derive(Clone, Debug)]
pub(super) struct Settings {
    pub(super) thread_name: String,
    /// At least 1.
    pub(super) core_threads: usize,
    /// At least `core_threads`.
    pub(super) max_threads: usize,
    pub(super) idle_timeout: Duration,
    pub(super) stack_size: Option<usize>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            thread_name: "eap-worker".to_owned(),
            core_threads: thread::available_parallelism().map_or(1, NonZeroUsize::get),
            max_threads: 512,
            idle_timeout: Duration::from_secs(10),
            stack_size: None,
        }
    }
}

pub(super) struct Workers {
    ready: Ready,
    submitted: Submitted,
    /// The watcher is parked here.
    watch: Condvar,
    /// Whoever shuts the pool down waits here for the threads to end.
    ended: Condvar,
    settings: Settings,
}

/// What workers look at, in a cache line of its own.
#[repr(align(128))]
struct Ready {
    /// The oldest jobs, for the workers to take. Locked before the state.
    jobs: Mutex<VecDeque<Job>>,
    /// Nobody watches although jobs wait: a thread could not be spawned.
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
    /// A worker is on its way to the queues: spawned, woken or spinning. While there is one, no other is needed.
    searching: bool,
    /// Whether spinning has paid lately: a job came within that time.
    spin_pays: bool,
    /// The parked workers. The last one was parked last.
    idle: Vec<Idle>,
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

struct Idle {
    wake: Arc<Condvar>,
    since: Instant,
}

#[derive(Clone, Copy, PartialEq)]
enum Watcher {
    NotSpawned,
    Parked,
    Watching,
}

impl State {
    /// Whether the oldest job has waited for too long, given how many are ready.
    fn is_overdue(&self, ready: usize) -> bool {
        let waiting = ready + self.jobs.len();
        self.submitted - (waiting as u64) < self.overdue
    }
}

impl Workers {
    pub(super) fn new(settings: Settings) -> Self {
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
                    spin_pays: true,
                    idle: Vec::new(),
                    threads: 0,
                    watcher: Watcher::NotSpawned,
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

    /// The number of threads that run jobs or wait for some.
    pub(super) fn threads(&self) -> usize {
        self.state().threads
    }

    fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.submitted.state)
    }

    /// Takes the job, or gives it back if nobody will ever run it.
    pub(super) fn submit(self: &Arc<Self>, job: Job) -> Result<(), Job> {
        let mut state = self.state();
        if state.closed || (state.threads == 0 && self.spawn_worker(&mut state).is_err()) {
            return Err(job);
        }
        state.jobs.push_back(job);
        state.submitted += 1;
        self.submitted.any.store(true, Ordering::Relaxed);
        let any_busy = state.threads > state.idle.len();
        let could_wake = !state.idle.is_empty() || state.threads < self.settings.core_threads;
        if any_busy && could_wake && !state.searching && state.jobs.len() == 1 {
            drop(state);
            // Until this returns, nobody else wakes a worker for the job: the submitter does so below.
            self.spin_while(true, HOLD_OFF);
            state = self.state();
        }
        // The worker that took it over wakes or spawns the next one.
        if !state.jobs.is_empty() {
            self.wake_or_spawn(state, false);
        }
        Ok(())
    }

    /// Sees that another worker comes for the jobs that wait, unless one is searching.
    fn wake_or_spawn(self: &Arc<Self>, mut state: MutexGuard<'_, State>, overdue: bool) {
        if state.searching {
            return;
        }
        if let Some(worker) = state.idle.pop() {
            state.searching = true;
            state.spin_pays |= worker.since.elapsed() < SPIN;
            drop(state);
            worker.wake.notify_one();
            return;
        }
        let Settings {
            core_threads,
            max_threads,
            ..
        } = self.settings;
        let limit = if overdue { max_threads } else { core_threads };
        if state.threads < limit && self.spawn_worker(&mut state).is_ok() {
            return;
        }
        // While somebody watches, nobody has to retry. The workers' cache line is left alone then.
        if state.threads < max_threads && state.watcher != Watcher::Watching {
            let watched = self.wake_watcher(&mut state);
            self.ready.retry.store(watched.is_err(), Ordering::Relaxed);
        }
    }

    fn spawn_worker(self: &Arc<Self>, state: &mut State) -> io::Result<()> {
        self.spawn_thread(state, Self::work)?;
        state.threads += 1;
        state.searching = true;
        Ok(())
    }

    fn spawn_thread(self: &Arc<Self>, state: &mut State, main: fn(&Arc<Self>)) -> io::Result<()> {
        let this = Arc::clone(self);
        let settings = &self.settings;
        // The standard library panics at a name with a NUL.
        let started = unwind::catch(|| {
            spawn(&settings.thread_name, settings.stack_size, move || {
                main(&this);
            })
        });
        let handle = started.unwrap_or_else(|_| Err(io::ErrorKind::InvalidInput.into()))?;
        state.handles.push(handle);
        Ok(())
    }

    /// What a worker does. It begins by searching.
    fn work(self: &Arc<Self>) {
        let wake = Arc::new(Condvar::new());
        let mut searching = true;
        while let Some(job) = self.next_job(&wake, searching) {
            job.run();
            searching = false;
        }
    }

    /// The next job for a worker; `None` when the worker has ended.
    fn next_job(self: &Arc<Self>, wake: &Arc<Condvar>, mut searching: bool) -> Option<Job> {
        if !searching && !self.ready.retry.load(Ordering::Relaxed) {
            if let Some(job) = lock(&self.ready.jobs).pop_front() {
                return Some(job);
            }
        }
        let mut spun = false;
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
                    self.wake_or_spawn(state, overdue);
                }
                return Some(job);
            }
            searching = true;
            if state.spin_pays && !spun && !state.searching && !state.closed {
                state.searching = true;
                drop((state, ready));
                spun = !self.spin_while(false, SPIN);
                continue;
            }
            state.spin_pays &= !spun;
            spun = false;
            ready.shrink_to(KEPT_CAPACITY);
            state.jobs.shrink_to(KEPT_CAPACITY);
            drop(ready);
            if !self.park(wake, state) {
                return None;
            }
        }
    }

    /// Spins while there are submitted jobs, or none, for `limit` at most. Returns whether that has changed.
    fn spin_while(&self, any: bool, limit: Duration) -> bool {
        let since = Instant::now();
        while self.submitted.any.load(Ordering::Relaxed) == any {
            let elapsed = since.elapsed();
            if elapsed >= limit {
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

    /// Parks until woken. Returns `false` when the worker has ended instead.
    fn park<'a>(&'a self, wake: &Arc<Condvar>, mut state: MutexGuard<'a, State>) -> bool {
        state.idle.push(Idle {
            wake: Arc::clone(wake),
            since: Instant::now(),
        });
        let mut timed_out = false;
        loop {
            let is_own = |worker: &Idle| Arc::ptr_eq(&worker.wake, wake);
            // The thread that wakes a worker takes it off the list, even if the worker times out at that moment.
            let Some(place) = state.idle.iter().position(is_own) else {
                return true;
            };
            if timed_out || state.closed {
                state.idle.remove(place);
                state.threads -= 1;
                self.leave(state);
                return false;
            }
            (state, timed_out) = self.wait(wake, state, self.settings.idle_timeout);
        }
    }

    /// Sees that somebody watches the jobs that wait.
    fn wake_watcher(self: &Arc<Self>, state: &mut State) -> io::Result<()> {
        match state.watcher {
            Watcher::Watching => {}
            Watcher::Parked => self.watch.notify_one(),
            Watcher::NotSpawned => self.spawn_thread(state, Self::watch)?,
        }
        state.watcher = Watcher::Watching;
        Ok(())
    }

    /// What the watcher does: it sees that no job waits for long while there may be more threads.
    fn watch(self: &Arc<Self>) {
        let mut seen = 0;
        loop {
            let ready = lock(&self.ready.jobs);
            let mut state = self.state();
            if ready.is_empty() && state.jobs.is_empty() {
                drop(ready);
                if !self.park_watcher(state) {
                    return;
                }
                continue;
            }
            state.overdue = mem::replace(&mut seen, state.submitted);
            let overdue = state.is_overdue(ready.len());
            drop(ready);
            if overdue {
                // The searching worker has run out of time.
                state.searching = false;
                self.wake_or_spawn(state, true);
                state = self.state();
            }
            drop(self.wait(&self.watch, state, OVERDUE));
        }
    }

    /// Parks until woken. Returns `false` when the watcher has ended instead.
    fn park_watcher<'a>(&'a self, mut state: MutexGuard<'a, State>) -> bool {
        state.watcher = Watcher::Parked;
        let mut timed_out = false;
        while state.watcher == Watcher::Parked {
            if timed_out || state.closed {
                state.watcher = Watcher::NotSpawned;
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

    /// The last thing that a thread does.
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

    pub(super) fn close(&self) {
        let mut state = self.state();
        state.closed = true;
        for worker in &state.idle {
            worker.wake.notify_one();
        }
        self.watch.notify_one();
    }

    /// Waits for the threads to end. Returns whether they have.
    pub(super) fn join(&self, deadline: Deadline) -> bool {
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
