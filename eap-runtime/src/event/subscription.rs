//! The way to take a handler away again.

use std::fmt;
use std::sync::Weak;

/// A handler's place in an event's list.
///
/// Dropping it leaves the handler in place, as .NET's `+=` does; [`unsubscribe`](Self::unsubscribe) is `-=`.
///
/// From the pattern's "Opportunities …": "the familiar event/delegate model".
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
/// {
///     let _guard = clock.strike_completed().subscribe(|_clock, _e| println!("dong")).guard();
///     assert_eq!(clock.strike_completed().len(), 1);
/// }
/// assert_eq!(clock.strike_completed().len(), 0);
/// ```
#[derive(Clone)]
pub struct Subscription {
    event: Weak<dyn Unsubscribe>,
    id: u64,
}

/// An event, whatever its types.
pub(super) trait Unsubscribe: Send + Sync {
    fn unsubscribe(&self, id: u64);
}

impl Subscription {
    pub(super) fn new(event: Weak<dyn Unsubscribe>, id: u64) -> Self {
        Self { event, id }
    }

    pub(super) fn id(&self) -> u64 {
        self.id
    }

    /// Takes the handler off its event. A raise that has begun still runs it; done twice, or after the component is
    /// gone, it does nothing.
    ///
    /// ```
    /// use eap_runtime::EventSource;
    ///
    /// let source = EventSource::<(), u32>::new();
    /// let subscription = source.event().subscribe(|_sender, _e| ());
    /// subscription.unsubscribe();
    /// assert!(source.event().is_empty());
    /// ```
    pub fn unsubscribe(&self) {
        if let Some(event) = self.event.upgrade() {
            event.unsubscribe(self.id);
        }
    }

    /// Ties the handler to a scope: it is unsubscribed when the guard is dropped.
    ///
    /// ```
    /// use eap_runtime::EventSource;
    ///
    /// let source = EventSource::<(), u32>::new();
    /// let guard = source.event().subscribe(|_sender, _e| ()).guard();
    /// assert_eq!(source.event().len(), 1);
    /// drop(guard);
    /// assert!(source.event().is_empty());
    /// ```
    pub fn guard(self) -> SubscriptionGuard {
        SubscriptionGuard(self)
    }
}

impl fmt::Debug for Subscription {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subscription").finish_non_exhaustive()
    }
}

/// Unsubscribes a handler when dropped; from [`Subscription::guard`].
///
/// ```
/// use eap_runtime::{Event, SubscriptionGuard};
///
/// /// Listens as long as it is shown.
/// struct Dialog {
///     _listening: SubscriptionGuard,
/// }
///
/// impl Dialog {
///     fn show(event: &Event<(), u32>) -> Self {
///         Self { _listening: event.subscribe(|_sender, e| println!("{e}")).guard() }
///     }
/// }
///
/// let source = eap_runtime::EventSource::new();
/// drop(Dialog::show(source.event()));
/// assert!(source.event().is_empty());
/// ```
#[derive(Debug)]
#[must_use = "keep it, as in `let _guard = …`; dropped, as by `let _ = …`, it unsubscribes the handler at once"]
pub struct SubscriptionGuard(Subscription);

impl Drop for SubscriptionGuard {
    fn drop(&mut self) {
        self.0.unsubscribe();
    }
}
