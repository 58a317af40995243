//! Contexts and an executor on a Tokio runtime (feature `tokio`).
//!
//! ```
//! use std::sync::Arc;
//! use eap_runtime::{Events, event_async};
//! use eap_runtime::tokio::{BlockingExecutor, RuntimeContext};
//! use tokio::runtime::Runtime;
//!
//! struct Greeter {
//!     events: Events<Self>,
//! }
//!
//! #[event_async]
//! impl Greeter {
//!     #[event_async(result = greeting)]
//!     fn greet(&self, name: &str) -> String {
//!         format!("hello, {name}")
//!     }
//! }
//!
//! Runtime::new()?.block_on(async {
//!     // Methods run as `spawn_blocking` does, handlers as tasks of the runtime.
//!     let greeter = Arc::new(Greeter { events: Events::with_executor(BlockingExecutor::current()) });
//!     let (sender, mut receiver) = tokio::sync::mpsc::unbounded_channel();
//!     greeter.greet_completed().subscribe(move |_greeter, e| {
//!         let _ = sender.send(e.greeting().cloned().unwrap_or_default());
//!     });
//!     {
//!         let _current = RuntimeContext::current().enter();
//!         greeter.greet_async("world").unwrap();
//!     }
//!     assert_eq!(receiver.recv().await.as_deref(), Some("hello, world"));
//! });
//! # Ok::<(), std::io::Error>(())
//! ```

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Weak};
use std::task::{Context, Poll, Waker};
use std::thread::{self, ThreadId};

use tokio::runtime::Handle;
use tokio::task::LocalSet;

use crate::context::{Callback, CurrentGuard, SynchronizationContext, post_and_wait, set_current};
use crate::executor::{Executor, Job};
use crate::sync::{Mutex, lock};
use crate::{local, unwind};

/// Runs handlers as tasks of a runtime, on any of its threads, with the runtime entered.
///
/// Handlers of different operations may run in parallel; the events of one operation keep their order. A handler must not block.
/// When the runtime shuts down, callbacks that wait are dropped and their operations released.
///
/// From the pattern's introduction: "your class will work correctly under any application model".
///
/// ```
/// use eap_runtime::SynchronizationContext;
/// use eap_runtime::tokio::RuntimeContext;
/// use tokio::{runtime::Builder, sync::oneshot};
///
/// let runtime = Builder::new_multi_thread().worker_threads(1).build()?;
/// let context = RuntimeContext::new(runtime.handle().clone());
/// let (sender, receiver) = oneshot::channel();
/// context.post(Box::new(|| sender.send(42).unwrap()));
/// assert_eq!(runtime.block_on(receiver), Ok(42));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct RuntimeContext {
    runtime: Handle,
}

impl RuntimeContext {
    /// Makes a context for this runtime.
    #[must_use]
    pub fn new(runtime: Handle) -> Self {
        Self { runtime }
    }

    /// Makes a context for the runtime that runs the caller.
    ///
    /// # Panics
    ///
    /// Outside a runtime, as [`Handle::current`] does.
    #[must_use]
    pub fn current() -> Self {
        Self::new(Handle::current())
    }

    /// Returns the context itself.
    #[must_use]
    pub fn context(&self) -> Arc<dyn SynchronizationContext> {
        Arc::new(self.clone())
    }

    /// Makes the context current on this thread until the guard is dropped. Drop it before the next `.await`.
    ///
    /// ```
    /// use eap_runtime::context;
    /// use eap_runtime::tokio::RuntimeContext;
    /// use tokio::runtime::Builder;
    ///
    /// let runtime = Builder::new_current_thread().build()?;
    /// runtime.block_on(async {
    ///     {
    ///         let _current = RuntimeContext::current().enter();
    ///         assert!(context::current().is_some());
    ///         // … start operations …
    ///     } // before the next await
    ///     tokio::task::yield_now().await;
    /// });
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn enter(&self) -> CurrentGuard {
        set_current(self.context())
    }
}

impl SynchronizationContext for RuntimeContext {
    fn post(&self, callback: Callback) {
        let this = self.clone();
        // Nobody awaits the task. A runtime that has shut down drops it, and the callback with it.
        drop(self.runtime.spawn(async move {
            let _current = this.enter();
            callback();
        }));
    }

    fn send(&self, callback: Callback) -> bool {
        if Handle::try_current().is_ok_and(|here| here.id() == self.runtime.id()) {
            // Already on a thread of the runtime. Blocking it could keep the callback from ever running.
            let _current = self.enter();
            callback();
            return true;
        }
        post_and_wait(self, callback)
    }
}

