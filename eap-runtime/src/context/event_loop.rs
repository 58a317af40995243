//! A context and loop for a plain thread.

use std::collections::VecDeque;
use std::fmt;
use std::marker::PhantomData;
use std::ptr;
use std::sync::{Arc, Weak};
use std::thread::{self, ThreadId};
use std::time::Duration;

use super::{Callback, CurrentGuard, SynchronizationContext, nesting, set_current};
use crate::deadline::Deadline;
use crate::event::AnyThread;
use crate::sync::{Condvar, Mutex, lock};
use crate::{local, unwind};

/// A loop for a thread that has none: a console program's main thread, a test, a frame of another loop.
///
/// It belongs to the thread that makes it. Operations started where its context is current raise their events in
/// [`run`](Self::run), [`run_for`](Self::run_for) or [`poll`](Self::poll), in the order in which they came.
/// When the loop is dropped, what has not run yet is dropped with it, and operations under way end without their handlers.
///
/// From the pattern's introduction: "Console applications".
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
/// let sum = Rc::new(Cell::new(0)); // of this thread only
/// let shown = Rc::clone(&sum);
/// adder.add_completed().subscribe_local(move |_adder, e| shown.set(*e.sum().unwrap_or(&0)));
/// adder.add_async(1, 2)?;
/// event_loop.run();
/// assert_eq!(sum.get(), 3);
/// # Ok::<(), eap_runtime::InvokeError>(())
/// ```
pub struct EventLoop {
    context: Arc<LoopContext>,
    // The callbacks run on the thread that made the loop, so the loop stays there. A reference is neither `Send` nor `Sync`
    // for one reason, of which the compiler tells once.
    this_thread: PhantomData<&'static dyn OtherThreadsPostToItsContext>,
}

/// What the compiler tells those who take a loop to another thread. It is public lest its path be told as well.
pub trait OtherThreadsPostToItsContext {}

struct LoopContext {
    this: Weak<Self>,
    thread: ThreadId,
    state: Mutex<State>,
    changed: Condvar,
    /// Tells a surrounding loop that something waits.
    wake: Option<Box<dyn Fn() + Send + Sync>>,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Callback>,
    /// Operations that have started and not completed.
    outstanding: usize,
    /// The loop is gone: nothing will run any more.
    ended: bool,
}

impl EventLoop {
    /// A loop for this thread. [`enter`](Self::enter) makes it current.
    #[must_use]
    pub fn new() -> Self {
        Self::build(None)
    }

    /// A loop that is [polled](Self::poll) from inside another one: `wake` is called, on any thread, when the first
    /// callback waits, to have the other loop come round (a `request_repaint`, a write to an `eventfd`). It is called, too,
    /// when the last of the operations ends without a callback.
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

    fn build(wake: Option<Box<dyn Fn() + Send + Sync>>) -> Self {
        Self {
            context: Arc::new_cyclic(|this| LoopContext {
                this: this.clone(),
                thread: thread::current().id(),
                state: Mutex::new(State::default()),
                changed: Condvar::new(),
                wake,
            }),
            this_thread: PhantomData,
        }
    }

    /// The loop's context, for other threads to post to, or to start operations whose events are to come here.
    #[must_use]
    pub fn context(&self) -> Arc<dyn SynchronizationContext> {
        Arc::clone(&self.context) as _
    }

    /// Makes the loop's context current on this thread, until the guard is dropped.
    pub fn enter(&self) -> CurrentGuard {
        set_current(self.context())
    }

    /// Has `callback` run in the loop. Other threads post to its [`context`](Self::context).
    pub fn post(&self, callback: impl FnOnce() + Send + 'static) {
        self.context.post(Box::new(callback));
    }

