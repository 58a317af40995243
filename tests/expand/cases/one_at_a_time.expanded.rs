impl Store {
    pub fn load(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }
    pub(crate) fn save(
        self: &Arc<Self>,
        path: &Path,
        content: &[u8],
        cancel: CancellationToken,
    ) -> io::Result<()> {
        fs::write(path, content)
    }
    fn untouched(&self) {}
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
        path: impl ::core::convert::Into<::std::path::PathBuf>,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        let owned_path = ::core::convert::Into::<::std::path::PathBuf>::into(path);
        ::eap_runtime::component::one_at_a_time(self, ())
            .completed(Self::load_completed)
            .try_start(move |this, _| { Self::load(this, &owned_path) })
    }
    /// Raised when an operation started by [`load_async`](Self::load_async) is over.
    pub fn load_completed(&self) -> &::eap_runtime::Event<Self, LoadCompletedEventArgs> {
        ::eap_runtime::component::event(self, 0)
    }
    /// Starts [`save`](Self::save) in the background; [`save_completed`](Self::save_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `Busy` while another operation is pending, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub(crate) fn save_async(
        self: &::std::sync::Arc<Self>,
        path: impl ::core::convert::Into<::std::path::PathBuf>,
        content: impl ::core::convert::Into<::std::vec::Vec<u8>>,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        let owned_path = ::core::convert::Into::<::std::path::PathBuf>::into(path);
        let owned_content = ::core::convert::Into::<::std::vec::Vec<u8>>::into(content);
        ::eap_runtime::component::one_at_a_time(self, ())
            .cancellable()
            .completed(Self::save_completed)
            .try_start(move |this, call| {
                Self::save(this, &owned_path, &owned_content, call.token())
            })
    }
    /// Raised when an operation started by [`save_async`](Self::save_async) is over.
    pub(crate) fn save_completed(
        &self,
    ) -> &::eap_runtime::Event<
        Self,
        ::eap_runtime::AsyncCompletedEventArgs<::std::io::Error>,
    > {
        ::eap_runtime::component::event(self, 1)
    }
    /// Requests the cancellation of the pending `save` operation.
    ///
    /// Does nothing if there is none.
    pub(crate) fn save_async_cancel(&self) {
        ::eap_runtime::component::cancel(self);
    }
    /// Whether a `load` or `save` operation is pending.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        ::eap_runtime::component::is_busy(self)
    }
}
/// The outcome of an operation started by [`load_async`](Store::load_async): what [`load`](Store::load) returned, or why it did not.
pub struct LoadCompletedEventArgs {
    completed: ::eap_runtime::component::Completed<Vec<u8>, ::std::io::Error>,
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
    ) -> ::core::result::Result<&Vec<u8>, &::eap_runtime::AsyncError<::std::io::Error>> {
        ::eap_runtime::component::Completed::outputs(&self.completed)
    }
}
#[automatically_derived]
impl ::eap_runtime::component::FromCompleted<Vec<u8>, ::std::io::Error>
for LoadCompletedEventArgs {
    fn from_completed(
        completed: ::eap_runtime::component::Completed<Vec<u8>, ::std::io::Error>,
    ) -> Self {
        Self { completed }
    }
}
#[automatically_derived]
impl ::core::ops::Deref for LoadCompletedEventArgs {
    type Target = ::eap_runtime::AsyncCompletedEventArgs<::std::io::Error>;
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
/// A handler of [`save_completed`](Store::save_completed).
pub(crate) type SaveCompletedEventHandler = ::eap_runtime::EventHandler<
    Store,
    ::eap_runtime::AsyncCompletedEventArgs<::std::io::Error>,
>;
