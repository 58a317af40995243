//! A context and loop for a plain thread.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::fmt;
use std::marker::PhantomData;
use std::mem;
use std::ptr;
use std::sync::{Arc, Weak};
use std::time::Duration;

use super::nesting::{self, LoopId};
use super::{Callback, CurrentGuard, SynchronizationContext, set_current};
use crate::deadline::Deadline;
use crate::event::AnyThread;
use crate::sync::{AtomicBool, AtomicUsize, Condvar, Mutex, Ordering, ThreadId, current, lock};
use crate::{local, unwind};

/// A loop for a thread that has none: a console program's main thread, a test, a frame of another loop.
///
/// It belongs to the thread that makes it. The events of operations that are started where its context is current are raised in
/// [`run`](Self::run), [`run_for`](Self::run_for) or [`poll`](Self::poll), in the order in which they came.
/// When the loop is dropped, callbacks that still wait are dropped with it, and operations that are still running end without
/// their handlers.
///
/// A plain program needs no more than [`scope`](Self::scope). From the pattern's introduction: "Console applications".
///
/// ```
/// use std::cell::Cell;
/// use std::rc::Rc;
/// use std::sync::Arc;
/// use eap_runtime::{EventLoop, Events, event_async};
///
/// #[derive(Default)]
/// struct Adder {
///     events: Events<Self>,
/// }
///
/// #[event_async]
/// impl Adder {
///     #[event_async(result = sum)]
///     fn add(&self, a: u32, b: u32) -> u32 {
///         a + b
///     }
/// }
///
/// let event_loop = EventLoop::new();
/// let _current = event_loop.enter();
///
/// let adder = Arc::new(Adder::default());
/// let sum = Rc::new(Cell::new(0)); // stays on this thread
/// let shown = Rc::clone(&sum);
/// adder.add_completed().subscribe_local(move |_adder, e| shown.set(*e.sum().unwrap_or(&0)));
/// adder.add_async(1, 2)?;
/// event_loop.run();
/// assert_eq!(sum.get(), 3);
/// # Ok::<(), eap_runtime::InvokeError>(())
/// ```
pub struct EventLoop {
    context: Arc<LoopContext>,
    /// The oldest callbacks. They are taken out of the shared state together, so that its lock is seldom needed.
    ready: RefCell<VecDeque<Callback>>,
    resumes_panics: bool,
    // The callbacks run on the thread that made the loop, so the loop stays there. A reference to a trait object is neither
    // `Send` nor `Sync` for a single reason, which the compiler reports once.
    this_thread: PhantomData<&'static dyn OtherThreadsPostToItsContext>,
}

/// A name for the compiler's message when a loop is moved to another thread.
pub trait OtherThreadsPostToItsContext {}

struct LoopContext {
    this: Weak<Self>,
    thread: ThreadId,
    /// Operations that have started and not completed.
    outstanding: AtomicUsize,
    /// Somebody entered the loop, took its context or posted to it.
    used: AtomicBool,
    /// The loop waits to be notified, or is about to. Otherwise it looks at what changes by itself.
    sleeping: AtomicBool,
    state: Mutex<State>,
    changed: Condvar,
    /// Tells a surrounding loop that something waits.
    wake: Option<Box<dyn Fn() + Send + Sync>>,
}

#[derive(Default)]
struct State {
    /// The newest callbacks, the oldest of them first.
    waiting: VecDeque<Callback>,
    /// The loop is gone, and runs no callback any more.
    ended: bool,
}

impl EventLoop {
    /// Makes a loop for this thread. [`enter`](Self::enter) makes it current.
    #[must_use]
    pub fn new() -> Self {
        Self::build(None)
    }

    /// Makes a loop that is [polled](Self::poll) from inside another one.
    ///
    /// `wake` is called, on any thread, when the first callback waits, to make the other loop turn: a `request_repaint`, a write
    /// to an `eventfd`. It is also called when the last of the operations ends without a callback.
    ///
    /// ```
    /// use std::sync::mpsc;
    /// use eap_runtime::EventLoop;
    ///
    /// let (sender, surrounding_loop) = mpsc::channel();
    /// let event_loop = EventLoop::with_wake(move || sender.send(()).unwrap());
    /// event_loop.post(|| println!("in the loop"));
    /// surrounding_loop.recv()?;
    /// assert_eq!(event_loop.poll(), 1);
    /// # Ok::<(), mpsc::RecvError>(())
    /// ```
    #[must_use]
    pub fn with_wake(wake: impl Fn() + AnyThread + 'static) -> Self {
        Self::build(Some(Box::new(wake)))
    }

