impl Downloader {
    pub fn download(
        &self,
        url: &str,
        status: &mut u16,
        cancel: &CancellationToken,
        progress: &Progress<Chunk>,
    ) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }
    fn forget(&self) {}
}
impl ::eap_runtime::component::Component for Downloader {
    fn events(&self) -> &::eap_runtime::Events<Self> {
        let Self { events, .. } = self;
        events
    }
}
#[allow(dead_code, clippy::impl_trait_in_params)]
impl Downloader {
    /// Starts [`download`](Self::download) in the background; [`download_completed`](Self::download_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `DuplicateUserState` while another operation has this user state, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub fn download_async(
        self: &::std::sync::Arc<Self>,
        url: impl ::core::convert::Into<::std::string::String>,
        user_state: ::eap_runtime::TaskId,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        let owned_url = ::core::convert::Into::<::std::string::String>::into(url);
        ::eap_runtime::component::concurrent(self, user_state)
            .cancellable()
            .progress(Self::progress_changed)
            .coalesce()
            .completed(Self::download_completed)
            .try_start(move |this, call| {
                let mut status = <u16 as ::eap_runtime::component::Initial>::initial();
                Self::download(
                        this,
                        &owned_url,
                        &mut status,
                        &call.token(),
                        &call.progress(),
                    )
                    .map(|result| (result, status))
            })
    }
    /// Raised when an operation started by [`download_async`](Self::download_async) is over.
    pub fn download_completed(
        &self,
    ) -> &::eap_runtime::Event<Self, DownloadCompletedEventArgs> {
        ::eap_runtime::component::event(self, 0)
    }
    /// Starts [`download`](Self::download) in the background. Call [`end_download`](Self::end_download) to get the outcome: in the callback, or after this call with `no_callback`.
    ///
    /// # Errors
    ///
    /// `Rejected` if the executor refuses it. Then nothing was started.
    pub fn begin_download<
        AsyncState: ::eap_runtime::begin_end::AsyncState,
        Returned: ::eap_runtime::begin_end::CallbackReturn<
                DownloadAsyncResult<AsyncState>,
            >,
    >(
        self: &::std::sync::Arc<Self>,
        url: impl ::core::convert::Into<::std::string::String>,
        callback: impl ::eap_runtime::begin_end::AsyncCallback<
            DownloadAsyncResult<AsyncState>,
            Returned,
        > + ::core::marker::Send + 'static,
        async_state: AsyncState,
    ) -> ::core::result::Result<Returned::Begun, ::eap_runtime::InvokeError> {
        let owned_url = ::core::convert::Into::<::std::string::String>::into(url);
        ::eap_runtime::component::beside(self)
            .cancellable()
            .muted()
            .begin(callback, async_state)
            .try_start(move |this, call| {
                let mut status = <u16 as ::eap_runtime::component::Initial>::initial();
                Self::download(
                        this,
                        &owned_url,
                        &mut status,
                        &call.token(),
                        &call.progress(),
                    )
                    .map(|result| (result, status))
            })
    }
    /// Waits for an operation begun by [`begin_download`](Self::begin_download), and returns its outputs.
    ///
    /// # Errors
    ///
    /// The operation failed or was cancelled.
    ///
    /// # Panics
    ///
    /// Panics if [`download`](Self::download) did.
    pub fn end_download(
        &self,
        result: DownloadAsyncResult<impl ::core::marker::Sized>,
    ) -> ::core::result::Result<
        (Vec<u8>, u16),
        ::eap_runtime::AsyncError<::std::io::Error>,
    > {
        ::eap_runtime::component::end(self, result)
    }
    /// Starts [`download`](Self::download) in the background. The future yields its outcome.
    pub fn download_future(
        self: &::std::sync::Arc<Self>,
        url: impl ::core::convert::Into<::std::string::String>,
    ) -> DownloadFuture {
        let owned_url = ::core::convert::Into::<::std::string::String>::into(url);
        ::eap_runtime::component::beside(self)
            .cancellable()
            .streaming()
            .coalesce()
            .future()
            .try_start(move |this, call| {
                let mut status = <u16 as ::eap_runtime::component::Initial>::initial();
                Self::download(
                        this,
                        &owned_url,
                        &mut status,
                        &call.token(),
                        &call.progress(),
                    )
                    .map(|result| (result, status))
            })
    }
    /// Starts [`forget`](Self::forget) in the background; [`forget_completed`](Self::forget_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `DuplicateUserState` while another operation has this user state, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    fn forget_async(
        self: &::std::sync::Arc<Self>,
        user_state: ::eap_runtime::TaskId,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        ::eap_runtime::component::concurrent(self, user_state)
            .completed(Self::forget_completed)
            .start(move |this, _| { Self::forget(this) })
    }
    /// Raised when an operation started by [`forget_async`](Self::forget_async) is over.
    fn forget_completed(
        &self,
    ) -> &::eap_runtime::Event<
        Self,
        ::eap_runtime::AsyncCompletedEventArgs<
            ::core::convert::Infallible,
            ::eap_runtime::TaskId,
        >,
    > {
        ::eap_runtime::component::event(self, 1)
    }
    /// Starts [`forget`](Self::forget) in the background. Call [`end_forget`](Self::end_forget) to get the outcome: in the callback, or after this call with `no_callback`.
    ///
    /// # Errors
    ///
    /// `Rejected` if the executor refuses it. Then nothing was started.
    fn begin_forget<
        AsyncState: ::eap_runtime::begin_end::AsyncState,
        Returned: ::eap_runtime::begin_end::CallbackReturn<ForgetAsyncResult<AsyncState>>,
    >(
        self: &::std::sync::Arc<Self>,
        callback: impl ::eap_runtime::begin_end::AsyncCallback<
            ForgetAsyncResult<AsyncState>,
            Returned,
        > + ::core::marker::Send + 'static,
        async_state: AsyncState,
    ) -> ::core::result::Result<Returned::Begun, ::eap_runtime::InvokeError> {
        ::eap_runtime::component::beside(self)
            .begin(callback, async_state)
            .start(move |this, _| { Self::forget(this) })
    }
    /// Waits for an operation begun by [`begin_forget`](Self::begin_forget), and returns its outputs.
    ///
    /// # Errors
    ///
    /// The operation failed or was cancelled.
    ///
    /// # Panics
    ///
    /// Panics if [`forget`](Self::forget) did.
    fn end_forget(
        &self,
        result: ForgetAsyncResult<impl ::core::marker::Sized>,
    ) -> ::core::result::Result<(), ::eap_runtime::AsyncError> {
        ::eap_runtime::component::end(self, result)
    }
    /// Requests the cancellation of the `download` operation with this user state.
    ///
    /// Does nothing if there is none.
    pub fn download_async_cancel<Q>(&self, user_state: &Q)
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
    /// Raised when `download` reports progress.
    pub fn progress_changed(
        &self,
    ) -> &::eap_runtime::Event<
        Self,
        ::eap_runtime::ProgressChangedEventArgs<Chunk, ::eap_runtime::TaskId>,
    > {
        ::eap_runtime::component::event(self, 2)
    }
}
/// The outcome of an operation started by [`download_async`](Downloader::download_async): what [`download`](Downloader::download) returned, or why it did not.
pub struct DownloadCompletedEventArgs {
    completed: ::eap_runtime::component::Completed<
        (Vec<u8>, u16),
        ::std::io::Error,
        ::eap_runtime::TaskId,
    >,
}
impl DownloadCompletedEventArgs {
    /// If it is defined twice, two components of this module need a `types_prefix`.
    #[doc(hidden)]
    const fn set_types_prefix() {}
    /// What [`download`](Downloader::download) returned.
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub fn content(
        &self,
    ) -> ::core::result::Result<&Vec<u8>, &::eap_runtime::AsyncError<::std::io::Error>> {
        ::eap_runtime::component::Completed::outputs(&self.completed)
            .map(|outputs| &outputs.0)
    }
    /// The value of `status` after [`download`](Downloader::download).
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub fn status(
        &self,
    ) -> ::core::result::Result<&u16, &::eap_runtime::AsyncError<::std::io::Error>> {
        ::eap_runtime::component::Completed::outputs(&self.completed)
            .map(|outputs| &outputs.1)
    }
    /// All outputs of [`download`](Downloader::download): `content`, `status`.
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub fn results(
        &self,
    ) -> ::core::result::Result<
        (&Vec<u8>, &u16),
        &::eap_runtime::AsyncError<::std::io::Error>,
    > {
        ::eap_runtime::component::Completed::outputs(&self.completed)
            .map(|outputs| (&outputs.0, &outputs.1))
    }
}
#[automatically_derived]
impl ::eap_runtime::component::FromCompleted<
    (Vec<u8>, u16),
    ::std::io::Error,
    ::eap_runtime::TaskId,
