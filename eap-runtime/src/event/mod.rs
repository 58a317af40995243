//! Events: lists of handlers that only their component raises.

mod local;
#[cfg(all(test, loom))]
mod model;
mod source;
mod subscription;

use std::fmt;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, PoisonError, Weak};

pub use self::source::EventSource;
use self::subscription::Unsubscribe;
pub use self::subscription::{Subscription, SubscriptionGuard};
use crate::sync::{AtomicUsize, Ordering, RwLock};
use crate::unwind::{self, Guarded};

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

/// Bound for handlers that may run on any thread: `Send + Sync`. `Handler` is the same type again.
///
/// Every `Send + Sync` type has it. A signature of your own may use either.
///
/// From the pattern's "Naming Asynchronous Methods": a handler's delegate.
///
/// ```
/// use std::sync::Arc;
/// use eap_runtime::event::AnyThread;
/// use eap_runtime::{AsyncCompletedEventArgs, Event, Subscription};
///
/// fn watch<S: 'static>(
///     completed: &Event<S, AsyncCompletedEventArgs>,
///     handler: impl Fn(&Arc<S>, &AsyncCompletedEventArgs) + Send + Sync + 'static,
/// ) -> Subscription {
///     completed.subscribe(handler)
/// }
/// ```
// One name for both bounds, so that the compiler reports once what has neither, and says what to write. The parameter keeps
// the compiler from suggesting a call of the closure: what the closure returns does not have the missing trait.
#[diagnostic::on_unimplemented(
    message = "this closure cannot run on another thread",
    label = "what it captures has to be `Send` and `Sync`",
    note = "capture an `Arc` instead of an `Rc`, and an atomic or a `Mutex` instead of a `Cell` or a `RefCell`",
    note = "if it is a parameter or in a box, say so in its type: `impl Fn(…) + Send + Sync + 'static`",
    note = "if its events are raised on this thread, add it with `subscribe_local`"
)]
pub trait AnyThread<Handler = Self>: Send + Sync {}

#[diagnostic::do_not_recommend]
impl<T: Send + Sync> AnyThread for T {}

/// An event of the component `S` with the arguments `A`.
///
/// Handlers run in the order of their subscription, from a snapshot taken when the event is raised, as .NET's multicast
/// delegates do: one that subscribes or unsubscribes others changes the next raise, not this one. The panic
/// hook reports a handler that panics, and the others run. Only the component raises its events.
///
/// From the pattern's "Naming Asynchronous Methods": "Define the following event in the same class as the method".
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

struct Handlers<S, A> {
    /// Raising clones the `Arc`, so no lock is held while handlers run. Subscribing changes the list in place unless a
    /// raise holds it.
    list: RwLock<Arc<Vec<Handler<S, A>>>>,
    /// The length of the list. A report of progress reads it each time, and may outlive the event.
    count: Arc<AtomicUsize>,
}

struct Handler<S, A> {
    id: u64,
    call: Guarded<Arc<EventHandler<S, A>>>,
}

// A derive would require `S: Clone`.
impl<S, A> Clone for Handler<S, A> {
    fn clone(&self) -> Self {
        Self {
            id: self.id,
            call: self.call.clone(),
        }
    }
}

impl<S: 'static, A: 'static> Event<S, A> {
    /// Adds a handler, which may run on any thread.
    ///
    /// It stays when the [`Subscription`] is dropped, as with .NET's `+=`. Subscribe before you start an operation: what is
    /// raised or reported while nobody listens is not kept.
    ///
    /// ```
    /// use std::sync::{Arc, mpsc};
    /// use eap_runtime::EventSource;
    ///
    /// let source = EventSource::<(), u32>::new();
    /// let (sender, receiver) = mpsc::channel();
    /// source.event().subscribe(move |_sender, e| sender.send(*e).unwrap());
    /// source.raise(&Arc::new(()), &42);
    /// assert_eq!(receiver.try_recv(), Ok(42));
    /// ```
    pub fn subscribe(&self, handler: impl Fn(&Arc<S>, &A) + AnyThread + 'static) -> Subscription {
        let id = next_id();
        self.add(id, Arc::new(handler))
    }

    /// Adds a handler that need not be `Send`: it owns widgets, say, or an `Rc`. It runs and is dropped on this thread.
    ///
    /// A raise on another thread does not run it, and reports this through the panic hook as if the handler had panicked.
    /// Start the operation where a context of this thread is current, so that its events are raised here.
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