    /// Makes a loop, enters it, calls `start` with it, and runs the loop until every operation that was started there is done.
    /// Returns what `start` returned.
    ///
    /// The loop also runs if `start` returns an error, for the operations that it had started by then.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use eap_runtime::{EventLoop, Events, InvokeError, event_async};
    ///
    /// #[derive(Default)]
    /// struct Greeter {
    ///     events: Events<Self>,
    /// }
    ///
    /// #[event_async]
    /// impl Greeter {
    ///     #[event_async(result = greeting)]
    ///     fn greet(&self, name: &str) -> String {
    ///         format!("hello, {name}")
    ///     }
    /// }
    ///
    /// fn main() -> Result<(), InvokeError> {
    ///     EventLoop::scope(|_event_loop| {
    ///         let greeter = Arc::new(Greeter::default());
    ///         greeter.greet_completed().subscribe(|_greeter, e| println!("{:?}", e.greeting()));
    ///         greeter.greet_async("world")
    ///     })
    /// }
    /// ```
    ///
    /// # Panics
    ///
    /// As `start` does, and as [`run`](Self::run).
    pub fn scope<R>(start: impl FnOnce(&Self) -> R) -> R {
        let event_loop = Self::new();
        let current = event_loop.enter();
        let result = start(&event_loop);
        drop(current);
        event_loop.run();
        result
    }

    /// Makes [`run`](Self::run), [`run_for`](Self::run_for) and [`poll`](Self::poll) resume the first panic of a handler, when
    /// the other handlers of its event have run. Without it, such a panic is reported by the panic hook and ends there.
    ///
    /// For tests: an `assert!` in a handler then fails the test.
    ///
    /// ```should_panic
    /// use std::sync::Arc;
    /// use eap_runtime::{BackgroundWorker, EventLoop};
    ///
    /// let event_loop = EventLoop::new().resume_handler_panics();
    /// let _current = event_loop.enter();
    /// let worker = Arc::new(BackgroundWorker::<(), u32>::do_work(|_worker, _e| 6 * 7));
    /// worker.run_worker_completed().subscribe(|_worker, e| assert_eq!(e.result().ok(), Some(&43)));
    /// worker.run_worker_async(())?;
    /// event_loop.run(); // panics
    /// # Ok::<(), eap_runtime::InvokeError>(())
    /// ```
    #[must_use]
    pub fn resume_handler_panics(mut self) -> Self {
        self.resumes_panics = true;
        self
    }

    fn build(wake: Option<Box<dyn Fn() + Send + Sync>>) -> Self {
        Self {
            context: Arc::new_cyclic(|this| LoopContext {
                this: this.clone(),
                thread: current().id(),
                outstanding: AtomicUsize::new(0),
                used: AtomicBool::new(false),
                sleeping: AtomicBool::new(false),
                state: Mutex::new(State::default()),
                changed: Condvar::new(),
                wake,
            }),
            ready: RefCell::default(),
            resumes_panics: false,
            this_thread: PhantomData,
        }
    }

    /// Returns the loop's context: for other threads, to post callbacks or to start operations whose events come here.
    ///
    /// ```
    /// use eap_runtime::EventLoop;
    ///
    /// let event_loop = EventLoop::new();
    /// let context = event_loop.context();
    /// let other_thread = std::thread::spawn(move || context.post(Box::new(|| println!("in the loop"))));
    /// other_thread.join().unwrap();
    /// assert_eq!(event_loop.poll(), 1);
    /// ```
    #[must_use]
    pub fn context(&self) -> Arc<dyn SynchronizationContext> {
        self.context.used.store(true, Ordering::Relaxed);
        Arc::clone(&self.context) as _
    }

    /// Makes the loop's context current on this thread until the guard is dropped.
    ///
    /// ```
    /// use eap_runtime::{EventLoop, context};
    ///
    /// let event_loop = EventLoop::new();
    /// let current = event_loop.enter();
    /// assert!(context::current().is_some());
    /// drop(current);
    /// assert!(context::current().is_none());
    /// ```
    pub fn enter(&self) -> CurrentGuard {
        set_current(self.context())
    }

    /// Has `callback` run in the loop. Other threads post to its [`context`](Self::context).
    ///
    /// ```
    /// use eap_runtime::EventLoop;
    ///
    /// let event_loop = EventLoop::new();
    /// event_loop.post(|| println!("in the loop"));
    /// event_loop.run();
    /// ```
    pub fn post(&self, callback: impl FnOnce() + Send + 'static) {
        self.context.post(Box::new(callback));
    }

