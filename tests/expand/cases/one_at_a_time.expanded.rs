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
        let Self { events, .. } = ::eap_runtime::component::sendable(self).get();
        events
    }
}
#[allow(dead_code)]
impl Store {
    /// Starts [`load`](Self::load) in the background; [`load_completed`](Self::load_completed) tells how it ended.
    ///
    /// # Errors
    ///
    /// `Busy` while another operation is pending, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub fn load_async(
        self: &::std::sync::Arc<Self>,
        path: ::std::path::PathBuf,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        ::eap_runtime::component::one_at_a_time(self, ())
            .completed(Self::load_completed)
            .try_start(move |this, _| { Self::load(this, &path) })
    }
    /// Raised when an operation started by [`load_async`](Self::load_async) is over, with what [`load`](Self::load) gave.
    pub fn load_completed(&self) -> &::eap_runtime::Event<Self, LoadCompletedEventArgs> {
        ::eap_runtime::component::event(self, 0)
    }
    /// Starts [`save`](Self::save) in the background; [`save_completed`](Self::save_completed) tells how it ended.
    ///
    /// # Errors
    ///
    /// `Busy` while another operation is pending, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub(crate) fn save_async(
        self: &::std::sync::Arc<Self>,
        path: ::std::path::PathBuf,
        content: ::std::vec::Vec<u8>,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        ::eap_runtime::component::one_at_a_time(self, ())
            .cancellable()
            .completed(Self::save_completed)
            .try_start(move |this, call| {
                Self::save(this, &path, &content, call.token())
            })
    }
    /// Raised when an operation started by [`save_async`](Self::save_async) is over, with what [`save`](Self::save) gave.
    pub(crate) fn save_completed(
        &self,
    ) -> &::eap_runtime::Event<
        Self,
        ::eap_runtime::AsyncCompletedEventArgs<
            ::eap_runtime::component::ErrorOf<io::Result<()>>,
        >,
    > {
        ::eap_runtime::component::event(self, 1)
    }
    /// Requests the cancellation of the pending `save` operation.
    ///
    /// Without one, nothing happens.
    pub(crate) fn save_async_cancel(&self) {
        ::eap_runtime::component::cancel(self);
    }
    /// Whether a `load` or `save` operation is pending.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        ::eap_runtime::component::is_busy(self)
    }
}
/// How an operation started by [`load_async`](Store::load_async) ended, and what [`load`](Store::load) gave.
pub struct LoadCompletedEventArgs {
    completed: ::eap_runtime::component::Completed<
        ::eap_runtime::component::OkOf<io::Result<Vec<u8>>>,
        ::eap_runtime::component::ErrorOf<io::Result<Vec<u8>>>,
    >,
}
impl LoadCompletedEventArgs {
    /// What [`load`](Store::load) returned.
    ///
    /// # Errors
    ///
    /// Why there is nothing to read: the operation failed, panicked or was cancelled.
    pub fn result(
        &self,
    ) -> ::core::result::Result<
        &::eap_runtime::component::OkOf<io::Result<Vec<u8>>>,
        &::eap_runtime::AsyncError<
            ::eap_runtime::component::ErrorOf<io::Result<Vec<u8>>>,
        >,
    > {
        self.completed.outputs()
    }
}
#[automatically_derived]
impl ::eap_runtime::component::FromCompleted<
    ::eap_runtime::component::OkOf<io::Result<Vec<u8>>>,
    ::eap_runtime::component::ErrorOf<io::Result<Vec<u8>>>,
> for LoadCompletedEventArgs {
    fn from_completed(
        completed: ::eap_runtime::component::Completed<
            ::eap_runtime::component::OkOf<io::Result<Vec<u8>>>,
            ::eap_runtime::component::ErrorOf<io::Result<Vec<u8>>>,
        >,
    ) -> Self {
        Self { completed }
    }
}
#[automatically_derived]
impl ::core::ops::Deref for LoadCompletedEventArgs {
    type Target = ::eap_runtime::AsyncCompletedEventArgs<
        ::eap_runtime::component::ErrorOf<io::Result<Vec<u8>>>,
    >;
    fn deref(&self) -> &Self::Target {
        self.completed.base()
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for LoadCompletedEventArgs {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        self.completed.fmt_as("LoadCompletedEventArgs", f)
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
    ::eap_runtime::AsyncCompletedEventArgs<
        ::eap_runtime::component::ErrorOf<io::Result<()>>,
    >,
>;
