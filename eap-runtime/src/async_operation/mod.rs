//! One operation of a component that is written by hand, and its callbacks in the client's context.

mod callbacks;

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use self::callbacks::{Callbacks, Posted};
use crate::context::{self, SynchronizationContext};

/// Makes an [`AsyncOperation`] for each call of a hand-written component's `…_async` function.
///
/// From the pattern's "Implementing the Event-based Asynchronous Pattern": "If implemented with helper classes like
/// `AsyncOperationManager`, your class will work correctly under any application model". For a method that blocks,
/// `#[event_async]` does all this. Use this type to adapt an interface that has callbacks already, or a device with a thread of
/// its own. As in .NET it has functions only, and no values.
///
/// ```
/// use std::sync::Arc;
/// use std::thread;
/// use eap_runtime::{
///     AsyncCompletedEventArgs, AsyncOperationManager, Event, EventLoop, EventSource, PostError, TaskId,
/// };
///
/// type RingCompletedEventArgs = AsyncCompletedEventArgs<std::convert::Infallible, TaskId>;
///
/// #[derive(Default)]
/// struct Bell {
///     ring_completed: EventSource<Self, RingCompletedEventArgs>,
/// }
///
/// impl Bell {
///     fn ring_completed(&self) -> &Event<Self, RingCompletedEventArgs> {
///         self.ring_completed.event()
///     }
///
///     fn ring_async(self: &Arc<Self>, user_state: TaskId) {
///         let operation = AsyncOperationManager::create_operation(user_state);
///         let bell = Arc::clone(self);
///         thread::spawn(move || -> Result<(), PostError> {
///             println!("ding");
///             let args = AsyncCompletedEventArgs::new(Ok(()), *operation.user_supplied_state());
///             operation.post_operation_completed(move || bell.ring_completed.raise(&bell, &args))
///         });
///     }
/// }
///
/// let event_loop = EventLoop::new();
/// let _current = event_loop.enter();
/// let bell = Arc::new(Bell::default());
/// bell.ring_completed().subscribe_local(|_bell, e| println!("{} is over", e.user_state()));
/// bell.ring_async(TaskId::new());
/// event_loop.run(); // until the bell has rung
/// ```
#[derive(Debug)]
pub enum AsyncOperationManager {}

impl AsyncOperationManager {
    /// Begins an operation in the context of this thread, and calls the context's `operation_started`.
    ///
    /// Call it on the client's thread, in the `…_async` function: the context that is current here gets what the operation posts.
    ///
    /// ```
    /// use eap_runtime::{AsyncOperationManager, EventLoop};
    ///
    /// let event_loop = EventLoop::new();
    /// let _current = event_loop.enter();
    /// let operation = AsyncOperationManager::create_operation("download");
    /// assert_eq!(*operation.user_supplied_state(), "download");
    /// assert_eq!(event_loop.outstanding(), 1);
    /// # operation.operation_completed()?;
    /// # Ok::<(), eap_runtime::PostError>(())
    /// ```
    pub fn create_operation<S>(user_supplied_state: S) -> AsyncOperation<S> {
        AsyncOperation {
            user_supplied_state,
            callbacks: Arc::new(Callbacks::open(context::current())),
        }
    }

    /// Returns the context that an operation created now would capture: [`context::current`].
    ///
    /// ```
    /// use eap_runtime::{AsyncOperationManager, EventLoop};
    ///
    /// assert!(AsyncOperationManager::synchronization_context().is_none());
    /// let event_loop = EventLoop::new();
    /// let _current = event_loop.enter();
    /// assert!(AsyncOperationManager::synchronization_context().is_some());
    /// ```
    #[must_use]
    pub fn synchronization_context() -> Option<Arc<dyn SynchronizationContext>> {
        context::current()
    }
}

/// One operation of a hand-written component; from [`AsyncOperationManager::create_operation`].
///
/// What it posts runs in the context that it was created in. Without one, it runs on the process's
/// [executor](crate::executor), never inside [`post`](Self::post). The callbacks of one operation run one at a time and in the
/// order posted, in every context, and none runs after the last one. (In .NET they keep the order of the context, if it has
/// one.) Several threads may share an operation as `Arc<AsyncOperation<S>>`.
///
/// The context counts the operation until it has completed *and* the last of its callbacks has returned. (.NET tells the
/// context when the last callback is posted, so that a program may end before it has run.) An operation that is dropped
/// uncompleted completes then, without a callback: nobody waits for it for ever.
///
/// From the pattern's "Implementing the Event-based Asynchronous Pattern", as [`AsyncOperationManager`].
///
/// ```
/// use std::thread;
/// use eap_runtime::{AsyncOperationManager, EventLoop, PostError};
///
/// let event_loop = EventLoop::new();
/// let _current = event_loop.enter();
/// let operation = AsyncOperationManager::create_operation(());
/// let worker = thread::spawn(move || {
///     operation.post(|| println!("half way"))?;
///     operation.post_operation_completed(|| println!("done"))?;
///     operation.post(|| println!("never printed"))
/// });
/// event_loop.run(); // until both are printed
/// assert_eq!(worker.join().unwrap(), Err(PostError::AlreadyCompleted));
/// ```
#[must_use = "an operation that is dropped uncompleted raises no event"]
pub struct AsyncOperation<S = ()> {
    user_supplied_state: S,
    callbacks: Arc<Callbacks>,
}

