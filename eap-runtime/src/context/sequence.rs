//! The callbacks of one operation: one at a time and in order, whatever context runs them.
//!
//! Each item that is added posts one callback to the context, and each callback runs the front item, so that a loop gets the
//! items of several operations in the order in which they came. Nobody waits: a callback that finds another thread running an
//! item leaves its own item to that thread. Without a context, the adding thread runs the items.

use std::cell::Cell;
use std::collections::VecDeque;
use std::ops::{Deref, DerefMut};
use std::ptr;
use std::sync::Arc;

use super::SynchronizationContext;
use crate::executor::{self, Job};
use crate::sync::{Mutex, MutexGuard, ThreadKey, lock, this_thread};
use crate::{local, unwind};

/// How many items a thread runs for others when there is no context.
const SHARE: usize = 8;

/// What has a [`Sequence`], and runs its items.
pub(crate) trait Sequenced: Send + Sync + 'static {
    type Item: Send + 'static;

    /// What the owner keeps under the lock of its sequence.
    type State: Send + 'static;

    fn sequence(&self) -> &Sequence<Self::Item, Self::State>;

    /// Where the items run. It must not change while items can still be added.
    fn context(state: &Self::State) -> Option<&Arc<dyn SynchronizationContext>>;

    /// Runs an item, with no lock held. A panic is contained.
    fn run(self: &Arc<Self>, item: Self::Item);

    /// Drops an item whose callback the context dropped unrun, with no lock held. A panic is contained.
    fn discard(self: &Arc<Self>, item: Self::Item) {
        drop(item);
    }
}

/// A queue of items, with its owner's state behind the same lock.
pub(crate) struct Sequence<T, S = ()> {
    inner: Mutex<Inner<T, S>>,
}

struct Inner<T, S> {
    /// With a context, there are as many as callbacks under way and owed.
    waiting: VecDeque<T>,
    /// The thread that runs an item.
    running: Option<ThreadKey>,
    /// Callbacks that found another thread running an item: that thread runs as many items more.
    owed: usize,
    state: S,
}

impl<T, S> Sequence<T, S> {
    pub(crate) fn new(state: S) -> Self {
        Self {
            inner: Mutex::new(Inner {
                waiting: VecDeque::new(),
                running: None,
                owed: 0,
                state,
            }),
        }
    }

    /// Locks the owner's state. User code must not run until the lock is released or consumed.
    pub(crate) fn lock(&self) -> Locked<'_, T, S> {
        Locked(lock(&self.inner))
    }

    /// Whether this thread is running an item.
    pub(crate) fn is_running_here(&self) -> bool {
        lock(&self.inner).running == Some(this_thread())
    }
}

/// A locked [`Sequence`]. It dereferences to the owner's state.
pub(crate) struct Locked<'a, T, S>(MutexGuard<'a, Inner<T, S>>);

impl<T, S> Deref for Locked<'_, T, S> {
    type Target = S;

    fn deref(&self) -> &S {
        &self.0.state
    }
}

impl<T, S> DerefMut for Locked<'_, T, S> {
    fn deref_mut(&mut self) -> &mut S {
        &mut self.0.state
    }
}

impl<T, S> Locked<'_, T, S> {
    /// Releases the lock, and has `item` run after all that wait. Returns whether the context took its callback.
    pub(crate) fn push<O>(mut self, owner: &Arc<O>, item: T) -> bool
    where
        O: Sequenced<Item = T, State = S>,
    {
        if let Some(context) = O::context(&self) {
            let context = Arc::clone(context);
            self.0.waiting.push_back(item);
            drop(self);
            return post(owner, &*context);
        }
        if self.0.running.is_some() {
            self.0.waiting.push_back(item);
        } else {
            self.0.running = Some(this_thread());
            drop(self);
            unwind::contain(|| owner.run(item));
            run_waiting(owner, SHARE);
        }
        true
    }

    /// As [`push`](Self::push), in place of the last waiting item that `is_replaced`, if there is one: its callback then
    /// serves for `item`.
    pub(crate) fn replace_last<O>(
        mut self,
        owner: &Arc<O>,
        is_replaced: impl Fn(&T) -> bool,
        item: T,
    ) -> bool
    where
        O: Sequenced<Item = T, State = S>,
    {
        let waiting = &mut self.0.waiting;
        let at = waiting.iter().rposition(is_replaced);
        let Some(replaced) = at.and_then(|at| waiting.remove(at)) else {
            return self.push(owner, item);
        };
        // At the end, so that it does not overtake the items in between.
        waiting.push_back(item);
        drop(self);
        unwind::contain(|| drop(replaced));
        true
    }
}

