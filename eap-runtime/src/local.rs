//! Values that stay on the thread that made them, behind handles that any thread may hold.

use std::any::Any;
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::marker::PhantomData;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;

use crate::sync::{Mutex, lock};
use crate::unwind;

thread_local! {
    static VALUES: RefCell<HashMap<u64, Rc<dyn Any>>> = RefCell::default();
    static HOME: OnceCell<Arc<Home>> = const { OnceCell::new() };
}

/// A thread that keeps values.
struct Home {
    thread: thread::Thread,
    /// Values whose handles were dropped on other threads, which cannot reach them.
    orphans: Mutex<Vec<u64>>,
    has_orphans: AtomicBool,
}

/// A handle to a value that stays on its thread. The value is dropped there: with the handle, or at the next
/// [`drop_orphans`] if another thread drops the handle.
pub(crate) struct Local<T> {
    id: u64,
    home: Option<Arc<Home>>,
    value: PhantomData<fn(T)>,
}

impl<T: 'static> Local<T> {
    /// Keeps `value` on this thread.
    pub(crate) fn new(value: T) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);

        drop_orphans();
        let id = NEXT.fetch_add(1, Ordering::Relaxed);
        let value: Rc<dyn Any> = Rc::new(value);
        // A thread that is ending keeps nothing any more, and the value is dropped here.
        let _ = VALUES.try_with(|values| values.borrow_mut().insert(id, value));
        Self {
            id,
            home: this_home(),
            value: PhantomData,
        }
    }

    /// Calls `f` with the value. `None` on another thread.
    pub(crate) fn with<R>(&self, f: impl FnOnce(&T) -> R) -> Option<R> {
        if !self.is_here() {
            return None;
        }
        let found = VALUES.try_with(|values| values.borrow().get(&self.id).cloned());
        // Outside of the borrow, since `f` may keep or drop other values, or this one.
        let value = found.ok()??.downcast::<T>().ok()?;
        Some(f(&value))
    }

    /// Takes the value out. `None` on another thread, when it has been taken, and inside of [`with`](Self::with).
    pub(crate) fn take(&self) -> Option<T> {
        if !self.is_here() {
            return None;
        }
        let value = remove(self.id)?.downcast::<T>().ok()?;
        Rc::into_inner(value)
    }
}

impl<T> Local<T> {
    /// The name of the value's thread.
    pub(crate) fn home_name(&self) -> &str {
        let thread = self.home.as_ref().map(|home| &home.thread);
        thread.and_then(thread::Thread::name).unwrap_or("<unnamed>")
    }

    fn is_here(&self) -> bool {
        let Some(home) = &self.home else {
            return false;
        };
        HOME.try_with(|here| here.get().is_some_and(|here| Arc::ptr_eq(here, home)))
            .unwrap_or(false)
    }
}

impl<T> Drop for Local<T> {
    fn drop(&mut self) {
        if self.is_here() {
            // What the value owns is the user's.
            let value = remove(self.id);
            unwind::contain(|| drop(value));
        } else if let Some(home) = &self.home {
            lock(&home.orphans).push(self.id);
            home.has_orphans.store(true, Ordering::Release);
        }
    }
}

fn this_home() -> Option<Arc<Home>> {
    let home = HOME.try_with(|home| {
        Arc::clone(home.get_or_init(|| {
            Arc::new(Home {
                thread: thread::current(),
                orphans: Mutex::new(Vec::new()),
                has_orphans: AtomicBool::new(false),
            })
        }))
    });
    home.ok()
}

fn remove(id: u64) -> Option<Rc<dyn Any>> {
    let removed = VALUES.try_with(|values| values.borrow_mut().remove(&id));
    removed.ok().flatten()
}

/// Drops the values of this thread whose handles were dropped on other threads.
///
/// A thread calls it when a loop turns, when a callback runs, when another value is kept.
pub(crate) fn drop_orphans() {
    let orphans = HOME.try_with(|home| {
        let home = home.get()?;
        // A flag that is set just now is seen the next time.
        let has_orphans = &home.has_orphans;
        let has_some = has_orphans.load(Ordering::Relaxed);
        (has_some && has_orphans.swap(false, Ordering::Acquire))
            .then(|| std::mem::take(&mut *lock(&home.orphans)))
    });
    for id in orphans.ok().flatten().unwrap_or_default() {
        let value = remove(id);
        unwind::contain(|| drop(value));
    }
}
