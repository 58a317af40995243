impl Library {
    pub fn search(&self, words: &[String], progress: &Progress<Book>) -> usize {
        self.look(words, progress)
    }
    pub fn check(&self, progress: &Progress<Damage>) {
        self.look_closely(progress)
    }
    pub fn close(&self, progress: Progress) {
        self.lock_up(progress)
    }
}
impl ::eap_runtime::component::Component for Library {
    fn events(&self) -> &::eap_runtime::Events<Self> {
        let Self { events, .. } = self;
        events
    }
}
#[allow(dead_code, clippy::impl_trait_in_params)]
impl Library {
    /// Starts [`search`](Self::search) in the background; [`search_completed`](Self::search_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `Busy` while another operation is pending, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub fn search_async(
        self: &::std::sync::Arc<Self>,
        words: impl ::core::convert::Into<::std::vec::Vec<String>>,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        let owned_words = ::core::convert::Into::<::std::vec::Vec<String>>::into(words);
        ::eap_runtime::component::one_at_a_time(self, ())
            .progress_and_results(Self::progress_changed, Self::search_progress_changed)
            .completed(Self::search_completed)
            .start(move |this, call| {
                Self::search(this, &owned_words, &call.progress())
            })
    }
    /// Raised when an operation started by [`search_async`](Self::search_async) is over.
    pub fn search_completed(
        &self,
    ) -> &::eap_runtime::Event<Self, SearchCompletedEventArgs> {
        ::eap_runtime::component::event(self, 0)
    }
    /// Raised when [`search`](Self::search) reports incremental results.
    pub fn search_progress_changed(
        &self,
    ) -> &::eap_runtime::Event<Self, ::eap_runtime::ProgressChangedEventArgs<Book>> {
        ::eap_runtime::component::event(self, 4)
    }
    /// Starts [`check`](Self::check) in the background; [`check_completed`](Self::check_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `Busy` while another operation is pending, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub fn check_async(
        self: &::std::sync::Arc<Self>,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        ::eap_runtime::component::one_at_a_time(self, ())
            .progress_and_results(Self::progress_changed, Self::check_progress_changed)
            .completed(Self::check_completed)
            .start(move |this, call| { Self::check(this, &call.progress()) })
    }
    /// Raised when an operation started by [`check_async`](Self::check_async) is over.
    pub fn check_completed(
        &self,
    ) -> &::eap_runtime::Event<Self, ::eap_runtime::AsyncCompletedEventArgs> {
        ::eap_runtime::component::event(self, 1)
    }
    /// Raised when [`check`](Self::check) reports incremental results.
    pub fn check_progress_changed(
        &self,
    ) -> &::eap_runtime::Event<Self, ::eap_runtime::ProgressChangedEventArgs<Damage>> {
        ::eap_runtime::component::event(self, 5)
    }
    /// Starts [`close`](Self::close) in the background; [`close_completed`](Self::close_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `Busy` while another operation is pending, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub fn close_async(
        self: &::std::sync::Arc<Self>,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        ::eap_runtime::component::one_at_a_time(self, ())
            .progress(Self::progress_changed)
            .completed(Self::close_completed)
            .start(move |this, call| { Self::close(this, call.progress()) })
    }
    /// Raised when an operation started by [`close_async`](Self::close_async) is over.
    pub fn close_completed(
        &self,
    ) -> &::eap_runtime::Event<Self, ::eap_runtime::AsyncCompletedEventArgs> {
        ::eap_runtime::component::event(self, 2)
    }
    /// Raised when `search`, `check` or `close` reports progress.
    pub fn progress_changed(
        &self,
    ) -> &::eap_runtime::Event<Self, ::eap_runtime::ProgressChangedEventArgs> {
        ::eap_runtime::component::event(self, 3)
    }
    /// Whether a `search`, `check` or `close` operation is pending.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        ::eap_runtime::component::is_busy(self)
    }
}
/// The outcome of an operation started by [`search_async`](Library::search_async): what [`search`](Library::search) returned, or why it did not.
pub struct SearchCompletedEventArgs {
    completed: ::eap_runtime::component::Completed<usize>,
}
impl SearchCompletedEventArgs {
    /// If it is defined twice, two components of this module need a `types_prefix`.
    #[doc(hidden)]
    const fn set_types_prefix() {}
    /// What [`search`](Library::search) returned.
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub fn result(&self) -> ::core::result::Result<&usize, &::eap_runtime::AsyncError> {
        ::eap_runtime::component::Completed::outputs(&self.completed)
    }
}
#[automatically_derived]
impl ::eap_runtime::component::FromCompleted<usize> for SearchCompletedEventArgs {
    fn from_completed(completed: ::eap_runtime::component::Completed<usize>) -> Self {
        Self { completed }
    }
}
#[automatically_derived]
impl ::core::ops::Deref for SearchCompletedEventArgs {
    type Target = ::eap_runtime::AsyncCompletedEventArgs;
    fn deref(&self) -> &Self::Target {
        ::eap_runtime::component::Completed::base(&self.completed)
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for SearchCompletedEventArgs {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::eap_runtime::component::Completed::fmt_as(
            &self.completed,
            "SearchCompletedEventArgs",
            f,
        )
    }
}
/// A handler of [`search_completed`](Library::search_completed).
pub type SearchCompletedEventHandler = ::eap_runtime::EventHandler<
    Library,
    SearchCompletedEventArgs,
>;
/// The args of [`search_progress_changed`](Library::search_progress_changed).
pub type SearchProgressChangedEventArgs = ::eap_runtime::ProgressChangedEventArgs<Book>;
/// A handler of [`search_progress_changed`](Library::search_progress_changed).
pub type SearchProgressChangedEventHandler = ::eap_runtime::EventHandler<
    Library,
    ::eap_runtime::ProgressChangedEventArgs<Book>,
>;
/// A handler of [`check_completed`](Library::check_completed).
pub type CheckCompletedEventHandler = ::eap_runtime::EventHandler<
    Library,
    ::eap_runtime::AsyncCompletedEventArgs,
>;
/// The args of [`check_progress_changed`](Library::check_progress_changed).
pub type CheckProgressChangedEventArgs = ::eap_runtime::ProgressChangedEventArgs<Damage>;
/// A handler of [`check_progress_changed`](Library::check_progress_changed).
pub type CheckProgressChangedEventHandler = ::eap_runtime::EventHandler<
    Library,
    ::eap_runtime::ProgressChangedEventArgs<Damage>,
>;
/// A handler of [`close_completed`](Library::close_completed).
pub type CloseCompletedEventHandler = ::eap_runtime::EventHandler<
    Library,
    ::eap_runtime::AsyncCompletedEventArgs,
>;
