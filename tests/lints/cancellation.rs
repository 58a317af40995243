//! The four names of cancelling, and both kinds of component.

use eap_runtime::{event_async, CancellationToken, Cancelled, Events};

/// Has one operation that can be cancelled.
#[derive(Debug, Default)]
pub struct Timer {
    events: Events<Self>,
}

#[event_async]
impl Timer {
    /// Waits.
    #[event_async]
    pub fn wait(&self, #[cancel] cancel: &CancellationToken) -> bool {
        self.is_busy() && cancel.is_cancelled()
    }
}

/// Has several operations that can be cancelled.
#[derive(Debug, Default)]
pub struct Clock {
    events: Events<Self>,
}

#[event_async(user_state = u32)]
impl Clock {
    /// Runs.
    ///
    /// # Errors
    ///
    /// The cancellation.
    #[event_async]
    pub fn run(&self, #[cancel] cancel: &CancellationToken) -> Result<bool, Cancelled> {
        cancel.check()?;
        Ok(self.is_busy())
    }

    /// Strikes.
    #[event_async]
    pub fn strike(&self, #[cancel] cancel: CancellationToken) {
        drop(cancel);
        self.cancel_async();
    }
}

/// Has one that can be cancelled, among any number at a time.
#[derive(Debug, Default)]
pub struct Alarm {
    events: Events<Self>,
}

#[event_async(concurrent, user_state = u8)]
impl Alarm {
    /// Rings.
    #[event_async]
    pub fn ring(&self, #[cancel] cancel: &CancellationToken) -> bool {
        self.ring_async_cancel(&1);
        cancel.is_cancelled()
    }
}

/// Will have several that can be cancelled, among any number at a time.
#[derive(Debug, Default)]
pub struct Alarms {
    events: Events<Self>,
}

#[event_async(concurrent, user_state = String, multiple_operations)]
impl Alarms {
    /// Rings.
    #[event_async]
    pub fn ring_all(&self, #[cancel] cancel: &CancellationToken) -> bool {
        self.cancel_async(&String::new());
        cancel.is_cancelled()
    }
}
