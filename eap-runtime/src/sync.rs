//! The primitives whose interleavings are checked: the standard library's, or the model checker's under `--cfg loom`.

use std::io;
use std::sync::PoisonError;
use std::time::Duration;

#[cfg(not(loom))]
pub(crate) use std::{
    sync::{
        Condvar, Mutex, MutexGuard, RwLock,
        atomic::{AtomicBool, AtomicU8, AtomicUsize, Ordering},
    },
    thread::{ThreadId, current, yield_now},
};

#[cfg(loom)]
pub(crate) use loom::{
    sync::{
        Condvar, Mutex, MutexGuard, RwLock,
        atomic::{AtomicBool, AtomicU8, AtomicUsize, Ordering},
    },
    thread::{ThreadId, current, yield_now},
};

/// Locks, poisoned or not: no lock of ours is held while code runs that may leave the data half done.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(not(loom))]
pub(crate) use std::sync::Once;

/// The model checker has none of its own.
#[cfg(loom)]
pub(crate) struct Once(Mutex<bool>);

#[cfg(loom)]
impl Once {
    pub(crate) fn new() -> Self {
        Self(Mutex::new(false))
    }

    pub(crate) fn call_once(&self, f: impl FnOnce()) {
        let mut called = lock(&self.0);
        if !*called {
            f();
            *called = true;
        }
    }

    pub(crate) fn is_completed(&self) -> bool {
        *lock(&self.0)
    }
}

/// Tells the threads that run now apart.
#[cfg(not(loom))]
pub(crate) type ThreadKey = usize;

#[cfg(loom)]
pub(crate) type ThreadKey = ThreadId;

/// The key of this thread: an address of its own, which costs less than `thread::current().id()`.
#[cfg(not(loom))]
pub(crate) fn this_thread() -> ThreadKey {
    thread_local! {
        static MARK: u8 = const { 0 };
    }
    MARK.with(|mark| std::ptr::from_ref(mark).addr())
}

#[cfg(loom)]
pub(crate) fn this_thread() -> ThreadKey {
    current().id()
}

/// Waits to be notified, for `timeout` at the most. Tells whether that passed.
#[cfg(not(loom))]
pub(crate) fn wait_timeout<'a, T>(
    condvar: &Condvar,
    guard: MutexGuard<'a, T>,
    timeout: Duration,
) -> (MutexGuard<'a, T>, bool) {
    let (guard, result) = condvar
        .wait_timeout(guard, timeout)
        .unwrap_or_else(PoisonError::into_inner);
    (guard, result.timed_out())
}

/// The model has no clock. A wait that nobody ends is a wake-up that was lost, and reported as a deadlock.
#[cfg(loom)]
pub(crate) fn wait_timeout<'a, T>(
    condvar: &Condvar,
    guard: MutexGuard<'a, T>,
    _timeout: Duration,
) -> (MutexGuard<'a, T>, bool) {
    (
        condvar.wait(guard).unwrap_or_else(PoisonError::into_inner),
        false,
    )
}

/// As [`wait_timeout`], for waits whose time-outs are checked, too.
#[cfg(not(loom))]
pub(crate) fn wait_or_time_out<'a, T>(
    _mutex: &'a Mutex<T>,
    condvar: &Condvar,
    guard: MutexGuard<'a, T>,
    timeout: Duration,
) -> (MutexGuard<'a, T>, bool) {
    wait_timeout(condvar, guard, timeout)
}

/// In the model, any wait but one for [`Duration::MAX`] may time out at any moment, whatever other threads do until then.
#[cfg(loom)]
pub(crate) fn wait_or_time_out<'a, T>(
    mutex: &'a Mutex<T>,
    condvar: &Condvar,
    guard: MutexGuard<'a, T>,
    timeout: Duration,
) -> (MutexGuard<'a, T>, bool) {
    if timeout == Duration::MAX {
        return wait_timeout(condvar, guard, timeout);
    }
    drop(guard);
    yield_now();
    (lock(mutex), true)
}

/// The handle of a thread that [`spawn`] started.
#[cfg(not(loom))]
pub(crate) type JoinHandle = std::thread::JoinHandle<()>;
#[cfg(loom)]
pub(crate) type JoinHandle = loom::thread::JoinHandle<()>;

/// Whether this is the handle of the current thread.
pub(crate) fn is_current(handle: &JoinHandle) -> bool {
    handle.thread().id() == current().id()
}

/// Starts a thread.
#[cfg(not(loom))]
pub(crate) fn spawn(
    name: &str,
    stack_size: Option<usize>,
    main: impl FnOnce() + Send + 'static,
) -> io::Result<JoinHandle> {
    let mut builder = std::thread::Builder::new().name(name.to_owned());
    if let Some(bytes) = stack_size {
        builder = builder.stack_size(bytes);
    }
    builder.spawn(main)
}

#[cfg(loom)]
std::thread_local! {
    /// How many of the next threads cannot be started. A model runs on one thread of the system.
    pub(crate) static FAILING_SPAWNS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

#[cfg(loom)]
pub(crate) fn spawn(
    _name: &str,
    _stack_size: Option<usize>,
    main: impl FnOnce() + Send + 'static,
) -> io::Result<JoinHandle> {
    match FAILING_SPAWNS.get() {
        0 => Ok(loom::thread::spawn(main)),
        failing => {
            FAILING_SPAWNS.set(failing - 1);
            Err(io::ErrorKind::WouldBlock.into())
        }
    }
}
