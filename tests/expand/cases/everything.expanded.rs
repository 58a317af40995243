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
        let Self { events, .. } = self;
        events
    }
}
#[allow(dead_code, clippy::impl_trait_in_params)]
impl Store {
    /// Starts [`copy`](Self::copy) in the background; [`copy_completed`](Self::copy_completed) reports its outcome.
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
        let owned_key = ::core::convert::Into::<::std::string::String>::into(key);
        ::eap_runtime::component::concurrent(self, user_state)
            .cancellable()
            .progress(Self::copy_progress_changed)
            .completed(Self::copy_completed)
            .try_start(move |this, call| {
                let mut checksum = <u32 as ::eap_runtime::component::Initial>::initial();
                Self::copy(
                        this,
                        &owned_key,
                        &mut buffer,
                        &mut checksum,
                        &call.token(),
                        &call.progress(),
                    )
                    .map(|result| (result, buffer, checksum))
            })
    }
    /// Raised when an operation started by [`copy_async`](Self::copy_async) is over.
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
    /// Does nothing if there is none.
    pub fn copy_async_cancel<Q>(&self, user_state: &Q)
    where
        ::eap_runtime::TaskId: ::core::borrow::Borrow<Q>,
        Q: ?::core::marker::Sized + ::core::hash::Hash + ::core::cmp::Eq,
    {
        ::eap_runtime::component::cancel_keyed::<
            Self,
            ::eap_runtime::TaskId,
            Q,
        >(self, user_state);
    }
}
/// The outcome of an operation started by [`copy_async`](Store::copy_async): what [`copy`](Store::copy) returned, or why it did not.
pub struct CopyCompletedEventArgs {
    completed: ::eap_runtime::component::Completed<
        (usize, Vec<u8>, u32),
        ::std::io::Error,
        ::eap_runtime::TaskId,
    >,
}
impl CopyCompletedEventArgs {
    /// If it is defined twice, two components of this module need a `types_prefix`.
    #[doc(hidden)]
    const fn set_types_prefix() {}
    /// What [`copy`](Store::copy) returned.
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub fn length(
        &self,
    ) -> ::core::result::Result<&usize, &::eap_runtime::AsyncError<::std::io::Error>> {
        ::eap_runtime::component::Completed::outputs(&self.completed)
            .map(|outputs| &outputs.0)
    }
    /// The value of `buffer` after [`copy`](Store::copy).
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub fn buffer(
        &self,
    ) -> ::core::result::Result<&Vec<u8>, &::eap_runtime::AsyncError<::std::io::Error>> {
        ::eap_runtime::component::Completed::outputs(&self.completed)
            .map(|outputs| &outputs.1)
    }
    /// The value of `checksum` after [`copy`](Store::copy).
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub fn checksum(
        &self,
    ) -> ::core::result::Result<&u32, &::eap_runtime::AsyncError<::std::io::Error>> {
        ::eap_runtime::component::Completed::outputs(&self.completed)
            .map(|outputs| &outputs.2)
    }
    /// All outputs of [`copy`](Store::copy): `length`, `buffer`, `checksum`.
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub fn results(
        &self,
    ) -> ::core::result::Result<
        (&usize, &Vec<u8>, &u32),
        &::eap_runtime::AsyncError<::std::io::Error>,
    > {
        ::eap_runtime::component::Completed::outputs(&self.completed)
            .map(|outputs| (&outputs.0, &outputs.1, &outputs.2))
    }
}
#[automatically_derived]
impl ::eap_runtime::component::FromCompleted<
    (usize, Vec<u8>, u32),
    ::std::io::Error,
    ::eap_runtime::TaskId,
> for CopyCompletedEventArgs {
    fn from_completed(
        completed: ::eap_runtime::component::Completed<
            (usize, Vec<u8>, u32),
            ::std::io::Error,
            ::eap_runtime::TaskId,
        >,
    ) -> Self {
        Self { completed }
    }
}
#[automatically_derived]
impl ::core::ops::Deref for CopyCompletedEventArgs {
    type Target = ::eap_runtime::AsyncCompletedEventArgs<
        ::std::io::Error,
        ::eap_runtime::TaskId,
    >;
    fn deref(&self) -> &Self::Target {
        ::eap_runtime::component::Completed::base(&self.completed)
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for CopyCompletedEventArgs {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::eap_runtime::component::Completed::fmt_as(
            &self.completed,
            "CopyCompletedEventArgs",
            f,
        )
    }
}
/// A handler of [`copy_completed`](Store::copy_completed).
pub type CopyCompletedEventHandler = ::eap_runtime::EventHandler<
    Store,
    CopyCompletedEventArgs,
>;
/// The args of [`copy_progress_changed`](Store::copy_progress_changed).
pub type CopyProgressChangedEventArgs = ::eap_runtime::ProgressChangedEventArgs<
    Block,
    ::eap_runtime::TaskId,
>;
/// A handler of [`copy_progress_changed`](Store::copy_progress_changed).
pub type CopyProgressChangedEventHandler = ::eap_runtime::EventHandler<
    Store,
    ::eap_runtime::ProgressChangedEventArgs<Block, ::eap_runtime::TaskId>,
>;
