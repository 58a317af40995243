// Every receiver, and none; the runtime under another path, and the events in another field.
#[event_async(concurrent, crate = crate::prelude::eap, events = handlers)]
impl Session {
    #[event_async]
    pub fn by_reference(&self) {}

    #[event_async]
    pub(super) fn by_shared_reference(self: &Arc<Self>) -> Weak<Self> {
        Arc::downgrade(self)
    }

    #[event_async]
    fn by_share(self: Arc<Self>) -> Arc<Self> {
        self
    }

    #[event_async]
    pub(in crate::net) fn without(name: String) -> Option<Self> {
        Self::named(name)
    }
}
