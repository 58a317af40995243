//! A context with no thread of its own, for a piece of work such as a server's request.

use std::collections::BTreeMap;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Weak};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use super::{
    Callback, CurrentGuard, OnExecutor, Sequence, Sequenced, SynchronizationContext, on_handlers,
    post_and_wait, run_here, set_current,
};
use crate::deadline::Deadline;
use crate::executor::Executor;
use crate::sync::{Condvar, Mutex, lock};
use crate::unwind;

/// Runs one callback at a time, in the order posted, on any free worker; and counts the operations that were started where it
/// is current, so that a caller can wait until all are done.
///
/// Callbacks have workers of their own: they do not queue behind methods that wait for a worker.
///
/// From the pattern's introduction: "ASP.NET … applications", where a request has no thread of its own.
///
/// ```
/// use std::sync::{Arc, Mutex};
/// use eap_runtime::{Events, SerialContext, TaskId, event_async};
///
/// #[derive(Default)]
/// struct Adder {
///     events: Events<Self>,
/// }
///
/// #[event_async(concurrent)]
/// impl Adder {
///     #[event_async(result = sum)]
///     fn add(&self, a: u32, b: u32) -> u32 {
///         a + b
///     }
/// }
///
/// let adder = Arc::new(Adder::default());
/// let total = Arc::new(Mutex::new(0));
/// let counted = Arc::clone(&total);
/// // Two handlers never run at the same time, so nobody ever waits for the lock.
/// adder.add_completed().subscribe(move |_adder, e| *counted.lock().unwrap() += e.sum().unwrap());
///
/// let request = SerialContext::new();
/// {
///     let _current = request.enter();
///     adder.add_async(1, 2, TaskId::new())?;
///     adder.add_async(3, 4, TaskId::new())?;
/// }
/// request.wait();
/// assert_eq!(*total.lock().unwrap(), 10);
/// # Ok::<(), eap_runtime::InvokeError>(())
/// ```
#[derive(Clone)]
pub struct SerialContext {
    shared: Arc<Shared>,
}

struct Shared {
    this: Weak<Self>,
    /// The callbacks, and the context that runs them in parallel: the sequence brings them in order.
    callbacks: Sequence<Callback, Arc<dyn SynchronizationContext>>,
    state: Mutex<State>,
    done: Condvar,
}

#[derive(Default)]
struct State {
    /// Operations that have started and not completed.
    outstanding: usize,
    /// The tasks that wait until all are done, each under the number of its future.
    wakers: BTreeMap<u64, Waker>,
    /// The number of the next future that has to wait.
    next: u64,
}

impl SerialContext {
    /// Makes a context whose callbacks run on a pool that the process keeps for handlers.
    ///
    /// ```
    /// use eap_runtime::SerialContext;
    ///
    /// let request = SerialContext::new();
    /// {
    ///     let _current = request.enter();
    ///     // … start operations …
    /// }
    /// request.wait();
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::on(on_handlers())
    }

    /// Makes a context whose callbacks run on `executor`.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use eap_runtime::{SerialContext, ThreadPool};
    ///
    /// let handlers = Arc::new(ThreadPool::builder().thread_name("handlers").max_threads(4).build());
    /// let request = SerialContext::with_executor(Arc::clone(&handlers));
    /// # let _ = request;
    /// ```
    #[must_use]
    pub fn with_executor(executor: impl Executor + 'static) -> Self {
        Self::on(Arc::new(OnExecutor(executor)))
    }

    fn on(callbacks: Arc<dyn SynchronizationContext>) -> Self {
        Self {
            shared: Arc::new_cyclic(|this| Shared {
                this: this.clone(),
                callbacks: Sequence::new(callbacks),
                state: Mutex::default(),
                done: Condvar::new(),
            }),
        }
    }

    /// Returns the context itself.
    ///
    /// ```
    /// use eap_runtime::SerialContext;
    ///
    /// let request = SerialContext::new();
    /// request.context().post(Box::new(|| println!("on a worker")));
    /// ```
    #[must_use]
    pub fn context(&self) -> Arc<dyn SynchronizationContext> {
        Arc::clone(&self.shared) as _
    }

    /// Makes the context current on this thread until the guard is dropped.
    ///
    /// ```
    /// use eap_runtime::{SerialContext, context};
    ///
    /// let request = SerialContext::new();
    /// let _current = request.enter();
    /// assert!(context::current().is_some());
    /// ```
    pub fn enter(&self) -> CurrentGuard {
        set_current(self.context())
    }

    /// Returns how many operations have started here and not completed.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use eap_runtime::{BackgroundWorker, SerialContext};
    ///
    /// let request = SerialContext::new();
    /// let worker = Arc::new(BackgroundWorker::<(), u32>::do_work(|_worker, _e| 6 * 7));
    /// {
    ///     let _current = request.enter();
    ///     worker.run_worker_async(())?;
    /// }
    /// request.wait();
    /// assert_eq!(request.outstanding(), 0);
    /// # Ok::<(), eap_runtime::InvokeError>(())
    /// ```
    #[must_use]
    pub fn outstanding(&self) -> usize {
        lock(&self.shared.state).outstanding
    }

    /// Blocks until no operation is outstanding. A handler that calls it waits for itself, and blocks for ever.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use eap_runtime::{BackgroundWorker, SerialContext};
    ///
    /// let request = SerialContext::new();
    /// let worker = Arc::new(BackgroundWorker::<(), u32>::do_work(|_worker, _e| 6 * 7));
    /// {
    ///     let _current = request.enter();
    ///     worker.run_worker_async(())?;
    /// }
    /// request.wait();
    /// assert!(!worker.is_busy());
    /// # Ok::<(), eap_runtime::InvokeError>(())
    /// ```
    pub fn wait(&self) {
        self.wait_until(Deadline::NEVER);
    }

    /// Blocks until no operation is outstanding, but not longer than `timeout`. Returns `false` on timeout.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use std::time::Duration;
    /// use eap_runtime::{BackgroundWorker, SerialContext};
    ///
    /// let request = SerialContext::new();
    /// let worker = Arc::new(BackgroundWorker::<(), u32>::do_work(|_worker, _e| 6 * 7));
    /// {
    ///     let _current = request.enter();
    ///     worker.run_worker_async(())?;
    /// }
    /// assert!(request.wait_timeout(Duration::from_secs(60)));
    /// # Ok::<(), eap_runtime::InvokeError>(())
    /// ```
    #[must_use]
    pub fn wait_timeout(&self, timeout: Duration) -> bool {
        self.wait_until(Deadline::after(timeout))
    }

    fn wait_until(&self, deadline: Deadline) -> bool {
        let state = lock(&self.shared.state);
        deadline.wait_until(&self.shared.done, state, |state| state.outstanding == 0)
    }

    /// Returns a future that waits as [`wait`](Self::wait) does, for any executor to poll.
    ///
    /// ```
    /// # let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    /// # runtime.block_on(async {
    /// use std::sync::Arc;
    /// use eap_runtime::{BackgroundWorker, SerialContext};
    ///
    /// let request = SerialContext::new();
    /// let worker = Arc::new(BackgroundWorker::<(), u32>::do_work(|_worker, _e| 6 * 7));
    /// {
    ///     let _current = request.enter();
    ///     worker.run_worker_async(())?;
    /// }
    /// request.done().await;
    /// assert!(!worker.is_busy());
    /// # Ok::<(), eap_runtime::InvokeError>(())
    /// # })?;
    /// # Ok::<(), eap_runtime::InvokeError>(())
    /// ```
    pub fn done(&self) -> Done {
        Done {
            shared: Arc::clone(&self.shared),
            number: None,
        }
    }
}