/// Runs handlers one after another on the thread of a [`LocalSet`], which may keep values that are not `Send`.
///
/// When the set is dropped, callbacks that wait are dropped and their operations released.
///
/// From the pattern's introduction: "your class will work correctly under any application model".
///
/// ```
/// use std::cell::Cell;
/// use std::rc::Rc;
/// use std::sync::Arc;
/// use eap_runtime::tokio::LocalContext;
/// use eap_runtime::{BackgroundWorker, InvokeError};
/// use tokio::{runtime::Builder, task::LocalSet};
///
/// let runtime = Builder::new_current_thread().build()?;
/// let set = LocalSet::new();
/// let sum = set.block_on(&runtime, async {
///     let worker = Arc::new(BackgroundWorker::<(), u32>::do_work(|_worker, _e| 6 * 7));
///     let (shown, done) = (Rc::new(Cell::new(0)), Rc::new(tokio::sync::Notify::new()));
///     let (sum, notify) = (Rc::clone(&shown), Rc::clone(&done));
///     worker.run_worker_completed().subscribe_local(move |_worker, e| {
///         sum.set(*e.result().unwrap_or(&0));
///         notify.notify_one();
///     });
///     {
///         let _current = LocalContext::current().enter();
///         worker.run_worker_async(())?;
///     }
///     done.notified().await;
///     Ok::<u32, InvokeError>(shown.get())
/// });
/// assert_eq!(sum, Ok(42));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone)]
pub struct LocalContext {
    user: Arc<User>,
}

/// What the clones of a context share. With the last of them, the task ends.
struct User {
    set: Arc<Set>,
}

/// What a context shares with the task that runs its callbacks.
struct Set {
    /// The thread that drives the set.
    thread: ThreadId,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Callback>,
    task: Option<Waker>,
    /// No clone of the context is left: the task ends when nothing waits.
    unused: bool,
    /// The task is gone, and the set with it: no callback runs any more.
    ended: bool,
}

impl LocalContext {
    /// Makes a context for this set. Its handlers run while the set is driven.
    ///
    /// ```
    /// use eap_runtime::SynchronizationContext;
    /// use eap_runtime::tokio::LocalContext;
    /// use tokio::{runtime::Builder, sync::oneshot, task::LocalSet};
    ///
    /// let set = LocalSet::new();
    /// let context = LocalContext::new(&set);
    /// let (sender, receiver) = oneshot::channel();
    /// context.post(Box::new(move || sender.send(std::thread::current().id()).unwrap()));
    /// let runtime = Builder::new_current_thread().build()?;
    /// assert_eq!(set.block_on(&runtime, receiver).ok(), Some(std::thread::current().id()));
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub fn new(set: &LocalSet) -> Self {
        let (context, task) = Self::with_task();
        drop(set.spawn_local(task));
        context
    }

    /// Makes a context for the set that runs the caller.
    ///
    /// # Panics
    ///
    /// Outside a local set, as [`tokio::task::spawn_local`] does.
    #[must_use]
    pub fn current() -> Self {
        let (context, task) = Self::with_task();
        drop(tokio::task::spawn_local(task));
        context
    }

    fn with_task() -> (Self, Task) {
        // Neither a set nor its tasks leave this thread.
        let set = Arc::new(Set {
            thread: thread::current().id(),
            state: Mutex::default(),
        });
        let user = Arc::new(User {
            set: Arc::clone(&set),
        });
        let task = Task {
            set,
            user: Arc::downgrade(&user),
        };
        (Self { user }, task)
    }

    /// Returns the context itself.
    #[must_use]
    pub fn context(&self) -> Arc<dyn SynchronizationContext> {
        Arc::new(self.clone())
    }

    /// Makes the context current on this thread until the guard is dropped. Drop it before the next `.await`.
    ///
    /// ```
    /// use eap_runtime::context;
    /// use eap_runtime::tokio::LocalContext;
    /// use tokio::{runtime::Builder, task::LocalSet};
    ///
    /// let runtime = Builder::new_current_thread().build()?;
    /// let set = LocalSet::new();
    /// set.block_on(&runtime, async {
    ///     {
    ///         let _current = LocalContext::current().enter();
    ///         assert!(context::current().is_some());
    ///         // … start operations …
    ///     } // before the next await
    ///     tokio::task::yield_now().await;
    /// });
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn enter(&self) -> CurrentGuard {
        set_current(self.context())
    }
}

impl SynchronizationContext for LocalContext {
    fn post(&self, callback: Callback) {
        let mut state = lock(&self.user.set.state);
        if state.ended {
            // Without the lock, since the callback may hold the last clone of the context.
            drop(state);
            drop(callback);
            return;
        }
        state.waiting.push_back(callback);
        let task = state.task.take();
        drop(state);
        if let Some(task) = task {
            task.wake();
        }
    }

