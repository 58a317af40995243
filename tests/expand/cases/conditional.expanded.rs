#[cfg(feature = "store")]
impl Store {
    #[cfg(unix)]
    pub fn load(&self, cancel: &CancellationToken, progress: &Progress<Line>) -> u8 {
        1
    }
    #[cfg(windows)]
    pub(crate) fn load(&self) -> u16 {
        1
    }
    #[deprecated(note = "use `load`")]
    #[cfg_attr(not(test), doc(hidden), inline)]
    #[cfg_attr(test, cfg(target_os = "linux"))]
    pub(super) fn read(&self, progress: &Progress) -> u8 {
        1
    }
    #[cfg_attr(feature = "async", must_use)]
    #[cfg_attr(docsrs, doc(cfg(feature = "async")))]
    pub fn write(&self, key: &str, size: &mut usize) -> u8 {
        1
    }
}
#[cfg(feature = "store")]
impl ::eap_runtime::component::Component for Store {
    fn events(&self) -> &::eap_runtime::Events<Self> {
        let Self { events, .. } = self;
        events
    }
}
#[cfg(feature = "store")]
#[allow(dead_code, deprecated, clippy::impl_trait_in_params)]
impl Store {
    #[cfg(unix)]
    /// Starts [`load`](Self::load) in the background; [`load_completed`](Self::load_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `Busy` while another operation is pending, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub fn load_async(
        self: &::std::sync::Arc<Self>,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        ::eap_runtime::component::one_at_a_time(self, ())
            .cancellable()
            .progress_and_results(Self::progress_changed, Self::load_progress_changed)
            .completed(Self::load_completed)
            .start(move |this, call| {
                Self::load(this, &call.token(), &call.progress())
            })
    }
    #[cfg(unix)]
    /// Raised when an operation started by [`load_async`](Self::load_async) is over.
    pub fn load_completed(&self) -> &::eap_runtime::Event<Self, LoadCompletedEventArgs> {
        ::eap_runtime::component::event(self, 0)
    }
    #[cfg(unix)]
    /// Raised when [`load`](Self::load) reports incremental results.
    pub fn load_progress_changed(
        &self,
    ) -> &::eap_runtime::Event<Self, ::eap_runtime::ProgressChangedEventArgs<Line>> {
        ::eap_runtime::component::event(self, 4)
    }
    #[cfg(windows)]
    /// Starts [`load`](Self::load) in the background; [`load_completed`](Self::load_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `Busy` while another operation is pending, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub(crate) fn load_async(
        self: &::std::sync::Arc<Self>,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        ::eap_runtime::component::one_at_a_time(self, ())
            .completed(Self::load_completed)
            .start(move |this, _| { Self::load(this) })
    }
    #[cfg(windows)]
    /// Raised when an operation started by [`load_async`](Self::load_async) is over.
    pub(crate) fn load_completed(
        &self,
    ) -> &::eap_runtime::Event<Self, LoadCompletedEventArgs> {
        ::eap_runtime::component::event(self, 0)
    }
    #[cfg(any(not(test), target_os = "linux"))]
    #[deprecated(note = "use `load`")]
    #[cfg_attr(not(test), doc(hidden))]
    /// Starts [`read`](Self::read) in the background; [`read_completed`](Self::read_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `Busy` while another operation is pending, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub(super) fn read_async(
        self: &::std::sync::Arc<Self>,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        ::eap_runtime::component::one_at_a_time(self, ())
            .progress(Self::progress_changed)
            .completed(Self::read_completed)
            .start(move |this, call| { Self::read(this, &call.progress()) })
    }
    #[cfg(any(not(test), target_os = "linux"))]
    #[deprecated(note = "use `load`")]
    #[cfg_attr(not(test), doc(hidden))]
    /// Raised when an operation started by [`read_async`](Self::read_async) is over.
    pub(super) fn read_completed(
        &self,
    ) -> &::eap_runtime::Event<Self, ReadCompletedEventArgs> {
        ::eap_runtime::component::event(self, 1)
    }
    #[cfg(feature = "async")]
    #[cfg_attr(docsrs, doc(cfg(feature = "async")))]
    /// Starts [`write`](Self::write) in the background; [`write_completed`](Self::write_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `Busy` while another operation is pending, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub fn write_async(
        self: &::std::sync::Arc<Self>,
        key: impl ::core::convert::Into<::std::string::String>,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        let owned_key = ::core::convert::Into::<::std::string::String>::into(key);
        ::eap_runtime::component::one_at_a_time(self, ())
            .completed(Self::write_completed)
            .start(move |this, _| {
                let mut size = <usize as ::eap_runtime::component::Initial>::initial();
                let result = Self::write(this, &owned_key, &mut size);
                (result, size)
            })
    }
    #[cfg(feature = "async")]
    #[cfg_attr(docsrs, doc(cfg(feature = "async")))]
    /// Raised when an operation started by [`write_async`](Self::write_async) is over.
    pub fn write_completed(
        &self,
    ) -> &::eap_runtime::Event<Self, WriteCompletedEventArgs> {
        ::eap_runtime::component::event(self, 2)
    }
    #[cfg(unix)]
    /// Requests the cancellation of the pending `load` operation.
    ///
    /// Does nothing if there is none.
    pub fn load_async_cancel(&self) {
        ::eap_runtime::component::cancel(self);
    }
    #[cfg(any(unix, any(not(test), target_os = "linux")))]
    /// Raised when `load` or `read` reports progress.
    pub fn progress_changed(
        &self,
    ) -> &::eap_runtime::Event<Self, ::eap_runtime::ProgressChangedEventArgs> {
        ::eap_runtime::component::event(self, 3)
    }
    #[cfg(any(unix, windows, any(not(test), target_os = "linux"), feature = "async"))]
    /// Whether a `load`, `read` or `write` operation is pending.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        ::eap_runtime::component::is_busy(self)
    }
}
#[cfg(feature = "store")]
#[cfg(unix)]
/// The outcome of an operation started by [`load_async`](Store::load_async): what [`load`](Store::load) returned, or why it did not.
pub struct LoadCompletedEventArgs {
    completed: ::eap_runtime::component::Completed<u8>,
}
#[cfg(feature = "store")]
#[cfg(unix)]
impl LoadCompletedEventArgs {
    /// If it is defined twice, two components of this module need a `types_prefix`.
    #[doc(hidden)]
    const fn set_types_prefix() {}
    /// What [`load`](Store::load) returned.
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub fn result(&self) -> ::core::result::Result<&u8, &::eap_runtime::AsyncError> {
        ::eap_runtime::component::Completed::outputs(&self.completed)
    }
}
#[cfg(feature = "store")]
#[cfg(unix)]
#[automatically_derived]
impl ::eap_runtime::component::FromCompleted<u8> for LoadCompletedEventArgs {
    fn from_completed(completed: ::eap_runtime::component::Completed<u8>) -> Self {
        Self { completed }
    }
}
#[cfg(feature = "store")]
#[cfg(unix)]
#[automatically_derived]
impl ::core::ops::Deref for LoadCompletedEventArgs {
    type Target = ::eap_runtime::AsyncCompletedEventArgs;
    fn deref(&self) -> &Self::Target {
        ::eap_runtime::component::Completed::base(&self.completed)
    }
}
#[cfg(feature = "store")]
#[cfg(unix)]
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
#[cfg(feature = "store")]
#[cfg(unix)]
/// A handler of [`load_completed`](Store::load_completed).
pub type LoadCompletedEventHandler = ::eap_runtime::EventHandler<
    Store,
    LoadCompletedEventArgs,
