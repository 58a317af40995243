//! Cancellation: a request, and whether the method noticed it.

#[cfg(all(test, loom))]
mod model;

use std::collections::VecDeque;
use std::error::Error;
use std::fmt;
use std::io;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use crate::context::Callback;
use crate::deadline::Deadline;
use crate::sync::{AtomicU8, Condvar, Mutex, Ordering, lock};
use crate::unwind;

/// Somebody asked for the operation to end.
const REQUESTED: u8 = 1;
/// The method has been told so: the operation completes as cancelled.
const OBSERVED: u8 = 2;
/// The outcome is decided; requests come too late.
const FINISHED: u8 = 4;

/// The state behind a token.
///
/// The outcome hangs on one atomic: `finish` sets `FINISHED` and reads `OBSERVED` in the same step, so a request is
/// either noticed in time or has no effect at all.
pub(crate) struct Cancellation {
    flags: AtomicU8,
    /// Made when first needed, for most operations never are cancelled, and wait for no cancellation either.
    waiters: OnceLock<Box<Waiters>>,
}

#[derive(Default)]
struct Waiters {
    callbacks: Mutex<Callbacks>,
    requested: Condvar,
}

#[derive(Default)]
struct Callbacks {
    next_id: u64,
    list: VecDeque<(u64, Callback)>,
}

impl Waiters {
    fn take_first(&self) -> Option<Callback> {
        let (_, callback) = lock(&self.callbacks).list.pop_front()?;
        Some(callback)
    }
}

impl Cancellation {
    pub(crate) fn new() -> Self {
        Self {
            flags: AtomicU8::new(0),
            waiters: OnceLock::new(),
        }
    }

    fn waiters(&self) -> &Waiters {
        self.waiters.get_or_init(Box::default)
    }

    pub(crate) fn is_requested(&self) -> bool {
        self.flags.load(Ordering::Acquire) & REQUESTED != 0
    }

    /// Asks for the end. Only the first request before the outcome does anything.
    pub(crate) fn request(&self) {
        let mut flags = self.flags.load(Ordering::Acquire);
        loop {
            if flags & (REQUESTED | FINISHED) != 0 {
                return;
            }
            let requested = flags | REQUESTED;
            match self.flags.compare_exchange_weak(
                flags,
                requested,
                Ordering::AcqRel,
                Ordering::Acquire,
            ) {
                Ok(_) => break,
                Err(now) => flags = now,
            }
        }
        // The flag is set before the lock is taken, and both `register` and `wait` look at it under the lock: either
        // they see it, or they are in the list, or asleep, by now.
        let waiters = self.waiters();
        let mut next = waiters.take_first();
        waiters.requested.notify_all();
        // One at a time, so that a registration dropped meanwhile is heeded.
        while let Some(callback) = next {
            self.observe();
            unwind::contain(callback);
            next = waiters.take_first();
        }
    }

    /// Whether the end was asked for. A `true` counts as noticed.
    fn observe(&self) -> bool {
        let flags = self.flags.load(Ordering::Acquire);
        if flags & REQUESTED == 0 {
            return false;
        }
        if flags & OBSERVED == 0 {
            self.flags.fetch_or(OBSERVED, Ordering::AcqRel);
        }
        true
    }

    /// Closes the matter and tells whether the method noticed a request before.
    pub(crate) fn finish(&self) -> bool {
        self.flags.fetch_or(FINISHED, Ordering::AcqRel) & OBSERVED != 0
    }

    fn wait(&self, timeout: Duration) -> bool {
        let waiters = self.waiters();
        let callbacks = lock(&waiters.callbacks);
        Deadline::after(timeout).wait_until(&waiters.requested, callbacks, |_| self.observe())
    }

    /// Keeps `callback` for a request, or runs it at once when there has been one.
    fn register(&self, callback: Callback) -> Option<u64> {
        {
            let mut callbacks = lock(&self.waiters().callbacks);
            if !self.is_requested() {
                let id = callbacks.next_id;
                callbacks.next_id += 1;
                callbacks.list.push_back((id, callback));
                return Some(id);
            }
        }
        self.observe();
        unwind::contain(callback);
        None
    }

    fn unregister(&self, id: u64) {
        let mut callbacks = lock(&self.waiters().callbacks);
        let at = callbacks.list.iter().position(|(other, _)| *other == id);
        let removed = at.and_then(|at| callbacks.list.remove(at));
        drop(callbacks);
        // Outside of the lock, for it is the user's.
        drop(removed);
    }
}

/// What holds a [`Cancellation`]: an operation, or a token made by hand.
pub(crate) trait Cancellable: Send + Sync {
    fn cancellation(&self) -> &Cancellation;
}

impl Cancellable for Cancellation {
    fn cancellation(&self) -> &Cancellation {
        self
    }
}

/// Tells a method that its operation is to end.
///
/// A method takes one as `#[cancel] cancel: &CancellationToken`. The operation completes as cancelled when the method
/// *observed* the request before it returned: [`is_cancelled`](Self::is_cancelled) said `true`,
/// [`check`](Self::check) an error, [`wait_timeout`](Self::wait_timeout) `true`, or a
/// [registered](Self::register) callback ran. From the pattern's "Optionally Support Cancellation": "the operation may or
/// may not actually cancel".
///
/// ```
/// use eap_runtime::{CancellationToken, Cancelled};
///
/// fn count(cancel: &CancellationToken) -> Result<u32, Cancelled> {
///     let mut count = 0;
///     while count < 1000 {
///         cancel.check()?;
///         count += 1;
///     }
///     Ok(count)
/// }
///
/// assert_eq!(count(&CancellationToken::none()), Ok(1000));
/// let token = CancellationToken::new();
/// token.cancel();
/// assert_eq!(count(&token), Err(Cancelled));
/// ```
#[derive(Clone, Default)]
pub struct CancellationToken {
    source: Option<Arc<dyn Cancellable>>,
}

