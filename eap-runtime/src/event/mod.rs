//! Events: lists of handlers that only their component raises.

mod local;
mod source;
mod subscription;

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use arc_swap::ArcSwapOption;

pub use self::source::EventSource;
use self::subscription::Unsubscribe;
pub use self::subscription::{Subscription, SubscriptionGuard};
use crate::unwind;

/// A handler of an [`Event`]: what .NET's `…EventHandler` delegates are.
///
/// The first argument is the sender, the component that raises the event.
///
/// ```
/// use std::sync::Arc;
/// use eap_runtime::EventHandler;
///
/// let handler: Box<EventHandler<String, u32>> = Box::new(|sender, e| println!("{sender}: {e}"));
/// handler(&Arc::new(String::from("sender")), &7);
/// ```
pub type EventHandler<S, A> = dyn Fn(&Arc<S>, &A) + Send + Sync;

/// What a handler has to be that may run on any thread: `Send + Sync`. `Handler` is the same type again.
///
/// ```
/// use std::sync::Arc;
/// use eap_runtime::{AnyThread, AsyncCompletedEventArgs, Event, Subscription};
///
/// type Args = AsyncCompletedEventArgs;
///
/// /// Subscribes to both, with `Send + Sync` as well as with `AnyThread`.
/// fn watch<S: 'static>(
///     begun: &Event<S, Args>,
///     ended: &Event<S, Args>,
///     handler: impl Fn(&Arc<S>, &Args) + AnyThread + Clone + 'static,
///     other: impl Fn(&Arc<S>, &Args) + Send + Sync + 'static,
/// ) -> [Subscription; 3] {
///     [begun.subscribe(handler.clone()), ended.subscribe(handler), ended.subscribe(other)]
/// }
/// ```
// A name for both, so that the compiler says once what is neither, and what to do. The parameter is for its sake, too: what
// a handler returns has not the trait that the handler lacks, so it does not offer to call it.
#[diagnostic::on_unimplemented(
    message = "this closure cannot run on any thread but its own",
    label = "what it owns has to be `Send` and `Sync`",
    note = "let it own an `Arc` in place of an `Rc`, and an atomic or a `Mutex` in place of a `Cell` or a `RefCell`",
    note = "if it is a parameter or in a box, say so in its type: `impl Fn(…) + Send + Sync + 'static`",
    note = "a handler can be added with `subscribe_local`, too, if its events are raised on this thread"
)]
pub trait AnyThread<Handler = Self>: Send + Sync {}

#[diagnostic::do_not_recommend]
impl<T: Send + Sync> AnyThread for T {}

/// An event of the component `S` with the arguments `A`.
///
/// Handlers run in the order of their subscription, from a snapshot taken when the event is raised, as .NET's multicast
/// delegates do: one that subscribes or unsubscribes others meanwhile changes the next raise, not this one. A handler
/// that panics is reported by the panic hook, and the others run. Only the component raises its events.
///
/// ```
/// use eap_runtime::{Events, event_async};
///
/// #[derive(Default)]
/// struct Clock {
///     events: Events<Self>,
/// }
///
/// #[event_async]
/// impl Clock {
///     #[event_async]
///     fn strike(&self) {}
/// }
///
/// let clock = Clock::default();
/// let subscription = clock.strike_completed().subscribe(|_clock, _e| println!("dong"));
/// assert_eq!(clock.strike_completed().len(), 1);
/// subscription.unsubscribe();
/// assert!(clock.strike_completed().is_empty());
/// ```
pub struct Event<S, A> {
    handlers: Arc<Handlers<S, A>>,
}

/// The list is swapped as a whole: a raise reads it without a lock, and no subscription waits for a raise.
struct Handlers<S, A> {
    list: ArcSwapOption<Vec<Handler<S, A>>>,
    /// The length of the list, to be had for a plain load: a report of progress asks each time whether anybody listens.
    count: AtomicUsize,
}

struct Handler<S, A> {
    id: u64,
    call: Arc<EventHandler<S, A>>,
}

// A derive would ask for `S: Clone`.
impl<S, A> Clone for Handler<S, A> {
    fn clone(&self) -> Self {
        Self {
            id: self.id,
            call: Arc::clone(&self.call),
        }
    }
}

impl<S: 'static, A: 'static> Event<S, A> {
    /// Adds a handler, which may run on any thread.
    ///
    /// It stays when the [`Subscription`] is dropped, as with .NET's `+=`.
    pub fn subscribe(&self, handler: impl Fn(&Arc<S>, &A) + AnyThread + 'static) -> Subscription {
        let id = next_id();
        self.add(id, Arc::new(handler))
    }

