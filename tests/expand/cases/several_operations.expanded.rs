impl Downloader {
    pub fn download(
        &self,
        cancel: &CancellationToken,
        progress: &Progress<Received>,
    ) -> Result<Vec<u8>, HttpError> {
        self.get(cancel, progress)
    }
    pub(crate) fn download_to(
        &self,
        path: &Path,
        cancel: &CancellationToken,
        progress: &Progress<Received>,
    ) -> Result<(), HttpError> {
        self.get_to(path, cancel, progress)
    }
    /// Cannot be cancelled, and says nothing before it is done.
    fn measure(&self) -> Option<u64> {
        self.head()
    }
}
impl ::eap_runtime::component::Component for Downloader {
    fn events(&self) -> &::eap_runtime::Events<Self> {
        let Self { events, .. } = self;
        events
    }
}
#[allow(dead_code)]
impl Downloader {
    /// Starts [`download`](Self::download) in the background; [`download_completed`](Self::download_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `DuplicateUserState` while another operation has this user state, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub fn download_async(
        self: &::std::sync::Arc<Self>,
        user_state: Url,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        ::eap_runtime::component::concurrent(self, user_state)
            .cancellable()
            .progress(Self::progress_changed)
            .completed(Self::download_completed)
            .try_start(move |this, call| {
                Self::download(this, &call.token(), &call.progress())
            })
    }
    /// Raised when an operation started by [`download_async`](Self::download_async) is over.
    pub fn download_completed(
        &self,
    ) -> &::eap_runtime::Event<Self, DownloadCompletedEventArgs> {
        ::eap_runtime::component::event(self, 0)
    }
    /// Starts [`download_to`](Self::download_to) in the background; [`download_to_completed`](Self::download_to_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `DuplicateUserState` while another operation has this user state, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub(crate) fn download_to_async(
        self: &::std::sync::Arc<Self>,
        path: impl ::core::convert::Into<::std::path::PathBuf>,
        user_state: Url,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        let owned_path = ::core::convert::Into::<::std::path::PathBuf>::into(path);
        ::eap_runtime::component::concurrent(self, user_state)
            .cancellable()
            .progress(Self::progress_changed)
            .coalesce()
            .completed(Self::download_to_completed)
            .try_start(move |this, call| {
                Self::download_to(this, &owned_path, &call.token(), &call.progress())
            })
    }
    /// Raised when an operation started by [`download_to_async`](Self::download_to_async) is over.
    pub(crate) fn download_to_completed(
        &self,
    ) -> &::eap_runtime::Event<
        Self,
        ::eap_runtime::AsyncCompletedEventArgs<HttpError, Url>,
    > {
        ::eap_runtime::component::event(self, 1)
    }
    /// Starts [`measure`](Self::measure) in the background; [`measure_completed`](Self::measure_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `DuplicateUserState` while another operation has this user state, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    fn measure_async(
        self: &::std::sync::Arc<Self>,
        user_state: Url,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        ::eap_runtime::component::concurrent(self, user_state)
            .completed(Self::measure_completed)
            .start(move |this, _| { Self::measure(this) })
    }
    /// Raised when an operation started by [`measure_async`](Self::measure_async) is over.
    fn measure_completed(
        &self,
    ) -> &::eap_runtime::Event<Self, MeasureCompletedEventArgs> {
        ::eap_runtime::component::event(self, 2)
    }
    /// Requests the cancellation of the `download` or `download_to` operation with this user state.
    ///
    /// Does nothing if there is none.
    pub fn cancel_async<Q>(&self, user_state: &Q)
    where
        Url: ::core::borrow::Borrow<Q>,
        Q: ?::core::marker::Sized + ::core::hash::Hash + ::core::cmp::Eq,
    {
        ::eap_runtime::component::cancel_keyed::<Self, Url, Q>(self, user_state);
    }
    /// Raised when `download` or `download_to` reports progress.
    pub fn progress_changed(
        &self,
    ) -> &::eap_runtime::Event<
        Self,
        ::eap_runtime::ProgressChangedEventArgs<Received, Url>,
    > {
        ::eap_runtime::component::event(self, 3)
    }
}
/// The outcome of an operation started by [`download_async`](Downloader::download_async): what [`download`](Downloader::download) returned, or why it did not.
pub struct DownloadCompletedEventArgs {
    completed: ::eap_runtime::component::Completed<Vec<u8>, HttpError, Url>,
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
    ) -> ::core::result::Result<&Vec<u8>, &::eap_runtime::AsyncError<HttpError>> {
        ::eap_runtime::component::Completed::outputs(&self.completed)
    }
}
#[automatically_derived]
impl ::eap_runtime::component::FromCompleted<Vec<u8>, HttpError, Url>
for DownloadCompletedEventArgs {
    fn from_completed(
        completed: ::eap_runtime::component::Completed<Vec<u8>, HttpError, Url>,
    ) -> Self {
        Self { completed }
    }
}
#[automatically_derived]
impl ::core::ops::Deref for DownloadCompletedEventArgs {
    type Target = ::eap_runtime::AsyncCompletedEventArgs<HttpError, Url>;
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
/// A handler of [`download_to_completed`](Downloader::download_to_completed).
pub(crate) type DownloadToCompletedEventHandler = ::eap_runtime::EventHandler<
    Downloader,
    ::eap_runtime::AsyncCompletedEventArgs<HttpError, Url>,
>;
/// The outcome of an operation started by [`measure_async`](Downloader::measure_async): what [`measure`](Downloader::measure) returned, or why it did not.
struct MeasureCompletedEventArgs {
    completed: ::eap_runtime::component::Completed<
        Option<u64>,
        ::core::convert::Infallible,
        Url,
    >,
}
impl MeasureCompletedEventArgs {
    /// If it is defined twice, two components of this module need a `types_prefix`.
    #[doc(hidden)]
    const fn set_types_prefix() {}
    /// What [`measure`](Downloader::measure) returned.
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    fn length(
        &self,
    ) -> ::core::result::Result<&Option<u64>, &::eap_runtime::AsyncError> {
        ::eap_runtime::component::Completed::outputs(&self.completed)
    }
}
#[automatically_derived]
impl ::eap_runtime::component::FromCompleted<
    Option<u64>,
    ::core::convert::Infallible,
    Url,
> for MeasureCompletedEventArgs {
    fn from_completed(
        completed: ::eap_runtime::component::Completed<
            Option<u64>,
            ::core::convert::Infallible,
            Url,
        >,
    ) -> Self {
        Self { completed }
    }
}
#[automatically_derived]
impl ::core::ops::Deref for MeasureCompletedEventArgs {
    type Target = ::eap_runtime::AsyncCompletedEventArgs<
        ::core::convert::Infallible,
        Url,
    >;
    fn deref(&self) -> &Self::Target {
        ::eap_runtime::component::Completed::base(&self.completed)
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for MeasureCompletedEventArgs {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::eap_runtime::component::Completed::fmt_as(
            &self.completed,
            "MeasureCompletedEventArgs",
            f,
        )
    }
}
/// A handler of [`measure_completed`](Downloader::measure_completed).
type MeasureCompletedEventHandler = ::eap_runtime::EventHandler<
    Downloader,
    MeasureCompletedEventArgs,
>;