    fn send(&self, callback: Callback) -> bool {
        if thread::current().id() == self.user.set.thread {
            // The set's thread would wait for itself. A set that has ended drops the callback here as anywhere.
            let runs = !lock(&self.user.set.state).ended;
            if runs {
                let _current = self.enter();
                callback();
            }
            return runs;
        }
        post_and_wait(self, callback)
    }
}

impl fmt::Debug for LocalContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalContext").finish_non_exhaustive()
    }
}

impl Drop for User {
    fn drop(&mut self) {
        let mut state = lock(&self.set.state);
        state.unused = true;
        let task = state.task.take();
        drop(state);
        if let Some(task) = task {
            task.wake();
        }
    }
}

/// The task that runs the callbacks of a [`LocalContext`].
struct Task {
    set: Arc<Set>,
    // Weakly, so that the task ends with the last user of the context.
    user: Weak<User>,
}

impl Future for Task {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        // Callbacks that come meanwhile wait until the next poll, so that the set's other tasks get their turn.
        let waiting = std::mem::take(&mut lock(&self.set.state).waiting);
        for callback in waiting {
            local::drop_orphans();
            let user = self.user.upgrade();
            let _current = set_current(user.map(|user| LocalContext { user }.context()));
            unwind::contain(callback);
        }
        // A waker is the executor's code: it is cloned, called and dropped without the lock.
        let task = context.waker().clone();
        let mut state = lock(&self.set.state);
        let more = !state.waiting.is_empty();
        if state.unused && !more {
            return Poll::Ready(());
        }
        let before = state.task.replace(task);
        drop(state);
        drop(before);
        if more {
            context.waker().wake_by_ref();
        }
        Poll::Pending
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        let waiting = {
            let mut state = lock(&self.set.state);
            state.ended = true;
            std::mem::take(&mut state.waiting)
        };
        for callback in waiting {
            unwind::contain(|| drop(callback));
        }
    }
}

/// Runs blocking methods on the threads of a runtime's `spawn_blocking`.
///
/// A runtime that has shut down, or that cannot start a thread, refuses operations with
/// [`InvokeError::Rejected`](crate::InvokeError::Rejected). When a runtime shuts down, operations that are running go on, and those
/// that still wait for a thread may run or complete as [`Abandoned`](crate::AsyncError::Abandoned).
///
/// From the pattern's introduction: "executes in a thread separate from the main application thread".
///
/// ```
/// use std::sync::Arc;
/// use eap_runtime::tokio::BlockingExecutor;
/// use eap_runtime::{BackgroundWorker, InvokeError};
/// use tokio::runtime::Runtime;
///
/// let runtime = Runtime::new()?;
/// let executor = BlockingExecutor::new(runtime.handle().clone());
/// let worker = BackgroundWorker::<(), ()>::do_work(|_worker, _e| ()).with_executor(executor);
/// drop(runtime);
/// assert_eq!(Arc::new(worker).run_worker_async(()), Err(InvokeError::Rejected));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct BlockingExecutor {
    runtime: Handle,
}

impl BlockingExecutor {
    /// Makes an executor on this runtime.
    #[must_use]
    pub fn new(runtime: Handle) -> Self {
        Self { runtime }
    }

    /// Makes an executor on the runtime that runs the caller.
    ///
    /// ```
    /// use eap_runtime::Events;
    /// use eap_runtime::tokio::BlockingExecutor;
    /// use tokio::runtime::Builder;
    ///
    /// struct Disk {
    ///     events: Events<Self>,
    /// }
    ///
    /// let runtime = Builder::new_current_thread().build()?;
    /// runtime.block_on(async {
    ///     let disk = Disk { events: Events::with_executor(BlockingExecutor::current()) };
    ///     # let _ = disk.events;
    /// });
    /// # Ok::<(), std::io::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// Outside a runtime, as [`Handle::current`] does.
    #[must_use]
    pub fn current() -> Self {
        Self::new(Handle::current())
    }
}

impl Executor for BlockingExecutor {
    fn execute(&self, job: Job) -> Result<(), Job> {
        let waiting = Arc::new(Mutex::new(Some(job)));
        let taken = Arc::clone(&waiting);
        let run = move || {
            let job = lock(&taken).take();
            if let Some(job) = job {
                job.run();
            }
        };
        // A runtime that cannot start a thread panics. One that has shut down finishes the task at once, and leaves the job.
        let spawned = unwind::catch(|| self.runtime.spawn_blocking(run));
        let refused = if spawned.is_ok_and(|task| !task.is_finished()) {
            None
        } else {
            lock(&waiting).take()
        };
        refused.map_or(Ok(()), Err)
    }
}