    /// Runs callbacks until all operations that started here have completed and nothing waits.
    ///
    /// The loop's context is current meanwhile. Called from inside a Completed handler, it does not wait for the handler's own
    /// operation, which cannot complete before the handler has returned. Called from inside a progress handler, it runs the
    /// operation's later events, too.
    ///
    /// # Panics
    ///
    /// With the panic of a callback that was [posted](Self::post) by hand. Handlers' panics do not get here.
    pub fn run(&self) {
        self.run_until(Deadline::NEVER);
    }

    /// Runs callbacks as they come, for `duration` at the most; ends before when all operations that started here have
    /// completed and nothing waits. Tells whether that is so.
    ///
    /// # Panics
    ///
    /// As [`run`](Self::run).
    pub fn run_for(&self, duration: Duration) -> bool {
        self.run_until(Deadline::after(duration))
    }

    /// Runs the callbacks that wait now, and returns how many they were. Never blocks.
    ///
    /// # Panics
    ///
    /// As [`run`](Self::run).
    pub fn poll(&self) -> usize {
        let _current = self.enter();
        let _left = Left(&self.context);
        // Those that come meanwhile are for the next time, or a surrounding loop might never get its turn.
        let waiting = lock(&self.context.state).waiting.len();
        let mut ran = 0;
        while ran < waiting {
            let Some(callback) = lock(&self.context.state).waiting.pop_front() else {
                break;
            };
            self.call(callback);
            ran += 1;
        }
        ran
    }

    /// How many operations have started here and not completed.
    #[must_use]
    pub fn outstanding(&self) -> usize {
        lock(&self.context.state).outstanding
    }

    fn run_until(&self, deadline: Deadline) -> bool {
        let _current = self.enter();
        let context = &*self.context;
        let _left = Left(context);
        // A Completed handler's operation cannot complete before the handler has returned.
        let own = nesting::completing_inside(context.address());
        loop {
            let mut state = lock(&context.state);
            let callback = loop {
                let done = state.outstanding <= own && state.waiting.is_empty();
                if done || deadline.is_past() {
                    return done;
                }
                if let Some(callback) = state.waiting.pop_front() {
                    break callback;
                }
                state = deadline.wait(&context.changed, state);
            };
            drop(state);
            self.call(callback);
        }
    }

    fn call(&self, callback: Callback) {
        let _inside = nesting::callback(self.context.address());
        local::drop_orphans();
        callback();
    }
}

/// Wakes a surrounding loop for the callbacks that are left, even by one that panics: they may have come to a list that was
/// not empty, and then nobody was woken for them.
struct Left<'a>(&'a LoopContext);

impl Drop for Left<'_> {
    fn drop(&mut self) {
        if !lock(&self.0.state).waiting.is_empty() {
            // A second panic would be the end of the process.
            unwind::contain(|| self.0.wake());
        }
    }
}

impl LoopContext {
    /// Tells the loop from every other.
    fn address(&self) -> usize {
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
        let mut state = lock(&self.state);
        if state.ended {
            // Outside of the lock, for dropping it tells this context that an operation is over.
            drop(state);
            drop(callback);
            return;
        }
        state.waiting.push_back(callback);
        let first = state.waiting.len() == 1;
        drop(state);
        self.changed.notify_one();
        if first {
            self.wake();
        }
    }

    fn send(&self, callback: Callback) -> bool {
        if thread::current().id() == self.thread {
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
        lock(&self.state).outstanding += 1;
    }

    fn operation_completed(&self) {
        let mut state = lock(&self.state);
        state.outstanding = state.outstanding.saturating_sub(1);
        let last = state.outstanding == 0;
        drop(state);
        self.changed.notify_one();
        // On the loop's own thread, whoever drives the loop is there to see it.
        if last && thread::current().id() != self.thread {
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
            std::mem::take(&mut state.waiting)
        };
        for callback in waiting {
            unwind::contain(|| drop(callback));
        }
    }
}

impl fmt::Debug for EventLoop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = lock(&self.context.state);
        f.debug_struct("EventLoop")
            .field("waiting", &state.waiting.len())
            .field("outstanding", &state.outstanding)
            .finish_non_exhaustive()
    }
}
