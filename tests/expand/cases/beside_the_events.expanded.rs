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
        let Self { events, .. } = ::eap_runtime::component::sendable(self).get();
        events
    }
}
#[allow(dead_code, clippy::too_many_arguments)]
impl Downloader {
    /// Starts [`download`](Self::download) in the background; [`download_completed`](Self::download_completed) tells how it ended.
    ///
    /// # Errors
    ///
    /// `DuplicateUserState` while another operation has this user state, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub fn download_async(
        self: &::std::sync::Arc<Self>,
        url: impl ::core::convert::Into<::std::string::String>,
        user_state: ::eap_runtime::TaskId,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        let url = ::core::convert::Into::<::std::string::String>::into(url);
        ::eap_runtime::component::concurrent(self, user_state)
            .cancellable()
            .progress(Self::progress_changed)
            .coalesce()
            .completed(Self::download_completed)
            .try_start(move |this, call| {
                let mut status = <u16 as ::eap_runtime::component::Initial>::initial();
                Self::download(this, &url, &mut status, &call.token(), &call.progress())
                    .map(|result| (result, status))
            })
    }
    /// Raised when an operation started by [`download_async`](Self::download_async) is over, with what [`download`](Self::download) gave.
    pub fn download_completed(
        &self,
    ) -> &::eap_runtime::Event<Self, DownloadCompletedEventArgs> {
        ::eap_runtime::component::event(self, 0)
    }
    /// Starts [`download`](Self::download) in the background, for [`end_download`](Self::end_download) to end it: in the callback or, with `no_callback`, here.
    ///
    /// # Errors
    ///
    /// `Rejected` if the executor refuses it. Then nothing was started.
    pub fn begin_download<
        AsyncState: ::eap_runtime::AsyncState,
        Returned: ::eap_runtime::CallbackReturn<DownloadAsyncResult<AsyncState>>,
    >(
        self: &::std::sync::Arc<Self>,
        url: impl ::core::convert::Into<::std::string::String>,
        callback: impl ::eap_runtime::AsyncCallback<
            DownloadAsyncResult<AsyncState>,
            Returned,
        > + ::core::marker::Send + 'static,
        async_state: AsyncState,
    ) -> ::core::result::Result<Returned::Begun, ::eap_runtime::InvokeError> {
        let url = ::core::convert::Into::<::std::string::String>::into(url);
        ::eap_runtime::component::beside(self)
            .cancellable()
            .muted()
            .begin(callback, async_state)
            .try_start(move |this, call| {
                let mut status = <u16 as ::eap_runtime::component::Initial>::initial();
                Self::download(this, &url, &mut status, &call.token(), &call.progress())
                    .map(|result| (result, status))
            })
    }
    /// Waits for an operation begun by [`begin_download`](Self::begin_download), and gives what [`download`](Self::download) gave.
    ///
    /// # Errors
    ///
    /// Why there is nothing to give: the operation failed or was cancelled.
    ///
    /// # Panics
    ///
    /// As [`download`](Self::download) did.
    pub fn end_download(
        &self,
        result: DownloadAsyncResult<impl ::core::marker::Sized>,
    ) -> ::core::result::Result<
        (::eap_runtime::component::OkOf<io::Result<Vec<u8>>>, u16),
        ::eap_runtime::AsyncError<::eap_runtime::component::ErrorOf<io::Result<Vec<u8>>>>,
    > {
        ::eap_runtime::component::end(self, result)
    }
    /// Starts [`download`](Self::download) in the background; the future gives what it gave.
    pub fn download_future(
        self: &::std::sync::Arc<Self>,
        url: impl ::core::convert::Into<::std::string::String>,
    ) -> ::eap_runtime::OperationFuture<
        (::eap_runtime::component::OkOf<io::Result<Vec<u8>>>, u16),
        ::eap_runtime::component::ErrorOf<io::Result<Vec<u8>>>,
        Chunk,
    > {
        let url = ::core::convert::Into::<::std::string::String>::into(url);
        ::eap_runtime::component::beside(self)
            .cancellable()
            .streaming()
            .coalesce()
            .future()
            .try_start(move |this, call| {
                let mut status = <u16 as ::eap_runtime::component::Initial>::initial();
                Self::download(this, &url, &mut status, &call.token(), &call.progress())
                    .map(|result| (result, status))
            })
    }
    /// Starts [`forget`](Self::forget) in the background; [`forget_completed`](Self::forget_completed) tells how it ended.
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
    /// Raised when an operation started by [`forget_async`](Self::forget_async) is over, with what [`forget`](Self::forget) gave.
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
    /// Starts [`forget`](Self::forget) in the background, for [`end_forget`](Self::end_forget) to end it: in the callback or, with `no_callback`, here.
    ///
    /// # Errors
    ///
    /// `Rejected` if the executor refuses it. Then nothing was started.
    fn begin_forget<
        AsyncState: ::eap_runtime::AsyncState,
        Returned: ::eap_runtime::CallbackReturn<ForgetAsyncResult<AsyncState>>,
    >(
        self: &::std::sync::Arc<Self>,
        callback: impl ::eap_runtime::AsyncCallback<
            ForgetAsyncResult<AsyncState>,
            Returned,
        > + ::core::marker::Send + 'static,
        async_state: AsyncState,
    ) -> ::core::result::Result<Returned::Begun, ::eap_runtime::InvokeError> {
        ::eap_runtime::component::beside(self)
            .begin(callback, async_state)
            .start(move |this, _| { Self::forget(this) })
    }
    /// Waits for an operation begun by [`begin_forget`](Self::begin_forget), and gives what [`forget`](Self::forget) gave.
    ///
    /// # Errors
    ///
    /// Why there is nothing to give: the operation failed or was cancelled.
    ///
    /// # Panics
    ///
    /// As [`forget`](Self::forget) did.
    fn end_forget(
        &self,
        result: ForgetAsyncResult<impl ::core::marker::Sized>,
    ) -> ::core::result::Result<(), ::eap_runtime::AsyncError> {
        ::eap_runtime::component::end(self, result)
    }
    /// Requests the cancellation of the `download` operation with this user state.
    ///
    /// Without one, nothing happens.
    pub fn download_async_cancel(&self, user_state: &::eap_runtime::TaskId) {
        ::eap_runtime::component::cancel_keyed(self, user_state);
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
/// How an operation started by [`download_async`](Downloader::download_async) ended, and what [`download`](Downloader::download) gave.
pub struct DownloadCompletedEventArgs {
    completed: ::eap_runtime::component::Completed<
        (::eap_runtime::component::OkOf<io::Result<Vec<u8>>>, u16),
        ::eap_runtime::component::ErrorOf<io::Result<Vec<u8>>>,
        ::eap_runtime::TaskId,
    >,
}
impl DownloadCompletedEventArgs {
    /// What [`download`](Downloader::download) returned.
    ///
    /// # Errors
    ///
    /// Why there is nothing to read: the operation failed, panicked or was cancelled.
    pub fn content(
        &self,
    ) -> ::core::result::Result<
        &::eap_runtime::component::OkOf<io::Result<Vec<u8>>>,
        &::eap_runtime::AsyncError<
            ::eap_runtime::component::ErrorOf<io::Result<Vec<u8>>>,
        >,
    > {
        self.completed.outputs().map(|outputs| &outputs.0)
    }
    /// What [`download`](Downloader::download) left in `status`.
    ///
    /// # Errors
    ///
    /// Why there is nothing to read: the operation failed, panicked or was cancelled.
    pub fn status(
        &self,
    ) -> ::core::result::Result<
        &u16,
        &::eap_runtime::AsyncError<
            ::eap_runtime::component::ErrorOf<io::Result<Vec<u8>>>,
        >,
    > {
        self.completed.outputs().map(|outputs| &outputs.1)
    }
    /// All that [`download`](Downloader::download) gave: `content`, `status`.
    ///
    /// # Errors
    ///
    /// Why there is nothing to read: the operation failed, panicked or was cancelled.
    pub fn results(
        &self,
    ) -> ::core::result::Result<
        (&::eap_runtime::component::OkOf<io::Result<Vec<u8>>>, &u16),
        &::eap_runtime::AsyncError<
            ::eap_runtime::component::ErrorOf<io::Result<Vec<u8>>>,
        >,
    > {
        self.completed.outputs().map(|outputs| (&outputs.0, &outputs.1))
    }
}
#[automatically_derived]
impl ::eap_runtime::component::FromCompleted<
    (::eap_runtime::component::OkOf<io::Result<Vec<u8>>>, u16),
    ::eap_runtime::component::ErrorOf<io::Result<Vec<u8>>>,
    ::eap_runtime::TaskId,
> for DownloadCompletedEventArgs {
    fn from_completed(
        completed: ::eap_runtime::component::Completed<
            (::eap_runtime::component::OkOf<io::Result<Vec<u8>>>, u16),
            ::eap_runtime::component::ErrorOf<io::Result<Vec<u8>>>,
            ::eap_runtime::TaskId,
        >,
    ) -> Self {
        Self { completed }
    }
}
#[automatically_derived]
impl ::core::ops::Deref for DownloadCompletedEventArgs {
    type Target = ::eap_runtime::AsyncCompletedEventArgs<
        ::eap_runtime::component::ErrorOf<io::Result<Vec<u8>>>,
        ::eap_runtime::TaskId,
    >;
    fn deref(&self) -> &Self::Target {
        self.completed.base()
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for DownloadCompletedEventArgs {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        self.completed.fmt_as("DownloadCompletedEventArgs", f)
    }
}
/// A handler of [`download_completed`](Downloader::download_completed).
pub type DownloadCompletedEventHandler = ::eap_runtime::EventHandler<
    Downloader,
    DownloadCompletedEventArgs,
>;
/// An operation begun by [`begin_download`](Downloader::begin_download), for [`end_download`](Downloader::end_download) to end it.
pub type DownloadAsyncResult<AsyncState = ()> = ::eap_runtime::AsyncResult<
    DownloadCompletedEventArgs,
    (::eap_runtime::component::OkOf<io::Result<Vec<u8>>>, u16),
    ::eap_runtime::component::ErrorOf<io::Result<Vec<u8>>>,
    AsyncState,
>;
/// A handler of [`forget_completed`](Downloader::forget_completed).
type ForgetCompletedEventHandler = ::eap_runtime::EventHandler<
    Downloader,
    ::eap_runtime::AsyncCompletedEventArgs<
        ::core::convert::Infallible,
        ::eap_runtime::TaskId,
    >,
>;
/// An operation begun by [`begin_forget`](Downloader::begin_forget), for [`end_forget`](Downloader::end_forget) to end it.
type ForgetAsyncResult<AsyncState = ()> = ::eap_runtime::AsyncResult<
    ::eap_runtime::component::Method<Downloader, 1>,
    (),
    ::core::convert::Infallible,
    AsyncState,
>;