>;
#[cfg(feature = "store")]
#[cfg(unix)]
/// The args of [`load_progress_changed`](Store::load_progress_changed).
pub type LoadProgressChangedEventArgs = ::eap_runtime::ProgressChangedEventArgs<Line>;
#[cfg(feature = "store")]
#[cfg(unix)]
/// A handler of [`load_progress_changed`](Store::load_progress_changed).
pub type LoadProgressChangedEventHandler = ::eap_runtime::EventHandler<
    Store,
    ::eap_runtime::ProgressChangedEventArgs<Line>,
>;
#[cfg(feature = "store")]
#[cfg(windows)]
/// The outcome of an operation started by [`load_async`](Store::load_async): what [`load`](Store::load) returned, or why it did not.
pub(crate) struct LoadCompletedEventArgs {
    completed: ::eap_runtime::component::Completed<u16>,
}
#[cfg(feature = "store")]
#[cfg(windows)]
impl LoadCompletedEventArgs {
    /// If it is defined twice, two components of this module need a `types_prefix`.
    #[doc(hidden)]
    const fn set_types_prefix() {}
    /// What [`load`](Store::load) returned.
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub(crate) fn result(
        &self,
    ) -> ::core::result::Result<&u16, &::eap_runtime::AsyncError> {
        ::eap_runtime::component::Completed::outputs(&self.completed)
    }
}
#[cfg(feature = "store")]
#[cfg(windows)]
#[automatically_derived]
impl ::eap_runtime::component::FromCompleted<u16> for LoadCompletedEventArgs {
    fn from_completed(completed: ::eap_runtime::component::Completed<u16>) -> Self {
        Self { completed }
    }
}
#[cfg(feature = "store")]
#[cfg(windows)]
#[automatically_derived]
impl ::core::ops::Deref for LoadCompletedEventArgs {
    type Target = ::eap_runtime::AsyncCompletedEventArgs;
    fn deref(&self) -> &Self::Target {
        ::eap_runtime::component::Completed::base(&self.completed)
    }
}
#[cfg(feature = "store")]
#[cfg(windows)]
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
#[cfg(feature = "store")]
#[cfg(windows)]
/// A handler of [`load_completed`](Store::load_completed).
pub(crate) type LoadCompletedEventHandler = ::eap_runtime::EventHandler<
    Store,
    LoadCompletedEventArgs,
