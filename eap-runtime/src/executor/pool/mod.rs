//! The default executor: threads that are spawned as jobs block and end when idle.

#[cfg(all(test, loom))]
mod model;
mod workers;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use self::workers::{Settings, Workers};
use super::{Executor, Job};
use crate::deadline::Deadline;

/// A pool of threads for blocking methods.
///
/// The pool spawns threads as jobs come until there are as many as the machine has cores. When a job has waited for some
/// milliseconds because all of these are busy, it spawns more, up to a limit. It cannot tell a method that computes from
/// one that blocks: many long computations at once get more threads than there are cores, unless
/// [`max_threads`](ThreadPoolBuilder::max_threads) is set. A thread that has been idle for a while ends.
///
/// A job that the pool has taken is run. If a thread cannot be spawned, the jobs wait for the threads that exist, and the
/// pool tries again; if none exists, [`execute`](Executor::execute) returns the job. When the pool is dropped, its threads
/// run the jobs that wait, then end; [`shutdown`](Self::shutdown) also waits for that.
///
/// A child process made by `fork` has none of its parent's threads. There, a pool that the parent has used accepts jobs
/// and never runs them, the shared default pool included: build a new pool in the child, and make it the default with
/// [`set_default`](crate::executor::set_default).
///
/// From the pattern's introduction: "executes in a thread separate from the main application thread".
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
    workers: Arc<Workers>,
}

impl ThreadPool {
    /// A pool with the settings of a new [`builder`](Self::builder). It spawns its first thread for its first job.
    ///
    /// ```
    /// use eap_runtime::ThreadPool;
    ///
    /// let pool = ThreadPool::new();
    /// assert_eq!(pool.threads(), 0);
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::builder().build()
    }

    /// The settings to make a pool with.
    ///
    /// ```
    /// use eap_runtime::ThreadPool;
    ///
    /// let pool = ThreadPool::builder().max_threads(4).build();
    /// # let _ = pool;
    /// ```
    pub fn builder() -> ThreadPoolBuilder {
        ThreadPoolBuilder::default()
    }

    /// The number of threads that run jobs or wait for some.
    ///
    /// ```
    /// use std::sync::mpsc;
    /// use eap_runtime::{Executor, Job, ThreadPool};
    ///
    /// let pool = ThreadPool::new();
    /// let (sender, receiver) = mpsc::channel();
    /// pool.execute(Job::from_fn(move || sender.send(()).unwrap())).unwrap();
    /// receiver.recv()?;
    /// assert_eq!(pool.threads(), 1);
    /// # Ok::<(), mpsc::RecvError>(())
    /// ```
    #[must_use]
    pub fn threads(&self) -> usize {
        self.workers.threads()
    }

    /// Refuses new jobs, runs those that wait, and joins the threads. Returns whether all threads have ended within
    /// `timeout`. If not, they go on, and it can be called again.
    ///
    /// A job of the pool itself gets `false` at once, since its own thread cannot end meanwhile.
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
        self.workers.close();
        self.workers.join(deadline)
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
    /// The job itself, if the pool has no thread and cannot spawn one, or was [shut down](ThreadPool::shutdown).
    fn execute(&self, job: Job) -> Result<(), Job> {
        self.workers.submit(job)
    }
}

impl Drop for ThreadPool {
    fn drop(&mut self) {
        self.workers.close();
    }
}

impl fmt::Debug for ThreadPool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ThreadPool")
            .field("threads", &self.threads())
            .finish_non_exhaustive()
    }
}

/// The settings of a [`ThreadPool`]; from [`ThreadPool::builder`].
///
/// ```
/// use std::time::Duration;
/// use eap_runtime::ThreadPool;
///
/// let pool = ThreadPool::builder()
///     .thread_name("disk")
///     .core_threads(1)
///     .max_threads(2)
///     .idle_timeout(Duration::from_secs(1))
///     .build();
/// # let _ = pool;
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "a builder does nothing until `build`"]
pub struct ThreadPoolBuilder(Settings);

impl ThreadPoolBuilder {
    /// The name of the threads. Default: `eap-worker`.
    ///
    /// ```
    /// use eap_runtime::ThreadPool;
    ///
    /// let pool = ThreadPool::builder().thread_name("disk").build();
    /// # let _ = pool;
    /// ```
    pub fn thread_name(mut self, name: impl Into<String>) -> Self {
        self.0.thread_name = name.into();
        self
    }

    /// How many threads are spawned without delay as jobs come; 0 counts as 1. More are spawned when a job has waited for
    /// some milliseconds. Default: the number of cores.
    ///
    /// ```
    /// use eap_runtime::ThreadPool;
    ///
    /// let pool = ThreadPool::builder().core_threads(1).build();
    /// # let _ = pool;
    /// ```
    pub fn core_threads(mut self, threads: usize) -> Self {
        self.0.core_threads = threads;
        self
    }

    /// How many threads run jobs at most; 0 counts as 1. It limits the core threads, too. Default: 512.
    ///
    /// ```
    /// use eap_runtime::ThreadPool;
    ///
    /// let pool = ThreadPool::builder().max_threads(4).build();
    /// # let _ = pool;
    /// ```
    pub fn max_threads(mut self, threads: usize) -> Self {
        self.0.max_threads = threads;
        self
    }

    /// How long a thread waits for a job before it ends. Default: 10 seconds.
    ///
    /// ```
    /// use std::time::Duration;
    /// use eap_runtime::ThreadPool;
    ///
    /// let pool = ThreadPool::builder().idle_timeout(Duration::from_secs(1)).build();
    /// # let _ = pool;
    /// ```
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.0.idle_timeout = timeout;
        self
    }

    /// The stack size of each thread, in bytes. Default: the standard library's.
    ///
    /// ```
    /// use eap_runtime::ThreadPool;
    ///
    /// let pool = ThreadPool::builder().stack_size(16 * 1024 * 1024).build();
    /// # let _ = pool;
    /// ```
    pub fn stack_size(mut self, bytes: usize) -> Self {
        self.0.stack_size = Some(bytes);
        self
    }

    /// Builds the pool. It spawns no thread yet.
    ///
    /// ```
    /// use eap_runtime::{Events, ThreadPool};
    ///
    /// struct Disk {
    ///     events: Events<Self>,
    /// }
    ///
    /// let pool = ThreadPool::builder().build();
    /// let disk = Disk { events: Events::with_executor(pool) };
    /// # let _ = disk.events;
    /// ```
    #[must_use]
    pub fn build(self) -> ThreadPool {
        let mut settings = self.0;
        settings.max_threads = settings.max_threads.max(1);
        settings.core_threads = settings.core_threads.clamp(1, settings.max_threads);
        ThreadPool {
            workers: Arc::new(Workers::new(settings)),
        }
    }
}
