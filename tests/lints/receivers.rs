//! Every receiver, and a component with a single operation that needs none.

use std::sync::Arc;

use eap_runtime::{event_async, Events};

/// Has a method of every receiver.
#[derive(Debug, Default)]
pub struct Account {
    events: Events<Self>,
}

#[event_async]
impl Account {
    /// Borrows.
    #[event_async]
    pub fn is_used(&self) -> bool {
        self.is_busy()
    }

    /// Borrows the pointer.
    #[event_async]
    pub fn owners(self: &Arc<Self>) -> usize {
        Arc::strong_count(self)
    }

    /// Owns a share.
    #[event_async]
    pub fn share(self: Arc<Self>) -> Arc<Self> {
        drop(self.share_completed().subscribe(|_account, _e| ()));
        self
    }

    /// Takes none.
    #[event_async]
    #[must_use]
    pub const fn currency() -> &'static str {
        "EUR"
    }

    /// Could be a constant.
    #[event_async]
    #[must_use]
    pub const fn limit(&self) -> u32 {
        100
    }
}