impl Default for SerialContext {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for SerialContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SerialContext")
            .field("outstanding", &self.outstanding())
            .finish()
    }
}

/// A future that is ready when no operation of a [`SerialContext`] is outstanding; from [`SerialContext::done`].
///
/// From the pattern's introduction: "polling and `WaitAll` or `WaitAny` will need to be built up by the client".
///
/// ```
/// # let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
/// # runtime.block_on(async {
/// use eap_runtime::SerialContext;
///
/// let request = SerialContext::new();
/// request.done().await; // at once: nothing was started
/// # });
/// ```
#[must_use = "futures do nothing unless polled"]
pub struct Done {
    shared: Arc<Shared>,
    /// Since the first poll that had to wait.
    number: Option<u64>,
}

impl Future for Done {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let this = self.get_mut();
        // A waker is user code: it is cloned and dropped without the lock.
        let ours = context.waker().clone();
        let mut state = lock(&this.shared.state);
        if state.outstanding == 0 {
            return Poll::Ready(());
        }
        let number = *this.number.get_or_insert_with(|| {
            state.next += 1;
            state.next
        });
        let before = state.wakers.insert(number, ours);
        drop(state);
        drop(before);
        Poll::Pending
    }
}

impl Drop for Done {
    fn drop(&mut self) {
        let waker = self
            .number
            .and_then(|number| lock(&self.shared.state).wakers.remove(&number));
        drop(waker);
    }
}

impl fmt::Debug for Done {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Done").finish_non_exhaustive()
    }
}

#[diagnostic::do_not_recommend]
impl SynchronizationContext for SerialContext {
    fn post(&self, callback: Callback) {
        self.shared.post(callback);
    }

    fn send(&self, callback: Callback) -> bool {
        self.shared.send(callback)
    }

    fn operation_started(&self) {
        self.shared.operation_started();
    }

    fn operation_completed(&self) {
        self.shared.operation_completed();
    }
}

impl Sequenced for Shared {
    type Item = Callback;
    type State = Arc<dyn SynchronizationContext>;

    fn sequence(&self) -> &Sequence<Callback, Self::State> {
        &self.callbacks
    }

    fn context(state: &Self::State) -> Option<&Arc<dyn SynchronizationContext>> {
        Some(state)
    }

    fn run(self: &Arc<Self>, callback: Callback) {
        run_here(&self.this, callback);
    }
}

impl SynchronizationContext for Shared {
    fn post(&self, callback: Callback) {
        if let Some(this) = self.this.upgrade() {
            // A callback that the executor refuses is dropped, which releases its operation.
            self.callbacks.lock().push(&this, callback);
        }
    }

    fn send(&self, callback: Callback) -> bool {
        if self.callbacks.is_running_here() {
            // It would wait for itself.
            run_here(&self.this, callback);
            return true;
        }
        post_and_wait(self, callback)
    }

    fn operation_started(&self) {
        lock(&self.state).outstanding += 1;
    }

    fn operation_completed(&self) {
        let mut state = lock(&self.state);
        state.outstanding = state.outstanding.saturating_sub(1);
        if state.outstanding > 0 {
            return;
        }
        let wakers = std::mem::take(&mut state.wakers);
        drop(state);
        self.done.notify_all();
        for waker in wakers.into_values() {
            // One that panics does not keep the others from being woken.
            unwind::contain(|| waker.wake());
        }
    }
}