    /// Adds a handler that need not be `Send`: it owns widgets, say, or an `Rc`. It runs and is dropped on this thread.
    ///
    /// A raise on another thread does not run it. That is reported like a panic of the handler, through the panic hook:
    /// start the operation where a context of this thread is current, so that its events come here.
    ///
    /// ```
    /// use std::{cell::Cell, rc::Rc, sync::Arc};
    /// use eap_runtime::{EventLoop, Events, event_async};
    ///
    /// #[derive(Default)]
    /// struct Clock {
    ///     events: Events<Self>,
    /// }
    ///
    /// #[event_async]
    /// impl Clock {
    ///     #[event_async]
    ///     fn strike(&self) {}
    /// }
    ///
    /// let event_loop = EventLoop::new();
    /// let _current = event_loop.enter();
    /// let clock = Arc::new(Clock::default());
    /// let strikes = Rc::new(Cell::new(0));
    /// let counted = Rc::clone(&strikes);
    /// clock.strike_completed().subscribe_local(move |_clock, _e| counted.set(counted.get() + 1));
    /// clock.strike_async()?;
    /// event_loop.run();
    /// assert_eq!(strikes.get(), 1);
    /// # Ok::<(), eap_runtime::InvokeError>(())
    /// ```
    pub fn subscribe_local(&self, handler: impl Fn(&Arc<S>, &A) + 'static) -> Subscription {
        let id = next_id();
        self.add(id, local::keep_here(handler))
    }

    /// Takes a handler off again: .NET's `-=`, as [`Subscription::unsubscribe`] is. That of another event stays there.
    ///
    /// ```
    /// use eap_runtime::EventSource;
    ///
    /// let source = EventSource::<(), u32>::new();
    /// let subscription = source.event().subscribe(|_sender, e| println!("{e}"));
    /// source.event().unsubscribe(&subscription);
    /// assert!(source.event().is_empty());
    /// ```
    pub fn unsubscribe(&self, subscription: &Subscription) {
        Unsubscribe::unsubscribe(&*self.handlers, subscription.id());
    }

    fn add(&self, id: u64, call: Arc<EventHandler<S, A>>) -> Subscription {
        let added = Handler { id, call };
        self.handlers.list.rcu(|list| {
            let mut list = list.as_deref().cloned().unwrap_or_default();
            list.push(added.clone());
            Some(Arc::new(list))
        });
        self.handlers.count.fetch_add(1, Ordering::Release);
        let handlers = Arc::downgrade(&self.handlers);
        Subscription::new(handlers, id)
    }
}

impl<S, A> Event<S, A> {
    pub(crate) fn new() -> Self {
        Self {
            handlers: Arc::new(Handlers {
                list: ArcSwapOption::const_empty(),
                count: AtomicUsize::new(0),
            }),
        }
    }

    /// The same event, for one who outlives the component it belongs to.
    pub(crate) fn share(&self) -> Self {
        Self {
            handlers: Arc::clone(&self.handlers),
        }
    }

    /// Whether no handler is subscribed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many handlers are subscribed.
    #[must_use]
    pub fn len(&self) -> usize {
        self.handlers.count.load(Ordering::Acquire)
    }

    /// Runs the handlers that are subscribed now, on this thread, with no lock held.
    pub(crate) fn raise(&self, sender: &Arc<S>, args: &A) {
        let list = self.handlers.list.load();
        if let Some(handlers) = &*list {
            for handler in handlers.iter() {
                unwind::contain(|| (handler.call)(sender, args));
            }
        }
        // This may be the last owner of a list that was replaced meanwhile, and so drop handlers.
        unwind::contain(|| drop(list));
    }
}

impl<S, A> Unsubscribe for Handlers<S, A> {
    fn unsubscribe(&self, id: u64) {
        let old = self.list.rcu(|list| {
            let list: Vec<_> = list
                .iter()
                .flat_map(|list| list.iter())
                .filter(|handler| handler.id != id)
                .cloned()
                .collect();
            (!list.is_empty()).then(|| Arc::new(list))
        });
        if old
            .iter()
            .flat_map(|list| list.iter())
            .any(|handler| handler.id == id)
        {
            self.count.fetch_sub(1, Ordering::Release);
        }
        // The old list is dropped after the swap, so that what a handler owns may touch the event in its own drop.
        drop(old);
    }
}

impl<S, A> fmt::Debug for Event<S, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Event")
            .field("handlers", &self.len())
            .finish()
    }
}

/// Ids are unique in the process, which lets a thread keep the local handlers of all events in one map.
fn next_id() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}
