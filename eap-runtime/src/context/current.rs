//! The context that is current on a thread.

use std::cell::RefCell;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use super::SynchronizationContext;
use crate::unwind;

type Context = Option<Arc<dyn SynchronizationContext>>;

/// The entries of a thread that have not been left, each under the number of its guard. The last is current.
struct Entries {
    list: Vec<(u64, Context)>,
    next: u64,
}

thread_local! {
    static ENTRIES: RefCell<Entries> = const {
        RefCell::new(Entries {
            list: Vec::new(),
            next: 0,
        })
    };
}

/// Returns the context of this thread, if it has one.
///
/// ```
/// use eap_runtime::{EventLoop, context};
///
/// assert!(context::current().is_none());
/// let event_loop = EventLoop::new();
/// let _guard = event_loop.enter();
/// assert!(context::current().is_some());
/// ```
#[must_use]
pub fn current() -> Option<Arc<dyn SynchronizationContext>> {
    // A thread that is ending has none any more.
    ENTRIES
        .try_with(|entries| entries.borrow().list.last()?.1.clone())
        .ok()
        .flatten()
}

/// What [`set_current`] takes: an `Arc` of a type that implements [`SynchronizationContext`], or `None`.
///
/// From the pattern's introduction: "your class will work correctly under any application model".
///
/// ```
/// use std::sync::Arc;
/// use eap_runtime::SynchronizationContext;
/// use eap_runtime::context::{self, Callback};
///
/// struct Here;
///
/// impl SynchronizationContext for Here {
///     fn post(&self, callback: Callback) {
///         callback();
///     }
/// }
///
/// let here = context::set_current(Arc::new(Here));
/// let nowhere = context::set_current(None);
/// assert!(context::current().is_none());
/// drop(nowhere);
/// assert!(context::current().is_some());
/// # drop(here);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be made the current context",
    label = "pass an `Arc` of a type that implements `SynchronizationContext`, or `None`",
    note = "for an `EventLoop`, a `SerialContext` and the like, pass its `context()`, or write `let _current = event_loop.enter();`"
)]
pub trait IntoContext {
    /// Returns the context, if there is one.
    ///
    /// ```
    /// use eap_runtime::context::{self, IntoContext};
    ///
    /// let context = context::from_fn(|callback| callback());
    /// assert!(context.into_context().is_some());
    /// ```
    fn into_context(self) -> Option<Arc<dyn SynchronizationContext>>;
}

#[diagnostic::do_not_recommend]
impl<T: SynchronizationContext + 'static> IntoContext for Arc<T> {
    fn into_context(self) -> Option<Arc<dyn SynchronizationContext>> {
        Some(self)
    }
}

#[diagnostic::do_not_recommend]
impl IntoContext for Arc<dyn SynchronizationContext> {
    fn into_context(self) -> Option<Arc<dyn SynchronizationContext>> {
        Some(self)
    }
}

#[diagnostic::do_not_recommend]
impl IntoContext for Option<Arc<dyn SynchronizationContext>> {
    fn into_context(self) -> Option<Arc<dyn SynchronizationContext>> {
        self
    }
}

/// Makes `context` current on this thread until the guard is dropped. `None` makes no context current.
///
/// ```
/// use eap_runtime::context;
///
/// let context = context::from_fn(|callback| callback());
/// {
///     let _guard = context::set_current(context);
///     assert!(context::current().is_some());
/// }
/// assert!(context::current().is_none());
/// ```
pub fn set_current(context: impl IntoContext) -> CurrentGuard {
    let context = context.into_context();
    let number = ENTRIES.try_with(|entries| {
        let mut entries = entries.borrow_mut();
        let number = entries.next;
        entries.next += 1;
        entries.list.push((number, context));
        number
    });
    CurrentGuard {
        number: number.ok(),
        this_thread: PhantomData,
    }
}

/// Ends what [`set_current`] began.
///
/// Guards may be dropped in any order: the current context is always that of the last guard that is still there.
///
/// From the pattern's introduction: "your class will work correctly under any application model".
///
/// ```
/// use eap_runtime::{EventLoop, context};
///
/// let (first, second) = (EventLoop::new(), EventLoop::new());
/// let in_first = first.enter();
/// let in_second = second.enter();
/// drop(in_first);
/// assert!(context::current().is_some()); // the second one
/// drop(in_second);
/// assert!(context::current().is_none());
/// ```
#[must_use = "bind it, as in `let _current = …`; dropped at once, as by `let _ = …`, it ends at once"]
pub struct CurrentGuard {
    /// `None` on a thread that was ending.
    number: Option<u64>,
    this_thread: PhantomData<*const ()>,
}

impl Drop for CurrentGuard {
    fn drop(&mut self) {
        let left = ENTRIES.try_with(|entries| {
            let list = &mut entries.borrow_mut().list;
            let at = list
                .iter()
                .rposition(|(number, _)| Some(*number) == self.number)?;
            Some(list.remove(at))
        });
        // Outside of the borrow, since the context may be the user's.
        unwind::contain(|| drop(left));
    }
}

impl fmt::Debug for CurrentGuard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CurrentGuard").finish_non_exhaustive()
    }
}
