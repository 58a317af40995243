//! A context with no thread of its own, for a piece of work such as a server's request.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, OnceLock, Weak};
use std::task::{Context, Poll, Waker};
use std::thread::{self, ThreadId};
use std::time::Duration;

use super::{Callback, CurrentGuard, SynchronizationContext, post_and_wait, run_here, set_current};
use crate::deadline::Deadline;
use crate::executor::{Executor, Job, ThreadPool};
use crate::sync::{Condvar, Mutex, lock};
use crate::{local, unwind};

/// Runs one callback at a time, in the order posted, on whichever worker is free; and counts the operations that were
/// started where it is current, for somebody to wait until all are done.
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
/// // Two handlers never run at a time, so the lock is never waited for.
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
    executor: Option<Box<dyn Executor>>,
    state: Mutex<State>,
    done: Condvar,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Callback>,
    /// A worker runs what waits, or is about to.
    in_turn: bool,
    /// Where they run now, to know those who are inside.
    thread: Option<ThreadId>,
    /// Operations that have started and not completed.
    outstanding: usize,
    /// Who awaits that all are done, each under the number of its future.
    wakers: BTreeMap<u64, Waker>,
    /// The number of the next future that has to wait.
    next: u64,
}

impl SerialContext {
    /// A context whose callbacks run on a pool that the process keeps for handlers, so that they do not wait behind methods.
    #[must_use]
    pub fn new() -> Self {
        Self::build(None)
    }

    /// A context whose callbacks run on an executor of its own.
    #[must_use]
    pub fn with_executor(executor: impl Executor + 'static) -> Self {
        Self::build(Some(Box::new(executor)))
    }

    fn build(executor: Option<Box<dyn Executor>>) -> Self {
        Self {
            shared: Arc::new_cyclic(|this| Shared {
                this: this.clone(),
                executor,
                state: Mutex::default(),
                done: Condvar::new(),
            }),
        }
    }

    /// The context itself.
    #[must_use]
    pub fn context(&self) -> Arc<dyn SynchronizationContext> {
        Arc::clone(&self.shared) as _
    }

    /// Makes the context current on this thread, until the guard is dropped.
    pub fn enter(&self) -> CurrentGuard {
        set_current(self.context())
    }

    /// How many operations have started here and not completed.
    #[must_use]
    pub fn outstanding(&self) -> usize {
        lock(&self.shared.state).outstanding
    }

    /// Blocks until no operation is outstanding. A handler that calls it waits for itself, and so for ever.
    pub fn wait(&self) {
        self.wait_until(Deadline::NEVER);
    }

    /// As [`wait`](Self::wait), for `timeout` at the most. Tells whether no operation is outstanding.
    #[must_use]
    pub fn wait_timeout(&self, timeout: Duration) -> bool {
        self.wait_until(Deadline::after(timeout))
    }

    fn wait_until(&self, deadline: Deadline) -> bool {
        let state = lock(&self.shared.state);
        deadline.wait_until(&self.shared.done, state, |state| state.outstanding == 0)
    }

    /// [`wait`](Self::wait) as a future, for any executor to poll.
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

/// Waits until no operation of a [`SerialContext`] is outstanding; from [`SerialContext::done`].
#[must_use = "futures do nothing unless polled"]
pub struct Done {
    shared: Arc<Shared>,
    /// Since it had to wait for the first time.
    number: Option<u64>,
}

impl Future for Done {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let this = self.get_mut();
        // A waker is another's code: it is cloned and dropped without the lock.
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

impl SynchronizationContext for Shared {
    fn post(&self, callback: Callback) {
        let mut state = lock(&self.state);
        state.waiting.push_back(callback);
        let in_turn = std::mem::replace(&mut state.in_turn, true);
        drop(state);
        if in_turn {
            return;
        }
        if let Some(this) = self.this.upgrade() {
            Turn(Some(this)).begin();
        }
    }

    fn send(&self, callback: Callback) -> bool {
        if lock(&self.state).thread == Some(thread::current().id()) {
            // Inside of a callback: it would wait for itself.
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
            // One that panics does not keep the others asleep.
            unwind::contain(|| waker.wake());
        }
    }
}

impl Shared {
    /// The next callback, to run on this thread. The turn ends when there is none.
    fn next(&self) -> Option<Callback> {
        let mut state = lock(&self.state);
        let callback = state.waiting.pop_front();
        state.in_turn = callback.is_some();
        state.thread = callback.as_ref().map(|_| thread::current().id());
        callback
    }

    /// The executor takes no more: what waits is dropped, which releases its operations. What comes later has its own
    /// turn.
    fn lose_turn(&self) {
        let waiting = {
            let mut state = lock(&self.state);
            state.in_turn = false;
            std::mem::take(&mut state.waiting)
        };
        for callback in waiting {
            unwind::contain(|| drop(callback));
        }
    }
}

/// The pool for handlers, apart from the methods' so that handlers do not wait for methods.
fn handlers() -> &'static ThreadPool {
    static HANDLERS: OnceLock<ThreadPool> = OnceLock::new();
    HANDLERS.get_or_init(|| ThreadPool::builder().thread_name("eap-handlers").build())
}

/// A worker's turn at the callbacks.
struct Turn(Option<Arc<Shared>>);

impl Turn {
    fn begin(self) {
        let Some(shared) = self.0.clone() else {
            return;
        };
        let job = Job::from_fn(move || self.run());
        let taken = match &shared.executor {
            Some(executor) => executor.execute(job),
            None => handlers().execute(job),
        };
        // A job that is given back is dropped like any other.
        drop(taken);
    }

    fn run(mut self) {
        let Some(shared) = self.0.take() else {
            return;
        };
        let _current = set_current(Arc::clone(&shared) as Arc<dyn SynchronizationContext>);
        while let Some(callback) = shared.next() {
            local::drop_orphans();
            unwind::contain(callback);
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(shared) = self.0.take() {
            shared.lose_turn();
        }
    }
}
