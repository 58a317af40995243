//! The callbacks of one operation: one at a time and in order, whatever context runs them.
//!
//! Each item that is added posts one callback to the context, and each callback runs the front item, so that a loop gets the
//! items of several operations in the order in which they came. Nobody waits: a callback that finds another thread running an
//! item leaves its own item to that thread. Without a context, the adding thread runs the items.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::ops::{Deref, DerefMut};
use std::ptr;
use std::sync::Arc;

use super::SynchronizationContext;
use crate::executor::{self, Executor as _, Job};
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
    /// With a context, there are as many as callbacks under way and owed. Each has the number of the callback that was posted
    /// for it.
    waiting: VecDeque<(u64, T)>,
    next_number: u64,
    /// The thread that runs an item.
    running: Option<ThreadKey>,
    /// Callbacks that found another thread running an item: that thread runs as many items more.
    owed: usize,
    state: S,
}

impl<T, S> Inner<T, S> {
    /// Adds an item, and returns its number.
    fn add(&mut self, item: T) -> u64 {
        let number = self.next_number;
        self.next_number += 1;
        self.waiting.push_back((number, item));
        number
    }
}

impl<T, S> Sequence<T, S> {
    pub(crate) fn new(state: S) -> Self {
        Self {
            inner: Mutex::new(Inner {
                waiting: VecDeque::new(),
                next_number: 0,
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
    /// Whether no item waits or runs.
    pub(crate) fn is_idle(&self) -> bool {
        self.0.waiting.is_empty() && self.0.running.is_none()
    }

    /// Releases the lock, and has `item` run after all that wait. Returns whether the context took its callback.
    pub(crate) fn push<O>(mut self, owner: &Arc<O>, item: T) -> bool
    where
        O: Sequenced<Item = T, State = S>,
    {
        if let Some(context) = O::context(&self) {
            let context = Arc::clone(context);
            let number = self.0.add(item);
            drop(self);
            let posted = post(owner, number, &*context);
            release(context);
            return posted;
        }
        if self.0.running.is_some() {
            self.0.add(item);
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
        let at = waiting.iter().rposition(|(_, item)| is_replaced(item));
        let Some((number, replaced)) = at.and_then(|at| waiting.remove(at)) else {
            return self.push(owner, item);
        };
        // At the end, so that it does not overtake the items in between.
        waiting.push_back((number, item));
        drop(self);
        unwind::contain(|| drop(replaced));
        true
    }
}

/// Without a context: runs what waits, up to `share` items, and hands the rest to the process's pool for handlers.
///
/// The caller is the running thread.
fn run_waiting<O: Sequenced>(owner: &Arc<O>, mut share: usize) {
    loop {
        let mut inner = lock(&owner.sequence().inner);
        if share == 0 && !inner.waiting.is_empty() {
            drop(inner);
            return hand_over(owner);
        }
        let Some((_, item)) = inner.waiting.pop_front() else {
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
    unwind::contain(|| drop(executor::handlers().execute(job)));
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

/// A call of a context's `post` on this thread, or the run of an item that posted calls do not see beyond.
struct Posting {
    /// The owner of the sequence that posts, only ever compared. Null for the run of an item.
    owner: *const (),
    /// The number of the item.
    number: u64,
    /// The context has dropped the callback unrun.
    refused: bool,
}

#[cfg(not(loom))]
thread_local! {
    /// One inside another: a context may post to another one.
    static POSTINGS: RefCell<Vec<Posting>> = const { RefCell::new(Vec::new()) };
}

#[cfg(loom)]
loom::thread_local! {
    static POSTINGS: RefCell<Vec<Posting>> = RefCell::new(Vec::new());
}

impl Posting {
    fn enter(owner: *const (), number: u64) {
        let posting = Self {
            owner,
            number,
            refused: false,
        };
        // A thread that is ending has none any more.
        let _ = POSTINGS.try_with(|postings| postings.borrow_mut().push(posting));
    }

    /// Leaves the innermost one. Returns whether its callback was dropped unrun.
    fn leave() -> bool {
        let left = POSTINGS.try_with(|postings| postings.borrow_mut().pop());
        left.is_ok_and(|left| left.is_some_and(|left| left.refused))
    }

    /// Returns whether this thread is inside a `post` for this owner, and no item runs inside that.
    fn is_inside<O>(owner: &Arc<O>) -> bool {
        Self::find(owner, |_| true, |_| ())
    }

    /// Calls `f` with the innermost `post` for this owner that `is_it`, if no item runs inside that. Returns whether there is
    /// one.
    fn find<O>(owner: &Arc<O>, is_it: impl Fn(&Self) -> bool, f: impl FnOnce(&mut Self)) -> bool {
        let owner = Arc::as_ptr(owner).cast();
        let found = POSTINGS.try_with(|postings| {
            let mut postings = postings.borrow_mut();
            let inside = postings.iter_mut().rev();
            let mut inside = inside.take_while(|posting| !posting.owner.is_null());
            inside
                .find(|posting| ptr::eq(posting.owner, owner) && is_it(posting))
                .map(f)
                .is_some()
        });
        found.unwrap_or(false)
    }
}

/// Posts a callback for an item that was added. Returns whether the context took it.
fn post<O: Sequenced>(owner: &Arc<O>, number: u64, context: &dyn SynchronizationContext) -> bool {
    let posted = Posted {
        owner: Some(Arc::clone(owner)),
        number,
    };
    Posting::enter(Arc::as_ptr(owner).cast(), number);
    // A context may panic like any user code; the callback is dropped then.
    unwind::contain(|| context.post(Box::new(move || posted.run())));
    !Posting::leave()
}

/// The context's callback for one item.
struct Posted<O: Sequenced> {
    /// Gone once the callback has run.
    owner: Option<Arc<O>>,
    number: u64,
}

impl<O: Sequenced> Posted<O> {
    fn run(mut self) {
        if let Some(owner) = self.owner.take() {
            run_next(&owner);
            release(owner);
        }
    }
}

impl<O: Sequenced> Drop for Posted<O> {
    fn drop(&mut self) {
        let Some(owner) = self.owner.take() else {
            return;
        };
        let number = self.number;
        Posting::find(
            &owner,
            |posting| posting.number == number,
            |posting| posting.refused = true,
        );
        let mut inner = lock(&owner.sequence().inner);
        let item = match inner.waiting.iter().position(|item| item.0 == number) {
            Some(at) => inner.waiting.remove(at),
            // Another callback, of a later item, has run this one. That item runs with the running thread, or not at all.
            None if inner.running.is_some() => {
                inner.owed += 1;
                None
            }
            None => inner.waiting.pop_front(),
        };
        drop(inner);
        if let Some((_, item)) = item {
            unwind::contain(|| owner.discard(item));
        }
        release(owner);
    }
}

/// Drops what may be the last reference to values of the user's.
fn release<T: ?Sized>(shared: Arc<T>) {
    unwind::contain(|| drop(shared));
}

/// With a context: runs the front item, and those that other callbacks leave to this thread meanwhile.
fn run_next<O: Sequenced>(owner: &Arc<O>) {
    local::drop_orphans();
    let here = this_thread();
    let mut inner = lock(&owner.sequence().inner);
    let outer = inner.running;
    // On this very thread, a handler runs a nested loop, which gets the item now. But where `post` itself runs the callback,
    // the item waits for the handler that posted it.
    if outer.is_some_and(|running| running != here || Posting::is_inside(owner)) {
        inner.owed += 1;
        return;
    }
    inner.running = Some(here);
    let mut next = inner.waiting.pop_front();
    drop(inner);
    Posting::enter(ptr::null(), 0);
    loop {
        if let Some((_, item)) = next {
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
    Posting::leave();
}
