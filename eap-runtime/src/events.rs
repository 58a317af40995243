//! The one field a component adds: its events, its pending operations, its executor.

use std::any::Any;
use std::fmt;
use std::marker::PhantomData;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::OnceLock;

use crate::event::Event;
use crate::executor::{self, Executor, Job};
use crate::pending::Pending;

/// What a component keeps for its operations: handlers, pending operations, executor.
///
/// One field of this type, named `events` unless `#[event_async(events = …)]` says otherwise, makes a struct fit for
/// `#[event_async]`. It asks nothing of the struct's own parameters.
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
// The `Arc` around the component counts its owners with every operation: in a cache line of its own, that does not slow
// down the looking for an event.
#[repr(align(64))]
pub struct Events<C> {
    slots: Slots,
    pending: Pending,
    executor: Option<Box<dyn Executor>>,
    component: PhantomData<fn(&C)>,
}

impl<C> Events<C> {
    /// No handlers, nothing pending, the process's executor.
    #[must_use]
    pub fn new() -> Self {
        Self::build(None)
    }

    /// As [`new`](Self::new), with an executor for this component alone.
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
    /// It is dropped with the component, which the last operation may do on one of the executor's own threads: it must not
    /// wait for them to end then.
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

    pub(crate) fn set_executor(&mut self, executor: impl Executor + 'static) {
        self.executor = Some(Box::new(executor));
    }

    pub(crate) fn pending(&self) -> &Pending {
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
    /// The event with this number; the caller asks for the same type each time.
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

// No lock is held while handlers and methods run, their panics are caught, and what is locked is whole when it is let go: a
// panic elsewhere leaves nothing half done here. A component is as safe as the rest of it.
impl<C> UnwindSafe for Events<C> {}
impl<C> RefUnwindSafe for Events<C> {}

/// Values of any type by number, each made when it is first asked for.
///
/// The types of a component's events can't be parameters of [`Events`]: that would bind the struct that holds it to
/// whatever the annotated impl block asks of its parameters.
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
///
/// It has to be `Send`, too, which is asked for where its events are looked for: see `sendable.rs`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no event-based asynchronous component",
    label = "this type has no impl block with `#[event_async]`"
)]
pub trait Component: Sized + Sync + 'static {
    /// The field that holds the component's [`Events`].
    fn events(&self) -> &Events<Self>;
}
