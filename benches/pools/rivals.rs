//! The pools that are compared, each with its defaults where it has any.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use eap_runtime::{Executor, Job, ThreadPool};

type Closure = Box<dyn FnOnce() + Send>;

pub(crate) trait Pool {
    fn submit(&self, job: impl FnOnce() + Send + 'static);
}

/// Ours.
pub(crate) struct Eap(ThreadPool);

impl Default for Eap {
    fn default() -> Self {
        Self(ThreadPool::new())
    }
}

impl Pool for Eap {
    fn submit(&self, job: impl FnOnce() + Send + 'static) {
        assert!(self.0.execute(Job::from_fn(job)).is_ok());
    }
}

/// Two threads that receive closures from a channel.
pub(crate) struct ByHand(crossbeam_channel::Sender<Closure>);

impl Default for ByHand {
    fn default() -> Self {
        let (sender, receiver) = crossbeam_channel::unbounded::<Closure>();
        for _ in 0..2 {
            let receiver = receiver.clone();
            thread::spawn(move || {
                for job in receiver {
                    drop(catch_unwind(AssertUnwindSafe(job)));
                }
            });
        }
        Self(sender)
    }
}

impl Pool for ByHand {
    fn submit(&self, job: impl FnOnce() + Send + 'static) {
        assert!(self.0.send(Box::new(job)).is_ok());
    }
}

/// `tokio::task::spawn_blocking`.
pub(crate) struct Tokio(tokio::runtime::Runtime);

impl Default for Tokio {
    fn default() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().build();
        Self(runtime.expect("a runtime can be built"))
    }
}

impl Pool for Tokio {
    fn submit(&self, job: impl FnOnce() + Send + 'static) {
        drop(self.0.spawn_blocking(job));
    }
}

/// `blocking::unblock`.
#[derive(Default)]
pub(crate) struct Blocking;

impl Pool for Blocking {
    fn submit(&self, job: impl FnOnce() + Send + 'static) {
        blocking::unblock(job).detach();
    }
}

/// `rayon::spawn`, which does not grow.
#[derive(Default)]
pub(crate) struct Rayon;

impl Pool for Rayon {
    fn submit(&self, job: impl FnOnce() + Send + 'static) {
        rayon::spawn(job);
    }
}

/// `rusty_pool`, which grows to twice its core.
#[derive(Default)]
pub(crate) struct RustyPool(rusty_pool::ThreadPool);

impl Pool for RustyPool {
    fn submit(&self, job: impl FnOnce() + Send + 'static) {
        self.0.execute(job);
    }
}

/// `threadpool`, which does not grow.
#[derive(Default)]
pub(crate) struct Threadpool(threadpool::ThreadPool);

impl Pool for Threadpool {
    fn submit(&self, job: impl FnOnce() + Send + 'static) {
        self.0.execute(job);
    }
}
