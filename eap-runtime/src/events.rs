//! The one field of a component: its events, its pending operations, its executor.

use std::any::Any;
use std::fmt;
use std::marker::PhantomData;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::OnceLock;
use std::time::Duration;

use crate::event::Event;
use crate::executor::{self, Executor, Job};
use crate::pending::Pending;

/// The field of a component that holds its handlers, its pending operations and its executor.
///
/// A struct with a field of this type can have an impl block with `#[event_async]`. The field is named `events`, unless
/// `#[event_async(events = …)]` names another. It requires nothing of the struct's own type parameters.
///
/// From the pattern's "Naming Asynchronous Methods", which defines the events in the class of the method.
///
/// ```
/// use eap_runtime::{Events, event_async};
///
/// #[derive(Debug, Default)]
/// struct Cache<T> {
///     events: Events<Self>,
///     content: Vec<T>,
/// }
///
/// #[event_async]
/// impl<T: Send + Sync + 'static> Cache<T> {
///     #[event_async(result = size)]
///     fn measure(&self) -> usize {
///         self.content.len()
///     }
/// }
///
/// assert!(!Cache::<String>::default().is_busy());
/// ```
// Every operation changes the counters of the `Arc` around the component. In a cache line of its own, this does not slow
// down the access to an event.
#[repr(align(64))]
pub struct Events<C> {
    slots: Slots,
    pending: Pending,
    executor: Option<Box<dyn Executor>>,
    component: PhantomData<fn(&C)>,
}

impl<C> Events<C> {
    /// Makes an `Events` without handlers, whose operations run on the process's executor.
    ///
    /// ```
    /// use eap_runtime::Events;
    ///
    /// struct Disk {
    ///     path: String,
    ///     events: Events<Self>,
    /// }
    ///
    /// let disk = Disk { path: "/".to_owned(), events: Events::new() };
    /// # let _ = (disk.path, disk.events);
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::build(None)
    }

    /// Makes an `Events` whose operations run on an executor of this component's own.
    ///
    /// ```
    /// use eap_runtime::{Events, ThreadPool};
    ///
    /// struct Disk {
    ///     events: Events<Self>,
    /// }
    ///
    /// let disk = Disk {
    ///     events: Events::with_executor(ThreadPool::builder().max_threads(1).build()),
    /// };
    /// # let _ = disk.events;
    /// ```
    ///
    /// The executor is dropped with the component. The last operation may do this on one of the executor's own threads, so
    /// the drop must not wait for them.
    #[must_use]
    pub fn with_executor(executor: impl Executor + 'static) -> Self {
        Self::build(Some(Box::new(executor)))
    }

    fn build(executor: Option<Box<dyn Executor>>) -> Self {
        Self {
            slots: Slots::default(),
            pending: Pending::new(),
            executor,
            component: PhantomData,
        }
    }

    /// Requests the cancellation of every pending operation that supports it, and of every one that somebody holds: a begun
    /// one, a future, one with a callback.
    ///
    /// It is for the component's author: to shut down, or to hand on as a method of the component. From the pattern's
    /// "Optionally Support Cancellation".
    ///
    /// ```
    /// use eap_runtime::{CancellationToken, Events, event_async};
    ///
    /// #[derive(Default)]
    /// struct Downloads {
    ///     events: Events<Self>,
    /// }
    ///
    /// #[event_async(concurrent)]
    /// impl Downloads {
    ///     #[event_async]
    ///     fn download(&self, url: &str, #[cancel] cancel: &CancellationToken) {
    ///         // …
    ///     }
    /// }
    ///
    /// impl Downloads {
    ///     pub fn cancel_all(&self) {
    ///         self.events.cancel_all();
    ///     }
    /// }
    /// # Downloads::default().cancel_all();
    /// ```
    pub fn cancel_all(&self) {
        self.pending.cancel_all();
    }

    /// Returns how many operations are pending, whatever started them.
    ///
    /// ```
    /// use eap_runtime::Events;
    ///
    /// struct Disk {
    ///     events: Events<Self>,
    /// }
    ///
    /// let disk = Disk { events: Events::new() };
    /// assert_eq!(disk.events.pending(), 0);
    /// ```
    #[must_use]
    pub fn pending(&self) -> usize {
        self.pending.len()
    }

    /// Blocks until nothing is pending. Returns `false` on timeout.
    ///
    /// An operation is pending until just before its first Completed handler runs. On a thread with an event loop whose
    /// context has operations of this component, run the loop instead: while this function blocks, the loop delivers nothing.
    ///
    /// ```
    /// use std::time::Duration;
    /// use eap_runtime::Events;
    ///
    /// struct Disk {
    ///     events: Events<Self>,
    /// }
    ///
    /// let disk = Disk { events: Events::new() };
    /// disk.events.cancel_all();
    /// assert!(disk.events.wait_idle(Duration::from_secs(5)));
    /// ```
    #[must_use = "it returns whether nothing is pending"]
    pub fn wait_idle(&self, timeout: Duration) -> bool {
        self.pending.wait_idle(timeout)
    }

    pub(crate) fn set_executor(&mut self, executor: impl Executor + 'static) {
        self.executor = Some(Box::new(executor));
    }

    pub(crate) fn table(&self) -> &Pending {
        &self.pending
    }

    pub(crate) fn execute(&self, job: Job) -> Result<(), Job> {
        match &self.executor {
            Some(executor) => executor.execute(job),
            None => executor::execute_by_default(job),
        }
    }
}

impl<C: 'static> Events<C> {
    /// Returns the event with this number. Each number has one type.
    pub(crate) fn event<A: 'static>(&self, index: usize) -> &Event<C, A> {
        self.slots.get(index, Event::new)
    }
}

impl<C> Default for Events<C> {
    fn default() -> Self {
        Self::new()
    }
}

impl<C> fmt::Debug for Events<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").finish_non_exhaustive()
    }
}

// No lock is held while handlers and methods run, and their panics are caught: a panic leaves nothing half done here. So a
// component is as unwind-safe as its other fields.
impl<C> UnwindSafe for Events<C> {}
impl<C> RefUnwindSafe for Events<C> {}

/// Values of any type by number, each made on first use.
///
/// The types of a component's events cannot be parameters of [`Events`]: the struct would have to repeat every bound of the
/// annotated impl block.
#[derive(Default)]
struct Slots {
    here: [OnceLock<Box<dyn Any + Send + Sync>>; Self::CHUNK],
    more: OnceLock<Box<Slots>>,
}

impl Slots {
    const CHUNK: usize = 4;

    fn get<T: Any + Send + Sync>(&self, index: usize, make: impl FnOnce() -> T) -> &T {
        let mut slots = self;
        for _ in 0..index / Self::CHUNK {
            slots = slots.more.get_or_init(Box::default);
        }
        let slot = slots.here[index % Self::CHUNK].get_or_init(|| Box::new(make()));
        let Some(value) = slot.downcast_ref() else {
            unreachable!("each number has one type")
        };
        value
    }
}

/// A struct with an annotated impl block.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an event-based asynchronous component",
    label = "this type has no impl block with `#[event_async]`"
)]
pub trait Component: Sized + Send + Sync + 'static {
    /// Returns the component's [`Events`].
    fn events(&self) -> &Events<Self>;
}
