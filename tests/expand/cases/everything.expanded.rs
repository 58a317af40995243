impl Store {
    /// Copies what is stored under `key` behind what `buffer` holds.
    pub fn copy(
        &self,
        key: &str,
        buffer: &mut Vec<u8>,
        checksum: &mut u32,
        cancel: &CancellationToken,
        progress: &Progress<Block>,
    ) -> io::Result<usize> {
        self.copy_blocks(key, buffer, checksum, cancel, progress)
    }
}
impl ::eap_runtime::component::Component for Store {
    fn events(&self) -> &::eap_runtime::Events<Self> {
        let Self { events, .. } = ::eap_runtime::component::sendable(self).get();
        events
    }
}
#[allow(dead_code, clippy::too_many_arguments)]
impl Store {
    /// Starts [`copy`](Self::copy) in the background; [`copy_completed`](Self::copy_completed) tells how it ended.
    ///
    /// # Errors
    ///
    /// `DuplicateUserState` while another operation has this user state, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub fn copy_async(
        self: &::std::sync::Arc<Self>,
        key: impl ::core::convert::Into<::std::string::String>,
        mut buffer: Vec<u8>,
        user_state: ::eap_runtime::TaskId,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        let key = ::core::convert::Into::<::std::string::String>::into(key);
        ::eap_runtime::component::concurrent(self, user_state)
            .cancellable()
            .progress(Self::copy_progress_changed)
            .completed(Self::copy_completed)
            .try_start(move |this, call| {
                let mut checksum = <u32 as ::eap_runtime::component::Initial>::initial();
                Self::copy(
                        this,
                        &key,
                        &mut buffer,
                        &mut checksum,
                        &call.token(),
                        &call.progress(),
                    )
                    .map(|result| (result, buffer, checksum))
            })
    }
    /// Raised when an operation started by [`copy_async`](Self::copy_async) is over, with what [`copy`](Self::copy) gave.
    pub fn copy_completed(&self) -> &::eap_runtime::Event<Self, CopyCompletedEventArgs> {
        ::eap_runtime::component::event(self, 0)
    }
    /// Raised when [`copy`](Self::copy) reports progress.
    pub fn copy_progress_changed(
        &self,
    ) -> &::eap_runtime::Event<
        Self,
        ::eap_runtime::ProgressChangedEventArgs<Block, ::eap_runtime::TaskId>,
    > {
        ::eap_runtime::component::event(self, 1)
    }
    /// Requests the cancellation of the `copy` operation with this user state.
    ///
    /// Without one, nothing happens.
    pub fn copy_async_cancel(&self, user_state: &::eap_runtime::TaskId) {
        ::eap_runtime::component::cancel_keyed(self, user_state);
    }
}
/// How an operation started by [`copy_async`](Store::copy_async) ended, and what [`copy`](Store::copy) gave.
pub struct CopyCompletedEventArgs {
    completed: ::eap_runtime::component::Completed<
        (::eap_runtime::component::OkOf<io::Result<usize>>, Vec<u8>, u32),
        ::eap_runtime::component::ErrorOf<io::Result<usize>>,
        ::eap_runtime::TaskId,
    >,
}
impl CopyCompletedEventArgs {
    /// What [`copy`](Store::copy) returned.
    ///
    /// # Errors
    ///
    /// Why there is nothing to read: the operation failed, panicked or was cancelled.
    pub fn length(
        &self,
    ) -> ::core::result::Result<
        &::eap_runtime::component::OkOf<io::Result<usize>>,
        &::eap_runtime::AsyncError<::eap_runtime::component::ErrorOf<io::Result<usize>>>,
    > {
        self.completed.outputs().map(|outputs| &outputs.0)
    }
    /// What [`copy`](Store::copy) left in `buffer`.
    ///
    /// # Errors
    ///
    /// Why there is nothing to read: the operation failed, panicked or was cancelled.
    pub fn buffer(
        &self,
    ) -> ::core::result::Result<
        &Vec<u8>,
        &::eap_runtime::AsyncError<::eap_runtime::component::ErrorOf<io::Result<usize>>>,
    > {
        self.completed.outputs().map(|outputs| &outputs.1)
    }
    /// What [`copy`](Store::copy) left in `checksum`.
    ///
    /// # Errors
    ///
    /// Why there is nothing to read: the operation failed, panicked or was cancelled.
    pub fn checksum(
        &self,
    ) -> ::core::result::Result<
        &u32,
        &::eap_runtime::AsyncError<::eap_runtime::component::ErrorOf<io::Result<usize>>>,
    > {
        self.completed.outputs().map(|outputs| &outputs.2)
    }
    /// All that [`copy`](Store::copy) gave: `length`, `buffer`, `checksum`.
    ///
    /// # Errors
    ///
    /// Why there is nothing to read: the operation failed, panicked or was cancelled.
    pub fn results(
        &self,
    ) -> ::core::result::Result<
        (&::eap_runtime::component::OkOf<io::Result<usize>>, &Vec<u8>, &u32),
        &::eap_runtime::AsyncError<::eap_runtime::component::ErrorOf<io::Result<usize>>>,
    > {
        self.completed.outputs().map(|outputs| (&outputs.0, &outputs.1, &outputs.2))
    }
}
#[automatically_derived]
impl ::eap_runtime::component::FromCompleted<
    (::eap_runtime::component::OkOf<io::Result<usize>>, Vec<u8>, u32),
    ::eap_runtime::component::ErrorOf<io::Result<usize>>,
    ::eap_runtime::TaskId,
> for CopyCompletedEventArgs {
    fn from_completed(
        completed: ::eap_runtime::component::Completed<
            (::eap_runtime::component::OkOf<io::Result<usize>>, Vec<u8>, u32),
            ::eap_runtime::component::ErrorOf<io::Result<usize>>,
            ::eap_runtime::TaskId,
        >,
    ) -> Self {
        Self { completed }
    }
}
#[automatically_derived]
impl ::core::ops::Deref for CopyCompletedEventArgs {
    type Target = ::eap_runtime::AsyncCompletedEventArgs<
        ::eap_runtime::component::ErrorOf<io::Result<usize>>,
        ::eap_runtime::TaskId,
    >;
    fn deref(&self) -> &Self::Target {
        self.completed.base()
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for CopyCompletedEventArgs {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        self.completed.fmt_as("CopyCompletedEventArgs", f)
    }
}
/// A handler of [`copy_completed`](Store::copy_completed).
pub type CopyCompletedEventHandler = ::eap_runtime::EventHandler<
    Store,
    CopyCompletedEventArgs,
>;
/// What [`copy_progress_changed`](Store::copy_progress_changed) tells its handlers.
pub type CopyProgressChangedEventArgs = ::eap_runtime::ProgressChangedEventArgs<
    Block,
    ::eap_runtime::TaskId,
>;
/// A handler of [`copy_progress_changed`](Store::copy_progress_changed).
pub type CopyProgressChangedEventHandler = ::eap_runtime::EventHandler<
    Store,
    ::eap_runtime::ProgressChangedEventArgs<Block, ::eap_runtime::TaskId>,
>;