impl CancellationToken {
    /// A token of its own, for one who calls the method synchronously and may [`cancel`](Self::cancel) from elsewhere.
    #[must_use]
    pub fn new() -> Self {
        Self::of(Arc::new(Cancellation::new()))
    }

    /// A token that is never cancelled. It costs nothing.
    #[must_use]
    pub const fn none() -> Self {
        Self { source: None }
    }

    pub(crate) fn of(source: Arc<dyn Cancellable>) -> Self {
        Self {
            source: Some(source),
        }
    }

    fn cancellation(&self) -> Option<&Cancellation> {
        self.source.as_deref().map(Cancellable::cancellation)
    }

    /// Asks for the end. Registered callbacks run before this returns; asked again, or too late, it does nothing.
    pub fn cancel(&self) {
        if let Some(cancellation) = self.cancellation() {
            cancellation.request();
        }
    }

    /// Whether the end was asked for.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.cancellation().is_some_and(Cancellation::observe)
    }

    /// [`is_cancelled`](Self::is_cancelled) for `?`.
    ///
    /// # Errors
    ///
    /// [`Cancelled`], when the end was asked for.
    pub fn check(&self) -> Result<(), Cancelled> {
        if self.is_cancelled() {
            Err(Cancelled)
        } else {
            Ok(())
        }
    }

    /// Sleeps for `timeout`, or until the end is asked for; tells whether it was.
    ///
    /// ```
    /// use std::time::Duration;
    /// use eap_runtime::CancellationToken;
    ///
    /// let token = CancellationToken::new();
    /// assert!(!token.wait_timeout(Duration::from_millis(1)));
    /// token.cancel();
    /// assert!(token.wait_timeout(Duration::from_secs(3600)));
    /// ```
    #[must_use = "it tells whether the sleep was ended by a cancellation"]
    pub fn wait_timeout(&self, timeout: Duration) -> bool {
        if let Some(cancellation) = self.cancellation() {
            cancellation.wait(timeout)
        } else {
            std::thread::sleep(timeout);
            false
        }
    }

    /// Has `callback` run when the end is asked for, on the thread that asks, to unblock a blocking call: shut the socket
    /// down, kill the child. It runs at once, here, when the end was asked for already.
    ///
    /// ```
    /// use std::net::{Shutdown, TcpStream};
    /// use std::io::{self, Read};
    /// use eap_runtime::CancellationToken;
    ///
    /// fn receive(mut stream: TcpStream, cancel: &CancellationToken) -> io::Result<Vec<u8>> {
    ///     let other_end = stream.try_clone()?;
    ///     let _registration = cancel.register(move || {
    ///         let _ = other_end.shutdown(Shutdown::Both);
    ///     });
    ///     let mut received = Vec::new();
    ///     stream.read_to_end(&mut received)?;
    ///     Ok(received)
    /// }
    /// ```
    pub fn register(&self, callback: impl FnOnce() + Send + 'static) -> Registration {
        let registered = self.source.as_ref().and_then(|source| {
            let id = source.cancellation().register(Box::new(callback))?;
            Some((Arc::clone(source), id))
        });
        Registration { registered }
    }
}

// Callbacks run without the lock, and their panics are caught; all else is one atomic, which is set or not.
impl UnwindSafe for CancellationToken {}
impl RefUnwindSafe for CancellationToken {}

impl fmt::Debug for CancellationToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not by `is_cancelled`: to be printed is not to be observed.
        let requested = self.cancellation().is_some_and(Cancellation::is_requested);
        f.debug_struct("CancellationToken")
            .field("requested", &requested)
            .finish()
    }
}

/// A callback that waits for a cancellation; from [`CancellationToken::register`]. Dropping it unregisters the callback.
///
/// It does not wait for a callback that a request on another thread is just running.
#[must_use = "keep it, as in `let _registration = …`; dropped, as by `let _ = …`, it unregisters the callback at once"]
pub struct Registration {
    registered: Option<(Arc<dyn Cancellable>, u64)>,
}

impl Drop for Registration {
    fn drop(&mut self) {
        if let Some((source, id)) = &self.registered {
            source.cancellation().unregister(*id);
        }
    }
}

impl fmt::Debug for Registration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Registration").finish_non_exhaustive()
    }
}

/// The operation was asked to end; from [`CancellationToken::check`].
///
/// A method may return it in any error it converts to: whether the operation completes as cancelled hangs on the
/// observed token, not on this value.
///
/// ```
/// use std::io;
/// use eap_runtime::Cancelled;
///
/// let error = io::Error::from(Cancelled);
/// assert_eq!(error.to_string(), "the operation was cancelled");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cancelled;

impl fmt::Display for Cancelled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the operation was cancelled")
    }
}

impl Error for Cancelled {}

impl From<Cancelled> for io::Error {
    fn from(cancelled: Cancelled) -> Self {
        // Not `Interrupted`: the standard library's readers and writers would try again.
        Self::other(cancelled)
    }
}
