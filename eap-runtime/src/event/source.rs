//! An event of a component that is written by hand.

use std::fmt;
use std::sync::Arc;

use super::Event;

/// Owns an [`Event`] and raises it: a private field of a component that is written by hand.
///
/// The component lends the [`event`](Self::event) to whoever wants to subscribe, and keeps the source to itself: so only
/// the component raises its events, as with .NET's `event` keyword. An annotated `impl` block needs none of these.
///
/// From the pattern's "Naming Asynchronous Methods": "Define the following event in the same class as the method".
///
/// ```
/// use std::sync::Arc;
/// use eap_runtime::{Event, EventSource};
///
/// #[derive(Default)]
/// struct Thermometer {
///     warmed: EventSource<Self, i32>,
/// }
///
/// impl Thermometer {
///     fn warmed(&self) -> &Event<Self, i32> {
///         self.warmed.event()
///     }
///
///     fn warm(self: &Arc<Self>, degrees: i32) {
///         self.warmed.raise(self, &degrees);
///     }
/// }
///
/// let thermometer = Arc::new(Thermometer::default());
/// thermometer.warmed().subscribe(|_thermometer, degrees| println!("{degrees} °C"));
/// thermometer.warm(20);
/// ```
///
/// A client, who has the event alone, can't raise it:
///
/// ```compile_fail,E0624
/// # use std::sync::Arc;
/// # use eap_runtime::EventSource;
/// let source = EventSource::<(), i32>::new();
/// source.event().raise(&Arc::new(()), &20);
/// ```
pub struct EventSource<S, A> {
    event: Event<S, A>,
}

impl<S, A> EventSource<S, A> {
    /// An event without handlers.
    ///
    /// ```
    /// use eap_runtime::EventSource;
    ///
    /// assert!(EventSource::<String, u32>::new().event().is_empty());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self {
            event: Event::new(),
        }
    }

    /// The event, for others to subscribe to.
    ///
    /// ```
    /// use eap_runtime::EventSource;
    ///
    /// let source = EventSource::<String, u32>::new();
    /// source.event().subscribe(|sender, e| println!("{sender}: {e}"));
    /// assert_eq!(source.event().len(), 1);
    /// ```
    #[must_use]
    pub fn event(&self) -> &Event<S, A> {
        &self.event
    }

    /// Runs the handlers that are subscribed now, in the order of their subscription, here and now.
    ///
    /// A handler that panics is reported by the panic hook, and the others run. Where the handlers belong in a
    /// [context](crate::SynchronizationContext), raise the event in a callback that
    /// [`AsyncOperation`](crate::AsyncOperation) posts.
    ///
    /// ```
    /// use std::sync::{Arc, mpsc};
    /// use eap_runtime::EventSource;
    ///
    /// let source = EventSource::<String, u32>::new();
    /// let (sender, receiver) = mpsc::channel();
    /// source.event().subscribe(move |_sender, e| sender.send(*e).unwrap());
    /// source.raise(&Arc::new(String::from("sender")), &7);
    /// assert_eq!(receiver.try_recv(), Ok(7));
    /// ```
    pub fn raise(&self, sender: &Arc<S>, args: &A) {
        self.event.raise(sender, args);
    }
}

impl<S, A> Default for EventSource<S, A> {
    fn default() -> Self {
        Self::new()
    }
}

impl<S, A> fmt::Debug for EventSource<S, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventSource")
            .field("handlers", &self.event.len())
            .finish()
    }
}