>;
#[cfg(feature = "store")]
#[cfg(any(not(test), target_os = "linux"))]
#[deprecated(note = "use `load`")]
#[cfg_attr(not(test), doc(hidden))]
/// The outcome of an operation started by [`read_async`](Store::read_async): what [`read`](Store::read) returned, or why it did not.
pub(super) struct ReadCompletedEventArgs {
    completed: ::eap_runtime::component::Completed<u8>,
}
#[cfg(feature = "store")]
#[cfg(any(not(test), target_os = "linux"))]
#[allow(deprecated)]
impl ReadCompletedEventArgs {
    /// If it is defined twice, two components of this module need a `types_prefix`.
    #[doc(hidden)]
    const fn set_types_prefix() {}
    /// What [`read`](Store::read) returned.
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub(super) fn result(
        &self,
    ) -> ::core::result::Result<&u8, &::eap_runtime::AsyncError> {
        ::eap_runtime::component::Completed::outputs(&self.completed)
    }
}
#[cfg(feature = "store")]
#[cfg(any(not(test), target_os = "linux"))]
#[allow(deprecated)]
#[automatically_derived]
impl ::eap_runtime::component::FromCompleted<u8> for ReadCompletedEventArgs {
    fn from_completed(completed: ::eap_runtime::component::Completed<u8>) -> Self {
        Self { completed }
    }
}
#[cfg(feature = "store")]
#[cfg(any(not(test), target_os = "linux"))]
#[allow(deprecated)]
#[automatically_derived]
impl ::core::ops::Deref for ReadCompletedEventArgs {
    type Target = ::eap_runtime::AsyncCompletedEventArgs;
    fn deref(&self) -> &Self::Target {
        ::eap_runtime::component::Completed::base(&self.completed)
    }
}
#[cfg(feature = "store")]
#[cfg(any(not(test), target_os = "linux"))]
#[allow(deprecated)]
#[automatically_derived]
impl ::core::fmt::Debug for ReadCompletedEventArgs {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::eap_runtime::component::Completed::fmt_as(
            &self.completed,
            "ReadCompletedEventArgs",
            f,
        )
    }
}
#[cfg(feature = "store")]
#[cfg(any(not(test), target_os = "linux"))]
#[deprecated(note = "use `load`")]
#[cfg_attr(not(test), doc(hidden))]
/// A handler of [`read_completed`](Store::read_completed).
#[allow(deprecated)]
pub(super) type ReadCompletedEventHandler = ::eap_runtime::EventHandler<
    Store,
    ReadCompletedEventArgs,
>;
#[cfg(feature = "store")]
#[cfg(feature = "async")]
#[cfg_attr(docsrs, doc(cfg(feature = "async")))]
/// The outcome of an operation started by [`write_async`](Store::write_async): what [`write`](Store::write) returned, or why it did not.
pub struct WriteCompletedEventArgs {
    completed: ::eap_runtime::component::Completed<(u8, usize)>,
}
#[cfg(feature = "store")]
#[cfg(feature = "async")]
impl WriteCompletedEventArgs {
    /// If it is defined twice, two components of this module need a `types_prefix`.
    #[doc(hidden)]
    const fn set_types_prefix() {}
    /// What [`write`](Store::write) returned.
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub fn bytes(&self) -> ::core::result::Result<&u8, &::eap_runtime::AsyncError> {
        ::eap_runtime::component::Completed::outputs(&self.completed)
            .map(|outputs| &outputs.0)
    }
    /// The value of `size` after [`write`](Store::write).
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub fn size(&self) -> ::core::result::Result<&usize, &::eap_runtime::AsyncError> {
        ::eap_runtime::component::Completed::outputs(&self.completed)
            .map(|outputs| &outputs.1)
    }
    /// All outputs of [`write`](Store::write): `bytes`, `size`.
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub fn results(
        &self,
    ) -> ::core::result::Result<(&u8, &usize), &::eap_runtime::AsyncError> {
        ::eap_runtime::component::Completed::outputs(&self.completed)
            .map(|outputs| (&outputs.0, &outputs.1))
    }
}
#[cfg(feature = "store")]
#[cfg(feature = "async")]
#[automatically_derived]
impl ::eap_runtime::component::FromCompleted<(u8, usize)> for WriteCompletedEventArgs {
    fn from_completed(
        completed: ::eap_runtime::component::Completed<(u8, usize)>,
    ) -> Self {
        Self { completed }
    }
}
#[cfg(feature = "store")]
#[cfg(feature = "async")]
#[automatically_derived]
impl ::core::ops::Deref for WriteCompletedEventArgs {
    type Target = ::eap_runtime::AsyncCompletedEventArgs;
    fn deref(&self) -> &Self::Target {
        ::eap_runtime::component::Completed::base(&self.completed)
    }
}
#[cfg(feature = "store")]
#[cfg(feature = "async")]
#[automatically_derived]
impl ::core::fmt::Debug for WriteCompletedEventArgs {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::eap_runtime::component::Completed::fmt_as(
            &self.completed,
            "WriteCompletedEventArgs",
            f,
        )
    }
}
#[cfg(feature = "store")]
#[cfg(feature = "async")]
#[cfg_attr(docsrs, doc(cfg(feature = "async")))]
/// A handler of [`write_completed`](Store::write_completed).
pub type WriteCompletedEventHandler = ::eap_runtime::EventHandler<
    Store,
    WriteCompletedEventArgs,
>;
