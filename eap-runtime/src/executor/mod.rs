//! What runs the blocking methods.

mod pool;
mod queue;

use std::fmt;
use std::ptr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use arc_swap::ArcSwapOption;

pub use self::pool::{ThreadPool, ThreadPoolBuilder};
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
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no executor",
    label = "this type does not implement `Executor`",
    note = "on a `ThreadPoolBuilder`, call `.build()`",
    note = "a closure cannot be one: write a struct, and `impl Executor` for it"
)]
pub trait Executor: Send + Sync {
    /// Has `job` run soon, on another thread, and returns at once.
    ///
    /// # Errors
    ///
    /// The job itself, when it can't be taken: nothing is started then, and `…_async` tells its caller so with
    /// [`InvokeError::Rejected`](crate::InvokeError::Rejected).
    fn execute(&self, job: Job) -> Result<(), Job>;
}

#[diagnostic::do_not_recommend]
impl<T: Executor + ?Sized> Executor for Arc<T> {
    fn execute(&self, job: Job) -> Result<(), Job> {
        T::execute(self, job)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Executor + ?Sized> Executor for Box<T> {
    fn execute(&self, job: Job) -> Result<(), Job> {
        T::execute(self, job)
    }
}

impl fmt::Debug for dyn Executor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Executor").finish_non_exhaustive()
    }
}

/// An operation on its way to a worker.
///
/// Dropping it unrun completes the operation as [`Abandoned`](crate::AsyncError::Abandoned), where it is dropped or in
/// the operation's context.
#[must_use = "an operation that is dropped unrun completes as abandoned"]
pub struct Job {
    held: Option<Held>,
}

enum Held {
    Owned(Box<dyn Work>),
    Shared(Arc<dyn SharedWork>),
}

/// What becomes of a job.
#[derive(Clone, Copy)]
pub(crate) enum Fate {
    Run,
    /// It ends with an event, but unrun.
    Abandoned,
    /// It ends without an event: its start was refused.
    Refused,
}

/// Something to run, whoever holds it.
pub(crate) trait Work: Send {
    fn meet(self: Box<Self>, fate: Fate);
}

/// Something to run that others look at meanwhile. Only the first call does anything.
pub(crate) trait SharedWork: Send + Sync {
    fn meet(self: Arc<Self>, fate: Fate);
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
        Self::owned(Box::new(Closure(work)))
    }

    pub(crate) fn owned(work: Box<dyn Work>) -> Self {
        Self {
            held: Some(Held::Owned(work)),
        }
    }

    pub(crate) fn shared(work: Arc<dyn SharedWork>) -> Self {
        Self {
            held: Some(Held::Shared(work)),
        }
    }

    /// Runs the method and sees to its Completed event. Never panics.
    pub fn run(mut self) {
        self.meet(Fate::Run);
    }

    pub(crate) fn refuse(mut self) {
        self.meet(Fate::Refused);
    }

    fn meet(&mut self, fate: Fate) {
        let held = self.held.take();
        unwind::contain(|| match held {
            Some(Held::Owned(work)) => work.meet(fate),
            Some(Held::Shared(work)) => work.meet(fate),
            None => {}
        });
    }

    /// Tells an operation from every other there is.
    pub(crate) fn id(&self) -> Option<*const ()> {
        self.held.as_ref().map(|held| match held {
            Held::Owned(work) => ptr::from_ref(&**work).cast(),
            Held::Shared(work) => Arc::as_ptr(work).cast(),
        })
    }
}

struct Closure<F>(F);

impl<F: FnOnce() + Send> Work for Closure<F> {
    fn meet(self: Box<Self>, fate: Fate) {
        if let Fate::Run = fate {
            self.0();
        }
    }
}

impl Drop for Job {
    fn drop(&mut self) {
        self.meet(Fate::Abandoned);
    }
}

impl fmt::Debug for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Job").finish_non_exhaustive()
    }
}

/// The process's own choice. A holder around the `Arc`, for what is swapped must be of one word.
static DEFAULT: ArcSwapOption<Arc<dyn Executor>> = ArcSwapOption::const_empty();

/// Whether there is one. Most processes have none, and to know it costs less than to load it.
static REPLACED: AtomicBool = AtomicBool::new(false);

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
    REPLACED.store(true, Ordering::Release);
}

/// Hands `job` to the process's executor.
pub(crate) fn execute_by_default(job: Job) -> Result<(), Job> {
    static SHARED: OnceLock<ThreadPool> = OnceLock::new();

    if REPLACED.load(Ordering::Acquire) {
        if let Some(executor) = &*DEFAULT.load() {
            return executor.execute(job);
        }
    }
    SHARED.get_or_init(ThreadPool::new).execute(job)
}
