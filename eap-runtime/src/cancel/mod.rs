//! Cancellation: a request, and whether the method observed it.

mod cancellation;
#[cfg(all(test, loom))]
mod model;

use std::error::Error;
use std::fmt;
use std::io;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::Arc;
use std::time::Duration;

pub(crate) use self::cancellation::{Cancellable, Cancellation};

/// Tells a method that the cancellation of its operation was requested.
///
/// A method takes one as `#[cancel] cancel: &CancellationToken`. The operation completes as cancelled when the method
/// *observed* the request before it returned: [`is_cancelled`](Self::is_cancelled) returned `true`,
/// [`check`](Self::check) returned an error, [`wait_timeout`](Self::wait_timeout) returned `true`, or a
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
#[derive(Clone)]
pub struct CancellationToken {
    source: Option<Arc<dyn Cancellable>>,
}

/// The same as [`new`](CancellationToken::new).
impl Default for CancellationToken {
    fn default() -> Self {
        Self::new()
    }
}

impl CancellationToken {
    /// Makes a token to call the method synchronously with, and to [`cancel`](Self::cancel) from elsewhere.
    ///
    /// ```
    /// use eap_runtime::CancellationToken;
    ///
    /// let token = CancellationToken::new();
    /// token.cancel();
    /// assert!(token.is_cancelled());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::of(Arc::new(Cancellation::new()))
    }

    /// Makes a token that is never cancelled. It allocates nothing.
    ///
    /// ```
    /// use eap_runtime::CancellationToken;
    ///
    /// let token = CancellationToken::none();
    /// token.cancel();
    /// assert!(!token.is_cancelled());
    /// ```
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

    /// Requests cancellation. Registered callbacks run before this returns. Repeated and late requests do nothing.
    ///
    /// ```
    /// use eap_runtime::CancellationToken;
    ///
    /// let token = CancellationToken::new();
    /// let other_thread = token.clone();
    /// std::thread::spawn(move || other_thread.cancel()).join().unwrap();
    /// assert!(token.is_cancelled());
    /// ```
    pub fn cancel(&self) {
        if let Some(source) = &self.source {
            Arc::clone(source).cancel();
        }
    }

    /// Returns whether cancellation was requested. `true` counts as observed.
    ///
    /// ```
    /// use eap_runtime::CancellationToken;
    ///
    /// fn sum(numbers: &[u64], cancel: &CancellationToken) -> u64 {
    ///     numbers.iter().take_while(|_number| !cancel.is_cancelled()).sum()
    /// }
    ///
    /// assert_eq!(sum(&[1, 2], &CancellationToken::none()), 3);
    /// ```
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.cancellation().is_some_and(Cancellation::observe)
    }

    /// Returns an error if cancellation was requested: [`is_cancelled`](Self::is_cancelled) for `?`.
    ///
    /// ```
    /// use eap_runtime::{CancellationToken, Cancelled};
    ///
    /// fn step(cancel: &CancellationToken) -> Result<(), Cancelled> {
    ///     cancel.check()?;
    ///     Ok(())
    /// }
    ///
    /// assert_eq!(step(&CancellationToken::none()), Ok(()));
    /// ```
    ///
    /// # Errors
    ///
    /// [`Cancelled`], if cancellation was requested.
    pub fn check(&self) -> Result<(), Cancelled> {
        if self.is_cancelled() {
            Err(Cancelled)
        } else {
            Ok(())
        }
    }

    /// Sleeps for `timeout`, or until cancellation is requested. Returns `false` on timeout.
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
    #[must_use = "it returns whether cancellation ended the sleep"]
    pub fn wait_timeout(&self, timeout: Duration) -> bool {
        if let Some(cancellation) = self.cancellation() {
            cancellation.wait(timeout)
        } else {
            std::thread::sleep(timeout);
            false
        }
    }

    /// Runs `callback` when cancellation is requested, on the requesting thread, to unblock a blocking call: shut the socket
    /// down, kill the child. If cancellation was requested before, it runs at once, on this thread.
    ///
    /// Dropping the [`Registration`] unregisters the callback.
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

// Callbacks run without the lock, and their panics are caught; the rest is one atomic.
impl UnwindSafe for CancellationToken {}
impl RefUnwindSafe for CancellationToken {}

impl fmt::Debug for CancellationToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not with `is_cancelled`: printing a token does not count as observing it.
        let requested = self.cancellation().is_some_and(Cancellation::is_requested);
        f.debug_struct("CancellationToken")
            .field("requested", &requested)
            .finish()
    }
}

/// A callback that waits for a cancellation; from [`CancellationToken::register`]. Dropping it unregisters the callback.
///
/// If a request on another thread is running the callback, the drop waits until it has returned. Afterwards the callback
/// is not running and never will, so that a late interrupt cannot hit the next call. Do not hold a lock that the callback
/// takes. A drop inside the callback itself does not wait.
///
/// From the pattern's "Optionally Support Cancellation".
///
/// ```
/// use std::sync::mpsc;
/// use eap_runtime::CancellationToken;
///
/// let token = CancellationToken::new();
/// let (sender, receiver) = mpsc::channel();
/// let registration = token.register(move || sender.send(()).unwrap());
/// drop(registration);
/// token.cancel(); // runs nothing
/// assert!(receiver.recv().is_err());
/// ```
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

/// The cancellation of the operation was requested; from [`CancellationToken::check`].
///
/// A method may return it in any error it converts to: whether the operation completes as cancelled depends on the
/// observed token, not on this value.
///
/// From the pattern's "Optionally Support Cancellation".
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
        // With `Interrupted`, the readers and writers of the standard library would try again.
        Self::other(cancelled)
    }
}
