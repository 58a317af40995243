//! What runs the blocking methods.

mod pool;
mod queue;

use std::fmt;
use std::sync::{Arc, OnceLock};

use arc_swap::ArcSwapOption;

pub use self::pool::{ThreadPool, ThreadPoolBuilder};
use crate::sync::{Mutex, lock};
use crate::unwind;

/// Runs the blocking methods of operations, somewhere other than on the calling thread.
///
/// The default is a shared [`ThreadPool`]. [`set_default`] replaces it for the process,
/// [`Events::with_executor`](crate::Events::with_executor) for one component.
///
/// ```
/// use eap_runtime::{Executor, Job};
///
/// /// A thread for each operation.
/// struct Threads;
///
/// impl Executor for Threads {
///     fn execute(&self, job: Job) -> Result<(), Job> {
///         std::thread::spawn(move || job.run());
///         Ok(())
///     }
/// }
/// ```
pub trait Executor: Send + Sync {
    /// Has `job` run soon, on another thread, and returns at once.
    ///
    /// # Errors
    ///
    /// The job itself, when it can't be taken: nothing is started then, and `…_async` tells its caller so with
    /// [`InvokeError::Rejected`](crate::InvokeError::Rejected).
    fn execute(&self, job: Job) -> Result<(), Job>;
}

impl<T: Executor + ?Sized> Executor for Arc<T> {
    fn execute(&self, job: Job) -> Result<(), Job> {
        T::execute(self, job)
    }
}

/// An operation on its way to a worker.
///
/// Dropping it unrun completes the operation as [`Abandoned`](crate::AsyncError::Abandoned), where it is dropped or in
/// the operation's context.
#[must_use = "an operation that is dropped unrun completes as abandoned"]
pub struct Job {
    operation: Option<Arc<dyn Work>>,
}

/// An operation, as an executor sees it. Only the first call of any of these does anything.
pub(crate) trait Work: Send + Sync {
    fn run(self: Arc<Self>);

    /// Ends it with an event, but unrun.
    fn abandon(self: Arc<Self>);

    /// Ends it without an event: its start was refused.
    fn refuse(self: Arc<Self>);
}

impl Job {
    /// A job that is no operation: a closure to run where operations run. Dropped unrun, it drops the closure.
    ///
    /// ```
    /// use std::sync::mpsc;
    /// use eap_runtime::{Executor, Job, ThreadPool};
    ///
    /// let pool = ThreadPool::new();
    /// let (sender, receiver) = mpsc::channel();
    /// pool.execute(Job::from_fn(move || sender.send(42).unwrap())).unwrap();
    /// assert_eq!(receiver.recv(), Ok(42));
    /// ```
    pub fn from_fn(work: impl FnOnce() + Send + 'static) -> Self {
        Self::new(Arc::new(Closure(Mutex::new(Some(work)))))
    }

    pub(crate) fn new(operation: Arc<dyn Work>) -> Self {
        Self {
            operation: Some(operation),
        }
    }

    /// Runs the method and sees to its Completed event. Never panics.
    pub fn run(mut self) {
        if let Some(operation) = self.operation.take() {
            operation.run();
        }
    }

    pub(crate) fn refuse(mut self) {
        if let Some(operation) = self.operation.take() {
            operation.refuse();
        }
    }

    /// Tells it from every other job there is.
    pub(crate) fn id(&self) -> Option<*const ()> {
        self.operation
            .as_ref()
            .map(|operation| Arc::as_ptr(operation).cast())
    }
}

struct Closure<F>(Mutex<Option<F>>);

impl<F> Closure<F> {
    fn take(&self) -> Option<F> {
        lock(&self.0).take()
    }
}

impl<F: FnOnce() + Send> Work for Closure<F> {
    fn run(self: Arc<Self>) {
        if let Some(work) = self.take() {
            unwind::contain(work);
        }
    }

    fn abandon(self: Arc<Self>) {
        unwind::contain(|| drop(self.take()));
    }

    fn refuse(self: Arc<Self>) {
        self.abandon();
    }
}

impl Drop for Job {
    fn drop(&mut self) {
        if let Some(operation) = self.operation.take() {
            operation.abandon();
        }
    }
}

impl fmt::Debug for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Job").finish_non_exhaustive()
    }
}

/// The process's own choice. A holder around the `Arc`, for what is swapped must be of one word.
static DEFAULT: ArcSwapOption<Arc<dyn Executor>> = ArcSwapOption::const_empty();

/// Makes `executor` the one for every component without one of its own, from the next operation on.
///
/// ```
/// use eap_runtime::ThreadPool;
/// use eap_runtime::executor;
///
/// executor::set_default(ThreadPool::builder().max_threads(4).build());
/// ```
pub fn set_default(executor: impl Executor + 'static) {
    DEFAULT.store(Some(Arc::new(Arc::new(executor))));
}

/// Hands `job` to the process's executor.
pub(crate) fn execute_by_default(job: Job) -> Result<(), Job> {
    static SHARED: OnceLock<ThreadPool> = OnceLock::new();

    match &*DEFAULT.load() {
        Some(executor) => executor.execute(job),
        None => SHARED.get_or_init(ThreadPool::new).execute(job),
    }
}
