//! What runs the blocking methods.

mod pool;

use std::fmt;
use std::ptr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

pub use self::pool::{ThreadPool, ThreadPoolBuilder};
use crate::unwind;

/// Runs the blocking methods of operations, somewhere other than on the calling thread.
///
/// The default is a shared [`ThreadPool`]. [`set_default`] replaces it for the process,
/// [`Events::with_executor`](crate::Events::with_executor) for one component.
///
/// From the pattern's introduction: "executes in a thread separate from the main application thread".
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
    message = "`{Self}` is not an executor",
    label = "this type does not implement `Executor`",
    note = "on a `ThreadPoolBuilder`, call `.build()`",
    note = "for a closure, write a struct and `impl Executor` for it"
)]
pub trait Executor: Send + Sync {
    /// Takes `job` to run it soon on another thread, and returns at once.
    ///
    /// ```
    /// use eap_runtime::{Executor, Job, ThreadPool};
    ///
    /// /// Refuses everything while the machine is on battery.
    /// struct Careful(ThreadPool);
    ///
    /// fn on_battery() -> bool {
    ///     true
    /// }
    ///
    /// impl Executor for Careful {
    ///     fn execute(&self, job: Job) -> Result<(), Job> {
    ///         if on_battery() { Err(job) } else { self.0.execute(job) }
    ///     }
    /// }
    ///
    /// assert!(Careful(ThreadPool::new()).execute(Job::from_fn(|| ())).is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// The job itself, if the executor cannot take it. The operation has not started then, and `…_async` returns
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
/// Dropping it unrun completes the operation as [`Abandoned`](crate::AsyncError::Abandoned). If the operation has no
/// context, its handlers run inside `drop`, and a handler may start the next operation on the same executor. So an
/// executor must not drop a job while it holds a lock: it takes the jobs out of its queue, releases the lock, and then
/// drops them.
///
/// ```
/// use std::collections::VecDeque;
/// use std::sync::Mutex;
/// use eap_runtime::{Executor, Job};
///
/// /// Keeps operations until somebody runs them: for tests.
/// #[derive(Default)]
/// struct ByHand(Mutex<VecDeque<Job>>);
///
/// impl Executor for ByHand {
///     fn execute(&self, job: Job) -> Result<(), Job> {
///         self.0.lock().unwrap().push_back(job);
///         Ok(())
///     }
/// }
///
/// impl ByHand {
///     fn run_next(&self) {
///         // The lock is released first: the job may start another operation.
///         let job = self.0.lock().unwrap().pop_front();
///         if let Some(job) = job {
///             job.run();
///         }
///     }
/// }
///
/// let by_hand = ByHand::default();
/// by_hand.execute(Job::from_fn(|| println!("now"))).unwrap();
/// by_hand.run_next();
/// ```
#[must_use = "an operation that is dropped unrun completes as abandoned"]
pub struct Job {
    held: Option<Held>,
}

enum Held {
    Owned(Box<dyn Work>),
    Shared(Arc<dyn SharedWork>),
}

/// Work with one owner at a time.
pub(crate) trait Work: Send {
    fn run(self: Box<Self>);
    /// Ends the operation unrun: it completes.
    fn abandon(self: Box<Self>);
    /// Undoes the start: the operation does not complete.
    fn refuse(self: Box<Self>);
}

/// Work that others can reach while it waits. Only the first call has an effect.
pub(crate) trait SharedWork: Send + Sync {
    fn run(self: Arc<Self>);
    fn abandon(self: Arc<Self>);
    fn refuse(self: Arc<Self>);
}

impl Job {
    /// A job that is not an operation: a closure to run where operations run. Dropped unrun, it drops the closure.
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

    /// Runs the method and delivers its outcome. Never panics.
    ///
    /// ```
    /// use eap_runtime::Job;
    ///
    /// let job = Job::from_fn(|| println!("on this thread"));
    /// job.run();
    /// ```
    pub fn run(mut self) {
        self.consume(<dyn Work>::run, <dyn SharedWork>::run);
    }

    /// Undoes the start. Never panics.
    pub(crate) fn refuse(mut self) {
        self.consume(<dyn Work>::refuse, <dyn SharedWork>::refuse);
    }

    fn consume(&mut self, owned: fn(Box<dyn Work>), shared: fn(Arc<dyn SharedWork>)) {
        let held = self.held.take();
        unwind::contain(|| match held {
            Some(Held::Owned(work)) => owned(work),
            Some(Held::Shared(work)) => shared(work),
            None => {}
        });
    }

    /// The identity of this job among all that exist.
    pub(crate) fn id(&self) -> Option<*const ()> {
        self.held.as_ref().map(|held| match held {
            Held::Owned(work) => ptr::from_ref(&**work).cast(),
            Held::Shared(work) => Arc::as_ptr(work).cast(),
        })
    }
}

struct Closure<F>(F);

impl<F: FnOnce() + Send> Work for Closure<F> {
    fn run(self: Box<Self>) {
        self.0();
    }

    fn abandon(self: Box<Self>) {}

    fn refuse(self: Box<Self>) {}
}

impl Drop for Job {
    fn drop(&mut self) {
        self.consume(<dyn Work>::abandon, <dyn SharedWork>::abandon);
    }
}

impl fmt::Debug for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Job").finish_non_exhaustive()
    }
}

/// The executor that [`set_default`] chose.
static DEFAULT: RwLock<Option<Arc<dyn Executor>>> = RwLock::new(None);

/// Whether `DEFAULT` holds one. Most processes never set it, and a load is cheaper than a lock.
static REPLACED: AtomicBool = AtomicBool::new(false);

/// Makes `executor` the default for every component without its own executor, from the next operation on.
///
/// ```
/// use eap_runtime::ThreadPool;
/// use eap_runtime::executor;
///
/// executor::set_default(ThreadPool::builder().max_threads(4).build());
/// ```
pub fn set_default(executor: impl Executor + 'static) {
    let executor: Arc<dyn Executor> = Arc::new(executor);
    let mut default = DEFAULT.write().unwrap_or_else(PoisonError::into_inner);
    let previous = default.replace(executor);
    REPLACED.store(true, Ordering::Release);
    drop(default);
    // Its `Drop` is user code: no lock is held.
    drop(previous);
}

/// Submits `job` to the process's default executor.
pub(crate) fn execute_by_default(job: Job) -> Result<(), Job> {
    static SHARED: OnceLock<ThreadPool> = OnceLock::new();

    if REPLACED.load(Ordering::Acquire) {
        let default = DEFAULT.read().unwrap_or_else(PoisonError::into_inner);
        let executor = default.clone();
        drop(default);
        if let Some(executor) = executor {
            return executor.execute(job);
        }
    }
    SHARED.get_or_init(ThreadPool::new).execute(job)
}

/// The pool that runs the callbacks of serial contexts, so that they do not queue behind blocking methods.
pub(crate) fn handlers() -> &'static ThreadPool {
    static HANDLERS: OnceLock<ThreadPool> = OnceLock::new();

    HANDLERS.get_or_init(|| ThreadPool::builder().thread_name("eap-handler").build())
}
