impl Store {
    /// Loads what is stored under `key`.
    pub fn load(&self, key: &str) -> Vec<u8> {
        self.find(key)
    }
}
impl ::eap_runtime::component::Component for Store {
    fn events(&self) -> &::eap_runtime::Events<Self> {
        let Self { events, .. } = self;
        events
    }
}
#[allow(dead_code, clippy::impl_trait_in_params)]
impl Store {
    /// Starts [`load`](Self::load) in the background; [`load_completed`](Self::load_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `Busy` while another operation is pending, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub fn load_async(
        self: &::std::sync::Arc<Self>,
        key: impl ::core::convert::Into<::std::string::String>,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        let owned_key = ::core::convert::Into::<::std::string::String>::into(key);
        ::eap_runtime::component::one_at_a_time(self, ())
            .completed(Self::load_completed)
            .start(move |this, _| { Self::load(this, &owned_key) })
    }
    /// Raised when an operation started by [`load_async`](Self::load_async) is over.
    pub fn load_completed(&self) -> &::eap_runtime::Event<Self, LoadCompletedEventArgs> {
        ::eap_runtime::component::event(self, 0)
    }
    /// Whether a `load` operation is pending.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        ::eap_runtime::component::is_busy(self)
    }
}
/// The outcome of an operation started by [`load_async`](Store::load_async): what [`load`](Store::load) returned, or why it did not.
pub struct LoadCompletedEventArgs {
    completed: ::eap_runtime::component::Completed<Vec<u8>>,
}
impl LoadCompletedEventArgs {
    /// If it is defined twice, two components of this module need a `types_prefix`.
    #[doc(hidden)]
    const fn set_types_prefix() {}
    /// What [`load`](Store::load) returned.
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub fn result(
        &self,
    ) -> ::core::result::Result<&Vec<u8>, &::eap_runtime::AsyncError> {
        ::eap_runtime::component::Completed::outputs(&self.completed)
    }
}
#[automatically_derived]
impl ::eap_runtime::component::FromCompleted<Vec<u8>> for LoadCompletedEventArgs {
    fn from_completed(completed: ::eap_runtime::component::Completed<Vec<u8>>) -> Self {
        Self { completed }
    }
}
#[automatically_derived]
impl ::core::ops::Deref for LoadCompletedEventArgs {
    type Target = ::eap_runtime::AsyncCompletedEventArgs;
    fn deref(&self) -> &Self::Target {
        ::eap_runtime::component::Completed::base(&self.completed)
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for LoadCompletedEventArgs {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::eap_runtime::component::Completed::fmt_as(
            &self.completed,
            "LoadCompletedEventArgs",
            f,
        )
    }
}
/// A handler of [`load_completed`](Store::load_completed).
pub type LoadCompletedEventHandler = ::eap_runtime::EventHandler<
    Store,
    LoadCompletedEventArgs,
>;
