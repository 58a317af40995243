//! The settings of a pool.

use std::num::NonZeroUsize;
use std::thread;
use std::time::Duration;

use super::ThreadPool;

/// The settings of a [`ThreadPool`]; from [`ThreadPool::builder`].
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build`"]
pub struct ThreadPoolBuilder {
    pub(super) thread_name: String,
    pub(super) core_threads: usize,
    pub(super) max_threads: usize,
    pub(super) idle_timeout: Duration,
    pub(super) stack_size: Option<usize>,
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

    /// How many threads are started at once as jobs come; 0 counts as 1. Further threads are started for jobs that have
    /// waited for some milliseconds. Default: the number of cores.
    pub fn core_threads(mut self, threads: usize) -> Self {
        self.core_threads = threads;
        self
    }

    /// How many threads run jobs at most; 0 counts as 1. It limits the core threads, too. Default: 512.
    pub fn max_threads(mut self, threads: usize) -> Self {
        self.max_threads = threads;
        self
    }

    /// How long a thread waits for a job before it ends. Default: 10 seconds.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.idle_timeout = timeout;
        self
    }

    /// The stack size of each thread, in bytes. Default: the standard library's.
    pub fn stack_size(mut self, bytes: usize) -> Self {
        self.stack_size = Some(bytes);
        self
    }

    /// Builds the pool. It starts no thread yet.
    #[must_use]
    pub fn build(mut self) -> ThreadPool {
        self.max_threads = self.max_threads.max(1);
        self.core_threads = self.core_threads.clamp(1, self.max_threads);
        ThreadPool::with(self)
    }
}