    /// Runs callbacks until all operations that were started here have completed and no callback waits.
    ///
    /// The loop's context is current meanwhile. Called from inside a Completed handler, it does not wait for the handler's own
    /// operation, which cannot complete before the handler has returned. Called from inside a progress handler, it runs the
    /// operation's later events, too.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use eap_runtime::{BackgroundWorker, EventLoop};
    ///
    /// let event_loop = EventLoop::new();
    /// let _current = event_loop.enter();
    /// let worker = Arc::new(BackgroundWorker::<(), u32>::do_work(|_worker, _e| 6 * 7));
    /// worker.run_worker_completed().subscribe(|_worker, e| println!("{:?}", e.result()));
    /// worker.run_worker_async(())?;
    /// event_loop.run(); // prints Ok(42)
    /// # Ok::<(), eap_runtime::InvokeError>(())
    /// ```
    ///
    /// # Panics
    ///
    /// With the panic of a callback that was [posted](Self::post) by hand. Panics of handlers do not get here, unless the loop
    /// [resumes](Self::resume_handler_panics) them.
    ///
    /// In debug builds, if nobody ever entered the loop, posted to it or took its [`context`](Self::context): no operation can
    /// have been started here then.
    #[track_caller]
    pub fn run(&self) {
        debug_assert!(
            self.context.used.load(Ordering::Relaxed),
            "`EventLoop::run` on a loop that was never entered: no operation was started in it. Write \
             `let _current = event_loop.enter();` before the operations start, or use `EventLoop::scope`"
        );
        self.run_until(Deadline::NEVER);
    }

    /// Runs callbacks as they come, but not longer than `duration`. Returns as soon as all operations that were started here have
    /// completed and no callback waits, and whether that is so.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use std::time::Duration;
    /// use eap_runtime::{BackgroundWorker, EventLoop};
    ///
    /// let event_loop = EventLoop::new();
    /// let _current = event_loop.enter();
    /// let worker = Arc::new(BackgroundWorker::<(), u32>::do_work(|_worker, _e| 6 * 7));
    /// worker.run_worker_completed().subscribe(|_worker, e| println!("{:?}", e.result()));
    /// worker.run_worker_async(())?;
    /// assert!(event_loop.run_for(Duration::from_secs(60)));
    /// # Ok::<(), eap_runtime::InvokeError>(())
    /// ```
    ///
    /// # Panics
    ///
    /// With the panic of a callback, as [`run`](Self::run).
    #[allow(clippy::must_use_candidate, reason = "it is called for what it runs")]
    pub fn run_for(&self, duration: Duration) -> bool {
        self.run_until(Deadline::after(duration))
    }

    /// Runs the callbacks that wait now, and returns how many there were. Never blocks.
    ///
    /// ```
    /// use eap_runtime::EventLoop;
    ///
    /// let event_loop = EventLoop::new();
    /// event_loop.post(|| println!("one"));
    /// event_loop.post(|| println!("two"));
    /// assert_eq!(event_loop.poll(), 2);
    /// assert_eq!(event_loop.poll(), 0);
    /// ```
    ///
    /// # Panics
    ///
    /// With the panic of a callback, as [`run`](Self::run).
    #[allow(clippy::must_use_candidate, reason = "it is called for what it runs")]
    pub fn poll(&self) -> usize {
        let _current = self.enter();
        let _left = Left(self);
        local::drop_orphans();
        // Callbacks that come meanwhile wait until the next time, so that a surrounding loop gets its turn.
        let waiting = self.waiting(&lock(&self.context.state));
        let mut ran = 0;
        while ran < waiting {
            let mut ready = self.ready.borrow_mut();
            if ready.is_empty() {
                mem::swap(&mut *ready, &mut lock(&self.context.state).waiting);
            }
            let Some(callback) = ready.pop_front() else {
                break;
            };
            drop(ready);
            self.call(callback);
            ran += 1;
        }
        ran
    }

    /// Returns how many operations have started here and not completed.
    #[must_use]
    pub fn outstanding(&self) -> usize {
        self.context.outstanding.load(Ordering::SeqCst)
    }

    /// How many callbacks wait.
    fn waiting(&self, state: &State) -> usize {
        self.ready.borrow().len() + state.waiting.len()
    }