/// Without a context: runs what waits, up to `share` items, and hands the rest to the process's executor.
///
/// The caller is the running thread.
fn run_waiting<O: Sequenced>(owner: &Arc<O>, mut share: usize) {
    loop {
        let mut inner = lock(&owner.sequence().inner);
        if share == 0 && !inner.waiting.is_empty() {
            drop(inner);
            return hand_over(owner);
        }
        let Some(item) = inner.waiting.pop_front() else {
            inner.running = None;
            return;
        };
        drop(inner);
        share -= 1;
        unwind::contain(|| owner.run(item));
    }
}

fn hand_over<O: Sequenced>(owner: &Arc<O>) {
    let rest = Rest(Some(Arc::clone(owner)));
    let job = Job::from_fn(move || rest.run());
    // A refused job is dropped, and runs the rest here.
    unwind::contain(|| drop(executor::execute_by_default(job)));
}

/// What waits, on its way to another thread.
struct Rest<O: Sequenced>(Option<Arc<O>>);

impl<O: Sequenced> Rest<O> {
    fn run(mut self) {
        if let Some(owner) = self.0.take() {
            let waiting = lock(&owner.sequence().inner).waiting.len();
            run_waiting(&owner, waiting + SHARE);
            release(owner);
        }
    }
}

impl<O: Sequenced> Drop for Rest<O> {
    fn drop(&mut self) {
        if let Some(owner) = self.0.take() {
            run_waiting(&owner, usize::MAX);
            release(owner);
        }
    }
}

/// A call of a context's `post` on this thread.
#[derive(Clone, Copy)]
struct Posting {
    /// The owner of the sequence that posts. Only ever compared.
    owner: *const (),
    /// The context has dropped the callback unrun.
    refused: bool,
}

impl Posting {
    const NONE: Self = Self {
        owner: ptr::null(),
        refused: false,
    };
}

#[cfg(not(loom))]
thread_local! {
    /// The innermost call of `post`, unless an item runs inside it.
    static POSTING: Cell<Posting> = const { Cell::new(Posting::NONE) };
}

#[cfg(loom)]
loom::thread_local! {
    static POSTING: Cell<Posting> = Cell::new(Posting::NONE);
}

fn is_posting<O>(owner: &Arc<O>) -> bool {
    POSTING.with(|posting| ptr::eq(posting.get().owner, Arc::as_ptr(owner).cast()))
}

/// Posts a callback for an item that was added. Returns whether the context took it.
fn post<O: Sequenced>(owner: &Arc<O>, context: &dyn SynchronizationContext) -> bool {
    let posted = Posted(Some(Arc::clone(owner)));
    let posting = Posting {
        owner: Arc::as_ptr(owner).cast(),
        refused: false,
    };
    let outer = POSTING.with(|innermost| innermost.replace(posting));
    // A context may panic like any user code; the callback is dropped then.
    unwind::contain(|| context.post(Box::new(move || posted.run())));
    let posting = POSTING.with(|innermost| innermost.replace(outer));
    !posting.refused
}

/// The context's callback for one item.
struct Posted<O: Sequenced>(Option<Arc<O>>);

impl<O: Sequenced> Posted<O> {
    fn run(mut self) {
        if let Some(owner) = self.0.take() {
            run_next(&owner);
            release(owner);
        }
    }
}

impl<O: Sequenced> Drop for Posted<O> {
    fn drop(&mut self) {
        let Some(owner) = self.0.take() else {
            return;
        };
        if is_posting(&owner) {
            POSTING.with(|posting| {
                posting.set(Posting {
                    refused: true,
                    ..posting.get()
                });
            });
        }
        let mut inner = lock(&owner.sequence().inner);
        // The owed items are in front: their callbacks have run.
        let owed = inner.owed;
        let item = inner.waiting.remove(owed);
        drop(inner);
        if let Some(item) = item {
            unwind::contain(|| owner.discard(item));
        }
        release(owner);
    }
}

/// Drops what may be the last reference to an owner, which holds values of the user's.
fn release<O>(owner: Arc<O>) {
    unwind::contain(|| drop(owner));
}

/// With a context: runs the front item, and those that other callbacks leave to this thread meanwhile.
fn run_next<O: Sequenced>(owner: &Arc<O>) {
    local::drop_orphans();
    let here = this_thread();
    let mut inner = lock(&owner.sequence().inner);
    let outer = inner.running;
    // On this very thread, a handler runs a nested loop, which gets the item now. But where `post` itself runs the callback,
    // the item waits for the handler that posted it.
    if outer.is_some_and(|running| running != here || is_posting(owner)) {
        inner.owed += 1;
        return;
    }
    inner.running = Some(here);
    let mut next = inner.waiting.pop_front();
    drop(inner);
    let posting = POSTING.with(|posting| posting.replace(Posting::NONE));
    loop {
        if let Some(item) = next {
            unwind::contain(|| owner.run(item));
        }
        let mut inner = lock(&owner.sequence().inner);
        if inner.owed == 0 {
            inner.running = outer;
            break;
        }
        inner.owed -= 1;
        next = inner.waiting.pop_front();
    }
    POSTING.with(|innermost| innermost.set(posting));
}
