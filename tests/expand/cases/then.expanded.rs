impl Store {
    /// Loads what is stored under `key`.
    pub fn load(&self, key: &str, cancel: &CancellationToken) -> io::Result<File> {
        self.open(key)
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
    /// `DuplicateUserState` while another operation has this user state, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub fn load_async(
        self: &::std::sync::Arc<Self>,
        key: impl ::core::convert::Into<::std::string::String>,
        user_state: ::eap_runtime::TaskId,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        let owned_key = ::core::convert::Into::<::std::string::String>::into(key);
        ::eap_runtime::component::concurrent(self, user_state)
            .cancellable()
            .completed(Self::load_completed)
            .try_start(move |this, call| { Self::load(this, &owned_key, &call.token()) })
    }
    /// Raised when an operation started by [`load_async`](Self::load_async) is over.
    pub fn load_completed(&self) -> &::eap_runtime::Event<Self, LoadCompletedEventArgs> {
        ::eap_runtime::component::event(self, 0)
    }
    /// Starts [`load`](Self::load) in the background; the callback receives its outcome, in the context that is current here, or on the worker without one.
    ///
    /// # Errors
    ///
    /// `DuplicateUserState` while another operation has this user state, `Rejected` if the executor refuses it. Then nothing was started, and the callback is dropped.
    pub fn load_then(
        self: &::std::sync::Arc<Self>,
        key: impl ::core::convert::Into<::std::string::String>,
        user_state: ::eap_runtime::TaskId,
        callback: impl ::core::ops::FnOnce(
            ::core::result::Result<File, ::eap_runtime::AsyncError<::std::io::Error>>,
        ) + ::core::marker::Send + 'static,
    ) -> ::core::result::Result<
        ::eap_runtime::OperationHandle,
        ::eap_runtime::InvokeError,
    > {
        let owned_key = ::core::convert::Into::<::std::string::String>::into(key);
        ::eap_runtime::component::concurrent(self, user_state)
            .cancellable()
            .then(callback)
            .try_start(move |this, call| { Self::load(this, &owned_key, &call.token()) })
    }
    /// Starts [`load`](Self::load) in the background; the callback receives its outcome, on this thread, whose context has to be current.
    ///
    /// # Errors
    ///
    /// `NoContext` if no context is current on this thread, `DuplicateUserState` while another operation has this user state, `Rejected` if the executor refuses it. Then nothing was started, and the callback is dropped.
    pub fn load_then_local(
        self: &::std::sync::Arc<Self>,
        key: impl ::core::convert::Into<::std::string::String>,
        user_state: ::eap_runtime::TaskId,
        callback: impl ::core::ops::FnOnce(
            ::core::result::Result<File, ::eap_runtime::AsyncError<::std::io::Error>>,
        ) + 'static,
    ) -> ::core::result::Result<
        ::eap_runtime::OperationHandle,
        ::eap_runtime::InvokeError,
    > {
        let owned_key = ::core::convert::Into::<::std::string::String>::into(key);
        ::eap_runtime::component::concurrent(self, user_state)
            .cancellable()
            .then_local(callback)
            .try_start(move |this, call| { Self::load(this, &owned_key, &call.token()) })
    }
    /// Requests the cancellation of the `load` operation with this user state.
    ///
    /// Does nothing if there is none.
    pub fn load_async_cancel<Q>(&self, user_state: &Q)
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
/// The outcome of an operation started by [`load_async`](Store::load_async): what [`load`](Store::load) returned, or why it did not.
pub struct LoadCompletedEventArgs {
    completed: ::eap_runtime::component::Completed<
        File,
        ::std::io::Error,
        ::eap_runtime::TaskId,
    >,
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
    ) -> ::core::result::Result<&File, &::eap_runtime::AsyncError<::std::io::Error>> {
        ::eap_runtime::component::Completed::outputs(&self.completed)
    }
}
#[automatically_derived]
impl ::eap_runtime::component::FromCompleted<
    File,
    ::std::io::Error,
    ::eap_runtime::TaskId,
> for LoadCompletedEventArgs {
    fn from_completed(
        completed: ::eap_runtime::component::Completed<
            File,
            ::std::io::Error,
            ::eap_runtime::TaskId,
        >,
    ) -> Self {
        Self { completed }
    }
}
#[automatically_derived]
impl ::core::ops::Deref for LoadCompletedEventArgs {
    type Target = ::eap_runtime::AsyncCompletedEventArgs<
        ::std::io::Error,
        ::eap_runtime::TaskId,
    >;
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
