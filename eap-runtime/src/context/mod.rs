//! Where handlers run: the context that is current when an operation starts gets the operation's events.

mod event_loop;
mod from_fn;
#[cfg(all(test, loom))]
mod model;
mod nesting;
mod outstanding;
mod sequence;
mod serial;

use std::cell::RefCell;
use std::fmt;
use std::marker::PhantomData;
use std::sync::mpsc;
use std::sync::{Arc, Weak};

pub use self::event_loop::EventLoop;
#[doc(hidden)]
pub use self::event_loop::OtherThreadsPostToItsContext;
pub use self::from_fn::from_fn;
pub(crate) use self::outstanding::Outstanding;
pub(crate) use self::sequence::{Sequence, Sequenced};
pub use self::serial::{Done, SerialContext};
use crate::{local, unwind};

/// A piece of work on its way to a context.
///
/// Dropping it unrun is allowed: a context whose loop has ended does so. The operation it belonged to is released then,
/// and its handlers do not run.
pub type Callback = Box<dyn FnOnce() + Send>;

/// Where an application model wants its handlers to run: a window's thread, a console program's loop, one request.
///
/// The context that is [`current`] at `…_async` gets the events of that operation. From the pattern's introduction: with
/// it, "your class will work correctly under any application model".
///
/// ```
/// use std::sync::{Arc, mpsc};
/// use eap_runtime::SynchronizationContext;
/// use eap_runtime::context::Callback;
///
/// /// Hands every callback to whoever reads the channel.
/// struct Channel(mpsc::Sender<Callback>);
///
/// impl SynchronizationContext for Channel {
///     fn post(&self, callback: Callback) {
///         let _ = self.0.send(callback);
///     }
/// }
///
/// let (sender, receiver) = mpsc::channel();
/// Channel(sender).post(Box::new(|| println!("here")));
/// receiver.recv()?();
/// # Ok::<(), mpsc::RecvError>(())
/// ```
pub trait SynchronizationContext: Send + Sync {
    /// Has `callback` run soon, and returns at once.
    fn post(&self, callback: Callback);

    /// Runs `callback` here, and returns when it has returned or was dropped. Returns whether it ran.
    ///
    /// The provided method posts and blocks. A context that can tell that the caller is already in the right place should run
    /// the callback there and then, since it would otherwise wait for itself.
    ///
    /// # Panics
    ///
    /// With the panic of the callback.
    fn send(&self, callback: Callback) -> bool {
        post_and_wait(self, callback)
    }

    /// An operation that will post here has started.
    fn operation_started(&self) {}

    /// An operation that started is over, and its last handler has returned. Told once for each start.
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

thread_local! {
    static CURRENT: RefCell<Option<Arc<dyn SynchronizationContext>>> = const { RefCell::new(None) };
}

/// The context of this thread, if it has one.
///
/// ```
/// use eap_runtime::{EventLoop, context};
///
/// assert!(context::current().is_none());
/// let event_loop = EventLoop::new();
/// let _guard = event_loop.enter();
/// assert!(context::current().is_some());
/// ```
#[must_use]
pub fn current() -> Option<Arc<dyn SynchronizationContext>> {
    // A thread that is ending has none any more.
    CURRENT
        .try_with(|current| current.borrow().clone())
        .ok()
        .flatten()
}

/// What [`set_current`] takes: an `Arc` of what implements [`SynchronizationContext`], or `None`.
///
/// ```
/// use std::sync::Arc;
/// use eap_runtime::SynchronizationContext;
/// use eap_runtime::context::{self, Callback};
///
/// struct Here;
///
/// impl SynchronizationContext for Here {
///     fn post(&self, callback: Callback) {
///         callback();
///     }
/// }
///
/// let here = context::set_current(Arc::new(Here));
/// let nowhere = context::set_current(None);
/// assert!(context::current().is_none());
/// drop(nowhere);
/// assert!(context::current().is_some());
/// # drop(here);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no context to make current",
    label = "give an `Arc` of what implements `SynchronizationContext`, or `None`",
    note = "of an `EventLoop`, a `SerialContext` and the like, give the `context()`, or write `let _current = event_loop.enter();`"
)]
pub trait IntoContext {
    /// The context, if there is one.
    fn into_context(self) -> Option<Arc<dyn SynchronizationContext>>;
}

#[diagnostic::do_not_recommend]
impl<T: SynchronizationContext + 'static> IntoContext for Arc<T> {
    fn into_context(self) -> Option<Arc<dyn SynchronizationContext>> {
        Some(self)
    }
}

#[diagnostic::do_not_recommend]
impl IntoContext for Arc<dyn SynchronizationContext> {
    fn into_context(self) -> Option<Arc<dyn SynchronizationContext>> {
        Some(self)
    }
}

#[diagnostic::do_not_recommend]
impl IntoContext for Option<Arc<dyn SynchronizationContext>> {
    fn into_context(self) -> Option<Arc<dyn SynchronizationContext>> {
        self
    }
}

/// Makes `context` this thread's, until the guard is dropped; `None` for none.
///
/// ```
/// use eap_runtime::context;
///
/// let context = context::from_fn(|callback| callback());
/// {
///     let _guard = context::set_current(context);
///     assert!(context::current().is_some());
/// }
/// assert!(context::current().is_none());
/// ```
pub fn set_current(context: impl IntoContext) -> CurrentGuard {
    CurrentGuard {
        previous: replace(context.into_context()),
        this_thread: PhantomData,
    }
}

fn replace(
    context: Option<Arc<dyn SynchronizationContext>>,
) -> Option<Arc<dyn SynchronizationContext>> {
    CURRENT
        .try_with(|current| current.replace(context))
        .ok()
        .flatten()
}

/// Gives the thread back the context it had before [`set_current`]. Guards are to be dropped in the reverse order.
#[must_use = "keep it, as in `let _current = …`; dropped, as by `let _ = …`, it brings the previous context back at once"]
pub struct CurrentGuard {
    previous: Option<Arc<dyn SynchronizationContext>>,
    this_thread: PhantomData<*const ()>,
}

impl Drop for CurrentGuard {
    fn drop(&mut self) {
        drop(replace(self.previous.take()));
    }
}

impl fmt::Debug for CurrentGuard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CurrentGuard").finish_non_exhaustive()
    }
}
