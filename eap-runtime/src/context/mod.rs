//! Where handlers run: the context that is current when an operation starts gets the operation's events.

mod current;
mod event_loop;
mod from_fn;
#[cfg(all(test, loom))]
mod loop_model;
#[cfg(all(test, loom))]
mod model;
mod nesting;
mod on_executor;
mod outstanding;
mod sequence;
mod serial;

use std::fmt;
use std::sync::mpsc;
use std::sync::{Arc, Weak};

pub use self::current::{CurrentGuard, IntoContext, current, set_current};
pub use self::event_loop::EventLoop;
#[doc(hidden)]
pub use self::event_loop::OtherThreadsPostToItsContext;
pub use self::from_fn::from_fn;
pub(crate) use self::on_executor::{OnExecutor, on_handlers};
pub(crate) use self::outstanding::Outstanding;
pub(crate) use self::sequence::{Sequence, Sequenced};
pub use self::serial::{Done, SerialContext};
use crate::{local, unwind};

/// A piece of work for a context to run.
///
/// A context may drop it unrun, as it does when its loop has ended. The operation that it belongs to is released then, and the
/// handlers that it would have called do not run.
///
/// ```
/// use eap_runtime::context::Callback;
///
/// let callback: Callback = Box::new(|| println!("in the context"));
/// callback();
/// ```
pub type Callback = Box<dyn FnOnce() + Send>;

/// Where an application model runs its handlers: on a window's thread, in a console program's loop, for one request at a time.
///
/// The context that is [`current`] at `…_async` gets the events of that operation. From the pattern's introduction: with
/// it, "your class will work correctly under any application model".
///
/// # Writing one
///
/// [`from_fn`] makes a context from a toolkit's function that runs a closure on its thread. A context with a queue of its own
/// runs or drops a callback *without holding the queue's lock*: both call user code, and both call
/// [`operation_completed`](Self::operation_completed). In particular, take the queue out of its lock to clear it:
///
/// ```
/// use std::collections::VecDeque;
/// use std::mem;
/// use std::sync::{Arc, Mutex};
/// use eap_runtime::SynchronizationContext;
/// use eap_runtime::context::{self, Callback};
///
/// /// Callbacks for the next frame of a game.
/// #[derive(Default)]
/// struct NextFrame {
///     waiting: Mutex<VecDeque<Callback>>,
/// }
///
/// impl SynchronizationContext for NextFrame {
///     fn post(&self, callback: Callback) {
///         self.waiting.lock().unwrap().push_back(callback);
///     }
/// }
///
/// impl NextFrame {
///     fn run(self: &Arc<Self>) {
///         let _current = context::set_current(Arc::clone(self));
///         // The lock is released at the end of this statement.
///         let waiting = mem::take(&mut *self.waiting.lock().unwrap());
///         for callback in waiting {
///             callback();
///         }
///     }
///
///     fn clear(&self) {
///         let waiting = mem::take(&mut *self.waiting.lock().unwrap());
///         drop(waiting); // not `self.waiting.lock().unwrap().clear()`
///     }
/// }
///
/// let next_frame = Arc::new(NextFrame::default());
/// next_frame.post(Box::new(|| println!("here")));
/// next_frame.run();
/// next_frame.clear();
/// ```
pub trait SynchronizationContext: Send + Sync {
    /// Has `callback` run soon, and returns at once.
    ///
    /// Callbacks may run in parallel, and in any order: the events of one operation are raised one at a time and in their order
    /// all the same.
    ///
    /// ```
    /// use eap_runtime::EventLoop;
    ///
    /// let event_loop = EventLoop::new();
    /// event_loop.context().post(Box::new(|| println!("later")));
    /// event_loop.run();
    /// ```
    fn post(&self, callback: Callback);

    /// Runs `callback` in the context, and returns when it has returned or was dropped. Returns whether it ran.
    ///
    /// The provided method posts the callback and blocks. A context that can tell that the caller is already in the right place
    /// should call it directly, since it would otherwise wait for itself.
    ///
    /// ```
    /// use eap_runtime::EventLoop;
    ///
    /// let event_loop = EventLoop::new();
    /// // On the loop's own thread, it runs at once.
    /// assert!(event_loop.context().send(Box::new(|| println!("now"))));
    /// ```
    ///
    /// # Panics
    ///
    /// With the panic of the callback.
    fn send(&self, callback: Callback) -> bool {
        post_and_wait(self, callback)
    }

    /// Called when an operation starts whose events are posted here.
    ///
    /// ```
    /// use std::sync::atomic::{AtomicUsize, Ordering};
    /// use eap_runtime::SynchronizationContext;
    /// use eap_runtime::context::Callback;
    ///
    /// #[derive(Default)]
    /// struct Counting {
    ///     outstanding: AtomicUsize,
    /// }
    ///
    /// impl SynchronizationContext for Counting {
    ///     fn post(&self, callback: Callback) {
    ///         callback();
    ///     }
    ///
    ///     fn operation_started(&self) {
    ///         self.outstanding.fetch_add(1, Ordering::Relaxed);
    ///     }
    ///
    ///     fn operation_completed(&self) {
    ///         self.outstanding.fetch_sub(1, Ordering::Relaxed);
    ///     }
    /// }
    ///
    /// let context = Counting::default();
    /// context.operation_started();
    /// assert_eq!(context.outstanding.into_inner(), 1);
    /// ```
    fn operation_started(&self) {}

    /// Called once for each start, when the operation is over and its last handler has returned, on any thread.
    ///
    /// ```
    /// use eap_runtime::{SerialContext, SynchronizationContext};
    ///
    /// // A context for which somebody waits counts.
    /// let request = SerialContext::new();
    /// request.operation_started();
    /// assert_eq!(request.outstanding(), 1);
    /// request.operation_completed();
    /// assert_eq!(request.outstanding(), 0);
    /// ```
    fn operation_completed(&self) {}
}

/// Runs a callback of this context on this thread, with the context current.
fn run_here<T: SynchronizationContext + 'static>(context: &Weak<T>, callback: Callback) {
    let context = context.upgrade();
    let _current = set_current(context.map(|context| context as Arc<dyn SynchronizationContext>));
    local::drop_orphans();
    callback();
}

/// Posts a callback and blocks until it has returned or was dropped. Returns whether it ran.
pub(crate) fn post_and_wait<T: SynchronizationContext + ?Sized>(
    context: &T,
    callback: Callback,
) -> bool {
    let (sender, receiver) = mpsc::sync_channel(1);
    context.post(Box::new(move || {
        let _ = sender.send(unwind::catch(callback));
    }));
    match receiver.recv() {
        Ok(Ok(())) => true,
        Ok(Err(payload)) => std::panic::resume_unwind(payload),
        // The callback was dropped unrun.
        Err(_) => false,
    }
}

impl<T: SynchronizationContext + ?Sized> SynchronizationContext for Arc<T> {
    fn post(&self, callback: Callback) {
        T::post(self, callback);
    }

    fn send(&self, callback: Callback) -> bool {
        T::send(self, callback)
    }

    fn operation_started(&self) {
        T::operation_started(self);
    }

    fn operation_completed(&self) {
        T::operation_completed(self);
    }
}

impl fmt::Debug for dyn SynchronizationContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SynchronizationContext")
            .finish_non_exhaustive()
    }
}