    /// Removes a handler: .NET's `-=`, as [`Subscription::unsubscribe`] is. A subscription of another event does nothing.
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

    /// Adds a handler that runs once: it is unsubscribed before it runs.
    ///
    /// If several threads raise the event at a time, one of them runs it.
    ///
    /// ```
    /// use std::sync::{Arc, mpsc};
    /// use eap_runtime::EventSource;
    ///
    /// let source = EventSource::<(), u32>::new();
    /// let (sender, receiver) = mpsc::channel();
    /// source.event().subscribe_once(move |_sender, e| sender.send(*e).unwrap());
    /// source.raise(&Arc::new(()), &1);
    /// source.raise(&Arc::new(()), &2);
    /// assert_eq!(receiver.iter().collect::<Vec<_>>(), [1]);
    /// ```
    pub fn subscribe_once(
        &self,
        handler: impl FnOnce(&Arc<S>, &A) + Send + 'static,
    ) -> Subscription {
        let id = next_id();
        let handlers = Arc::downgrade(&self.handlers);
        let handler = Mutex::new(Some(handler));
        self.add(
            id,
            Arc::new(move |sender, args| {
                if let Some(handlers) = Weak::upgrade(&handlers) {
                    handlers.unsubscribe(id);
                }
                // In a statement of its own, so that the lock is free again while the handler runs.
                let handler = handler
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .take();
                if let Some(handler) = handler {
                    handler(sender, args);
                }
            }),
        )
    }

    fn add(&self, id: u64, call: Arc<EventHandler<S, A>>) -> Subscription {
        {
            let mut list = self
                .handlers
                .list
                .write()
                .unwrap_or_else(PoisonError::into_inner);
            Arc::make_mut(&mut *list).push(Handler {
                id,
                call: Guarded::new(call),
            });
            self.handlers.count.store(list.len(), Ordering::Release);
        }
        let handlers = Arc::downgrade(&self.handlers);
        Subscription::new(handlers, id)
    }
}

impl<S, A> Event<S, A> {
    pub(crate) fn new() -> Self {
        Self {
            handlers: Arc::new(Handlers {
                list: RwLock::default(),
                count: Arc::new(AtomicUsize::new(0)),
            }),
        }
    }

    /// Returns whether no handler is subscribed.
    ///
    /// ```
    /// use eap_runtime::EventSource;
    ///
    /// let source = EventSource::<(), u32>::new();
    /// assert!(source.event().is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns how many handlers are subscribed.
    ///
    /// ```
    /// use eap_runtime::EventSource;
    ///
    /// let source = EventSource::<(), u32>::new();
    /// source.event().subscribe(|_sender, _e| ());
    /// assert_eq!(source.event().len(), 1);
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.handlers.count.load(Ordering::Acquire)
    }

    /// The number of handlers, for code that may outlive the event and must not keep the handlers alive.
    pub(crate) fn count(&self) -> Arc<AtomicUsize> {
        Arc::clone(&self.handlers.count)
    }

    /// Runs the handlers that are subscribed now, on this thread, with no lock held.
    pub(crate) fn raise(&self, sender: &Arc<S>, args: &A) {
        if self.is_empty() {
            return;
        }
        let list = {
            let list = self.handlers.list.read();
            Arc::clone(&list.unwrap_or_else(PoisonError::into_inner))
        };
        let mut handlers = list.iter();
        // Once more after each panic: the handler that panicked has been taken from the iterator.
        while handlers.len() > 0 {
            unwind::contain(|| {
                for call in handlers
                    .by_ref()
                    .filter_map(|handler| handler.call.as_ref())
                {
                    call(sender, args);
                }
            });
        }
        // This may be the last owner of handlers that were unsubscribed meanwhile.
        drop(list);
    }
}

impl<S, A> Unsubscribe for Handlers<S, A> {
    fn unsubscribe(&self, id: u64) {
        let mut list = self.list.write().unwrap_or_else(PoisonError::into_inner);
        // Ids grow, but two threads may add theirs in either order.
        let Some(at) = list.iter().rposition(|handler| handler.id == id) else {
            return;
        };
        let removed = Arc::make_mut(&mut *list).remove(at);
        self.count.store(list.len(), Ordering::Release);
        // Dropped outside of the lock: the drop of what a handler owns may use the event.
        drop(list);
        drop(removed);
    }
}

impl<S, A> fmt::Debug for Event<S, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Event")
            .field("handlers", &self.len())
            .finish()
    }
}

/// Returns an id that is unique in the process: a thread keeps the local handlers of all events in one map.
fn next_id() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}