    fn run_until(&self, deadline: Deadline) -> bool {
        let _current = self.enter();
        let _left = Left(self);
        // A Completed handler's operation cannot complete before the handler has returned.
        let own = nesting::completing_in(self.context.id());
        loop {
            local::drop_orphans();
            match self.next(deadline, own) {
                Ok(callback) => self.call(callback),
                Err(done) => return done,
            }
        }
    }

    /// Waits for a callback. Fails when there are none and no more than `own` operations are outstanding, with `true`, or
    /// when the time is up.
    fn next(&self, deadline: Deadline, own: usize) -> Result<Callback, bool> {
        if !deadline.is_past() {
            if let Some(callback) = self.ready.borrow_mut().pop_front() {
                return Ok(callback);
            }
        }
        let context = &*self.context;
        let mut state = lock(&context.state);
        let next = loop {
            let done = self.outstanding() <= own && self.waiting(&state) == 0;
            if done || deadline.is_past() {
                break Err(done);
            }
            let mut ready = self.ready.borrow_mut();
            if ready.is_empty() {
                mem::swap(&mut *ready, &mut state.waiting);
            }
            if let Some(callback) = ready.pop_front() {
                break Ok(callback);
            }
            drop(ready);
            context.sleeping.store(true, Ordering::Relaxed);
            state = deadline.wait(&context.changed, state);
        };
        context.sleeping.store(false, Ordering::Relaxed);
        next
    }

    fn call(&self, callback: Callback) {
        if self.resumes_panics {
            unwind::resume_first(callback);
        } else {
            callback();
        }
    }
}

/// Wakes a surrounding loop for the callbacks that are left, even when one panics. They may have been added to a queue that was
/// not empty, and then nobody was woken for them.
struct Left<'a>(&'a EventLoop);

impl Drop for Left<'_> {
    fn drop(&mut self) {
        let context = &self.0.context;
        let waiting = self.0.waiting(&lock(&context.state));
        if waiting > 0 {
            // A second panic would abort the process.
            unwind::contain(|| context.wake());
        }
    }
}

impl LoopContext {
    fn id(&self) -> LoopId {
        ptr::from_ref(self).addr()
    }

    fn wake(&self) {
        if let Some(wake) = &self.wake {
            wake();
        }
    }
}

impl SynchronizationContext for LoopContext {
    fn post(&self, callback: Callback) {
        self.used.store(true, Ordering::Relaxed);
        let mut state = lock(&self.state);
        if state.ended {
            // Without the lock, since the drop calls this context's `operation_completed`.
            drop(state);
            drop(callback);
            return;
        }
        state.waiting.push_back(callback);
        let first = state.waiting.len() == 1;
        // To notify nobody is a system call, too.
        let sleeping = self.sleeping.load(Ordering::Relaxed);
        drop(state);
        if sleeping {
            self.changed.notify_one();
        }
        if first {
            self.wake();
        }
    }

    fn send(&self, callback: Callback) -> bool {
        if current().id() == self.thread {
            // A loop that has ended drops the callback here as anywhere.
            let runs = !lock(&self.state).ended;
            if runs {
                super::run_here(&self.this, callback);
            }
            return runs;
        }
        super::post_and_wait(self, callback)
    }

    fn operation_started(&self) {
        self.used.store(true, Ordering::Relaxed);
        self.outstanding.fetch_add(1, Ordering::AcqRel);
        nesting::count(self.id());
    }

    fn operation_completed(&self) {
        let one_less = |outstanding: usize| outstanding.checked_sub(1);
        // Under the lock, as the loop looks at the count and goes to sleep under it.
        let state = lock(&self.state);
        let before = self
            .outstanding
            .fetch_update(Ordering::AcqRel, Ordering::Acquire, one_less);
        let sleeping = self.sleeping.load(Ordering::Relaxed);
        drop(state);
        let last = before.is_ok_and(|before| before == 1);
        if sleeping {
            self.changed.notify_one();
        }
        // On the loop's own thread, the surrounding loop is just turning.
        if last && current().id() != self.thread {
            self.wake();
        }
    }
}

impl Default for EventLoop {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for EventLoop {
    fn drop(&mut self) {
        let waiting = {
            let mut state = lock(&self.context.state);
            state.ended = true;
            mem::take(&mut state.waiting)
        };
        for callback in self.ready.take().into_iter().chain(waiting) {
            unwind::contain(|| drop(callback));
        }
    }
}

impl fmt::Debug for EventLoop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = lock(&self.context.state);
        f.debug_struct("EventLoop")
            .field("waiting", &self.waiting(&state))
            .field("outstanding", &self.outstanding())
            .finish_non_exhaustive()
    }
}
