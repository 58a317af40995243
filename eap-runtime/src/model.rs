//! How the models of threads are run: every interleaving is tried, and their number is printed.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Poll, Wake, Waker};
use std::thread;
use std::time::Duration;

use loom::model::Builder;

use crate::sync::{Condvar, Mutex, lock, wait_timeout};

/// Tries every interleaving of the model.
pub(crate) fn check(model: impl Fn() + Send + Sync + 'static) {
    explore(None, model);
}

/// Tries every interleaving in which running threads are interrupted `preemptions` times at the most.
pub(crate) fn check_with(preemptions: usize, model: impl Fn() + Send + Sync + 'static) {
    explore(Some(preemptions), model);
}

fn explore(preemptions: Option<usize>, model: impl Fn() + Send + Sync + 'static) {
    let mut builder = Builder::new();
    builder.preemption_bound = preemptions.or(builder.preemption_bound);
    let tried = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&tried);
    builder.check(move || {
        counted.fetch_add(1, Ordering::Relaxed);
        model();
    });
    let tried = tried.load(Ordering::Relaxed);
    let bound = match builder.preemption_bound {
        Some(preemptions) => format!("up to {preemptions} preemptions"),
        None => "all".to_owned(),
    };
    let thread = thread::current();
    let name = thread.name().unwrap_or("model");
    // Not by `println!`, whose output the test harness keeps.
    let _ = writeln!(io::stdout(), "interleavings: {tried:>7} ({bound}) {name}");
}

/// A task of an executor, which sleeps until it is woken.
#[derive(Default)]
pub(crate) struct Task {
    woken: Mutex<bool>,
    changed: Condvar,
}

impl Wake for Task {
    fn wake(self: Arc<Self>) {
        *lock(&self.woken) = true;
        self.changed.notify_one();
    }
}

impl Task {
    /// A wake-up that is lost is a deadlock here, for the model has no clock.
    pub(crate) fn sleep(&self) {
        let mut woken = lock(&self.woken);
        while !*woken {
            (woken, _) = wait_timeout(&self.changed, woken, Duration::MAX);
        }
        *woken = false;
    }

    pub(crate) fn run<T>(self: &Arc<Self>, mut poll: impl FnMut(&Waker) -> Poll<T>) -> T {
        let waker = Waker::from(Arc::clone(self));
        loop {
            match poll(&waker) {
                Poll::Ready(output) => return output,
                Poll::Pending => self.sleep(),
            }
        }
    }
}