impl<S> AsyncOperation<S> {
    /// Returns the value that the operation was created with, which tells it from the others of its component.
    ///
    /// ```
    /// use eap_runtime::AsyncOperationManager;
    ///
    /// let operation = AsyncOperationManager::create_operation(7);
    /// assert_eq!(*operation.user_supplied_state(), 7);
    /// ```
    pub fn user_supplied_state(&self) -> &S {
        &self.user_supplied_state
    }

    /// Returns the context that the operation was created in, if there was one.
    ///
    /// ```
    /// use eap_runtime::AsyncOperationManager;
    ///
    /// let operation = AsyncOperationManager::create_operation(());
    /// assert!(operation.synchronization_context().is_none());
    /// ```
    #[must_use]
    pub fn synchronization_context(&self) -> Option<&Arc<dyn SynchronizationContext>> {
        self.callbacks.context()
    }

    /// Has `callback` run in the operation's context, for example to raise a progress event. The operation goes on.
    ///
    /// A panic of the callback is reported by the panic hook and ends there.
    ///
    /// ```
    /// use eap_runtime::{AsyncOperationManager, EventLoop};
    ///
    /// let event_loop = EventLoop::new();
    /// let _current = event_loop.enter();
    /// let operation = AsyncOperationManager::create_operation(());
    /// operation.post(|| println!("half way"))?;
    /// assert_eq!(event_loop.poll(), 1);
    /// # Ok::<(), eap_runtime::PostError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`PostError`]: the callback is dropped unrun.
    pub fn post(&self, callback: impl FnOnce() + Send + 'static) -> Result<(), PostError> {
        self.callbacks.post(Posted::Callback(Box::new(callback)))
    }

    /// Completes the operation and has `callback` run in its context, to raise the Completed event.
    ///
    /// A panic of the callback is reported by the panic hook and ends there.
    ///
    /// ```
    /// use eap_runtime::{AsyncOperationManager, EventLoop};
    ///
    /// let event_loop = EventLoop::new();
    /// let _current = event_loop.enter();
    /// let operation = AsyncOperationManager::create_operation(());
    /// operation.post_operation_completed(|| println!("done"))?;
    /// assert!(operation.post_operation_completed(|| println!("never printed")).is_err());
    /// event_loop.run();
    /// assert_eq!(event_loop.outstanding(), 0);
    /// # Ok::<(), eap_runtime::PostError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`PostError::AlreadyCompleted`], which all but one get of several threads that complete an operation; and
    /// [`PostError::ContextEnded`], with which the operation completes without its callback. The callback is dropped unrun.
    pub fn post_operation_completed(
        &self,
        callback: impl FnOnce() + Send + 'static,
    ) -> Result<(), PostError> {
        self.callbacks.post(Posted::Last(Box::new(callback)))
    }

    /// Completes the operation without a callback.
    ///
    /// ```
    /// use eap_runtime::{AsyncOperationManager, PostError};
    ///
    /// let operation = AsyncOperationManager::create_operation(());
    /// operation.operation_completed()?;
    /// assert_eq!(operation.operation_completed(), Err(PostError::AlreadyCompleted));
    /// # Ok::<(), PostError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`PostError::AlreadyCompleted`].
    pub fn operation_completed(&self) -> Result<(), PostError> {
        self.callbacks.close()
    }
}

impl<S> Drop for AsyncOperation<S> {
    fn drop(&mut self) {
        // An error means that it has completed, as it should.
        let _ = self.callbacks.close();
    }
}

impl<S> fmt::Debug for AsyncOperation<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AsyncOperation")
            .field("completed", &!self.callbacks.is_open())
            .finish_non_exhaustive()
    }
}

/// Why [`AsyncOperation::post`] and its like did not post: the callback is dropped unrun.
///
/// .NET throws an `InvalidOperationException` for an operation that has completed, and drops the callback silently if the
/// context has ended. From the pattern's "Implementing the Event-based Asynchronous Pattern", as [`AsyncOperationManager`].
///
/// ```
/// use eap_runtime::{AsyncOperationManager, EventLoop, PostError};
///
/// let event_loop = EventLoop::new();
/// let operation = {
///     let _current = event_loop.enter();
///     AsyncOperationManager::create_operation(())
/// };
/// drop(event_loop);
/// assert_eq!(operation.post(|| println!("never printed")), Err(PostError::ContextEnded));
/// operation.operation_completed()?;
/// assert_eq!(operation.post(|| println!("never printed")), Err(PostError::AlreadyCompleted));
/// # Ok::<(), PostError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PostError {
    /// The operation has completed.
    AlreadyCompleted,
    /// The operation's context takes no more callbacks.
    ContextEnded,
}

impl fmt::Display for PostError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AlreadyCompleted => "the operation has already completed",
            Self::ContextEnded => "the operation's context has ended",
        })
    }
}

impl Error for PostError {}
