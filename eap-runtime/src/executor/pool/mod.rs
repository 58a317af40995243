//! The default executor: threads that come as operations block and go when idle.

mod crew;
#[cfg(all(test, loom))]
mod model;
mod seat;
mod watch;

use std::fmt;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use self::crew::Crew;
use super::{Executor, Job};

/// A pool of threads for blocking methods.
///
/// It keeps as many threads at work as the machine has cores. When jobs wait for a millisecond because all of these are
/// blocked, it starts more, up to a limit; a thread with nothing to do ends after a while. A thread that can't be started
/// is no failure while others are there to take its job. Dropping the pool lets the threads finish what waits.
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
    crew: Arc<Crew>,
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

    /// How many threads run jobs or wait for some.
    #[must_use]
    pub fn threads(&self) -> usize {
        self.crew.threads()
    }
}

impl Default for ThreadPool {
    fn default() -> Self {
        Self::new()
    }
}

impl Executor for ThreadPool {
    fn execute(&self, job: Job) -> Result<(), Job> {
        self.crew.take_on(job)
    }
}

impl Drop for ThreadPool {
    fn drop(&mut self) {
        self.crew.close();
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
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build`"]
pub struct ThreadPoolBuilder {
    thread_name: String,
    core_threads: usize,
    max_threads: usize,
    idle_timeout: Duration,
    stack_size: Option<usize>,
}

impl Default for ThreadPoolBuilder {
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

impl ThreadPoolBuilder {
    /// The name of the threads. Default: `eap-worker`.
    pub fn thread_name(mut self, name: impl Into<String>) -> Self {
        self.thread_name = name.into();
        self
    }

    /// How many threads are started without waiting to see whether the others are blocked; 0 counts as 1.
    /// Default: the number of cores.
    pub fn core_threads(mut self, threads: usize) -> Self {
        self.core_threads = threads;
        self
    }

    /// How many threads there may be; 0 counts as 1, and it caps the core threads too. Default: 512.
    pub fn max_threads(mut self, threads: usize) -> Self {
        self.max_threads = threads;
        self
    }

    /// How long a thread waits for a job before it ends. Default: 10 seconds.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.idle_timeout = timeout;
        self
    }

    /// The stack of each thread, in bytes. Default: the standard library's.
    pub fn stack_size(mut self, bytes: usize) -> Self {
        self.stack_size = Some(bytes);
        self
    }

    /// Makes the pool.
    #[must_use]
    pub fn build(mut self) -> ThreadPool {
        self.max_threads = self.max_threads.max(1);
        self.core_threads = self.core_threads.clamp(1, self.max_threads);
        ThreadPool {
            crew: Arc::new(Crew::new(self)),
        }
    }
}
