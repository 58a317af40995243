//! Contexts and an executor on a Tokio runtime (feature `tokio`).
//!
//! ```
//! use std::sync::Arc;
//! use eap_runtime::{Events, event_async};
//! use eap_runtime::tokio::{BlockingExecutor, RuntimeContext};
//! use tokio::runtime::{Handle, Runtime};
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
//!         assert!(Handle::try_current().is_ok());
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

use std::pin::Pin;
use std::sync::Arc;

use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio::task::LocalSet;

use crate::context::{Callback, CurrentGuard, SynchronizationContext, set_current};
use crate::executor::{Executor, Job};
use crate::unwind;

/// Runs handlers as tasks of a runtime, on whichever of its threads is free, with the runtime entered.
///
/// Handlers of different operations may run side by side; the events of one keep their order. A handler must not block.
/// When the runtime shuts down, callbacks that wait are dropped and their operations released.
#[derive(Clone, Debug)]
pub struct RuntimeContext {
    runtime: Handle,
}

impl RuntimeContext {
    /// A context over this runtime.
    #[must_use]
    pub fn new(runtime: Handle) -> Self {
        Self { runtime }
    }

    /// A context over the runtime that runs the caller.
    ///
    /// # Panics
    ///
    /// Outside of a runtime, as [`Handle::current`] does.
    #[must_use]
    pub fn current() -> Self {
        Self::new(Handle::current())
    }

    /// The context itself.
    #[must_use]
    pub fn context(&self) -> Arc<dyn SynchronizationContext> {
        Arc::new(self.clone())
    }

    /// Makes the context current on this thread, until the guard is dropped: before the next `.await`.
    pub fn enter(&self) -> CurrentGuard {
        set_current(self.context())
    }
}

impl SynchronizationContext for RuntimeContext {
    fn post(&self, callback: Callback) {
        let this = self.clone();
        // Nobody awaits the task; once the runtime is gone it is dropped, and the callback with it.
        drop(self.runtime.spawn(async move {
            let _current = this.enter();
            callback();
        }));
    }
}

/// Runs handlers one after the other on the thread of a [`LocalSet`], where `!Send` things live.
///
/// When the set is dropped, callbacks that wait are dropped and their operations released.
#[derive(Clone, Debug)]
pub struct LocalContext {
    callbacks: mpsc::UnboundedSender<Callback>,
}

impl LocalContext {
    /// A context over this set, which has to be driven for the handlers to run.
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
        Self::spawn(|task| drop(set.spawn_local(task)))
    }

    /// A context over the set that runs the caller.
    ///
    /// # Panics
    ///
    /// Outside of a local set, as [`tokio::task::spawn_local`] does.
    #[must_use]
    pub fn current() -> Self {
        Self::spawn(|task| drop(tokio::task::spawn_local(task)))
    }

    fn spawn(spawn: impl FnOnce(Pin<Box<dyn Future<Output = ()>>>)) -> Self {
        let (callbacks, mut waiting) = mpsc::unbounded_channel::<Callback>();
        // Weakly, so that the task ends with the last user of the context.
        let this = callbacks.downgrade();
        spawn(Box::pin(async move {
            while let Some(callback) = waiting.recv().await {
                let this = this.upgrade().map(|callbacks| Self { callbacks }.context());
                let _current = set_current(this);
                unwind::contain(callback);
            }
        }));
        Self { callbacks }
    }

    /// The context itself.
    #[must_use]
    pub fn context(&self) -> Arc<dyn SynchronizationContext> {
        Arc::new(self.clone())
    }

    /// Makes the context current on this thread, until the guard is dropped: before the next `.await`.
    pub fn enter(&self) -> CurrentGuard {
        set_current(self.context())
    }
}

impl SynchronizationContext for LocalContext {
    fn post(&self, callback: Callback) {
        // Once the set is gone, the callback comes back in the error and is dropped.
        drop(self.callbacks.send(callback));
    }
}

/// Runs blocking methods on the threads that a runtime keeps for `spawn_blocking`.
///
/// After the runtime has shut down, operations complete as [`Abandoned`](crate::AsyncError::Abandoned).
#[derive(Clone, Debug)]
pub struct BlockingExecutor {
    runtime: Handle,
}

impl BlockingExecutor {
    /// An executor on this runtime.
    #[must_use]
    pub fn new(runtime: Handle) -> Self {
        Self { runtime }
    }

    /// An executor on the runtime that runs the caller.
    ///
    /// # Panics
    ///
    /// Outside of a runtime, as [`Handle::current`] does.
    #[must_use]
    pub fn current() -> Self {
        Self::new(Handle::current())
    }
}

impl Executor for BlockingExecutor {
    fn execute(&self, job: Job) -> Result<(), Job> {
        drop(self.runtime.spawn_blocking(move || job.run()));
        Ok(())
    }
}