> for DownloadCompletedEventArgs {
    fn from_completed(
        completed: ::eap_runtime::component::Completed<
            (Vec<u8>, u16),
            ::std::io::Error,
            ::eap_runtime::TaskId,
        >,
    ) -> Self {
        Self { completed }
    }
}
#[automatically_derived]
impl ::core::ops::Deref for DownloadCompletedEventArgs {
    type Target = ::eap_runtime::AsyncCompletedEventArgs<
        ::std::io::Error,
        ::eap_runtime::TaskId,
    >;
    fn deref(&self) -> &Self::Target {
        ::eap_runtime::component::Completed::base(&self.completed)
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for DownloadCompletedEventArgs {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::eap_runtime::component::Completed::fmt_as(
            &self.completed,
            "DownloadCompletedEventArgs",
            f,
        )
    }
}
/// A handler of [`download_completed`](Downloader::download_completed).
pub type DownloadCompletedEventHandler = ::eap_runtime::EventHandler<
    Downloader,
    DownloadCompletedEventArgs,
>;
/// An operation begun by [`begin_download`](Downloader::begin_download), to be ended by [`end_download`](Downloader::end_download).
pub type DownloadAsyncResult<AsyncState = ()> = ::eap_runtime::AsyncResult<
    DownloadCompletedEventArgs,
    (Vec<u8>, u16),
    ::std::io::Error,
    AsyncState,
>;
/// The future of [`download_future`](Downloader::download_future).
pub type DownloadFuture = ::eap_runtime::OperationFuture<
    (Vec<u8>, u16),
    ::std::io::Error,
    Chunk,
>;
/// A handler of [`forget_completed`](Downloader::forget_completed).
type ForgetCompletedEventHandler = ::eap_runtime::EventHandler<
    Downloader,
    ::eap_runtime::AsyncCompletedEventArgs<
        ::core::convert::Infallible,
        ::eap_runtime::TaskId,
    >,
>;
/// An operation begun by [`begin_forget`](Downloader::begin_forget), to be ended by [`end_forget`](Downloader::end_forget).
type ForgetAsyncResult<AsyncState = ()> = ::eap_runtime::AsyncResult<
    ::eap_runtime::component::Method<Downloader, 1>,
    (),
    ::core::convert::Infallible,
    AsyncState,
>;
