//! What carries the operations that are written by hand.

use std::thread;

type Closure = Box<dyn FnOnce() + Send>;

pub(crate) trait Pool: Send + Sync + 'static {
    fn spawn(&self, job: impl FnOnce() + Send + 'static);
}

/// Two threads that receive closures from a channel.
pub(crate) struct TwoWorkers(crossbeam_channel::Sender<Closure>);

impl TwoWorkers {
    pub(crate) fn new() -> Self {
        let (sender, receiver) = crossbeam_channel::unbounded::<Closure>();
        for _ in 0..2 {
            let receiver = receiver.clone();
            thread::spawn(move || receiver.into_iter().for_each(|job| job()));
        }
        Self(sender)
    }
}

impl Pool for TwoWorkers {
    fn spawn(&self, job: impl FnOnce() + Send + 'static) {
        assert!(self.0.send(Box::new(job)).is_ok());
    }
}

/// `rayon::spawn`.
pub(crate) struct Rayon;

impl Pool for Rayon {
    fn spawn(&self, job: impl FnOnce() + Send + 'static) {
        rayon::spawn(job);
    }
}

/// `blocking::unblock`.
pub(crate) struct Blocking;

impl Pool for Blocking {
    fn spawn(&self, job: impl FnOnce() + Send + 'static) {
        blocking::unblock(job).detach();
    }
}

/// `tokio::task::spawn_blocking`.
pub(crate) struct Tokio(tokio::runtime::Runtime);

impl Tokio {
    pub(crate) fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().build();
        Self(runtime.expect("a runtime can be built"))
    }
}

impl Pool for Tokio {
    fn spawn(&self, job: impl FnOnce() + Send + 'static) {
        drop(self.0.spawn_blocking(job));
    }
}
