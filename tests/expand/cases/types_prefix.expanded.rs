impl Disk {
    pub fn load(&self) -> Vec<u8> {
        self.read()
    }
}
impl ::eap_runtime::component::Component for Disk {
    fn events(&self) -> &::eap_runtime::Events<Self> {
        let Self { events, .. } = self;
        events
    }
}
#[allow(dead_code)]
impl Disk {
    /// Starts [`load`](Self::load) in the background; [`load_completed`](Self::load_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `Busy` while another operation is pending, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub fn load_async(
        self: &::std::sync::Arc<Self>,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        ::eap_runtime::component::one_at_a_time(self, ())
            .completed(Self::load_completed)
            .start(move |this, _| { Self::load(this) })
    }
    /// Raised when an operation started by [`load_async`](Self::load_async) is over.
    pub fn load_completed(
        &self,
    ) -> &::eap_runtime::Event<Self, DiskLoadCompletedEventArgs> {
        ::eap_runtime::component::event(self, 0)
    }
    /// Starts [`load`](Self::load) in the background. The future yields its outcome.
    pub fn load_future(self: &::std::sync::Arc<Self>) -> DiskLoadFuture {
        ::eap_runtime::component::one_at_a_time(self, ())
            .future()
            .start(move |this, _| { Self::load(this) })
    }
    /// Whether a `load` operation is pending.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        ::eap_runtime::component::is_busy(self)
    }
}
/// The outcome of an operation started by [`load_async`](Disk::load_async): what [`load`](Disk::load) returned, or why it did not.
pub struct DiskLoadCompletedEventArgs {
    completed: ::eap_runtime::component::Completed<Vec<u8>>,
}
impl DiskLoadCompletedEventArgs {
    /// If it is defined twice, two components of this module need a `types_prefix`.
    #[doc(hidden)]
    const fn set_types_prefix() {}
    /// What [`load`](Disk::load) returned.
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub fn result(
        &self,
    ) -> ::core::result::Result<&Vec<u8>, &::eap_runtime::AsyncError> {
        ::eap_runtime::component::Completed::outputs(&self.completed)
    }
}
#[automatically_derived]
impl ::eap_runtime::component::FromCompleted<Vec<u8>> for DiskLoadCompletedEventArgs {
    fn from_completed(completed: ::eap_runtime::component::Completed<Vec<u8>>) -> Self {
        Self { completed }
    }
}
#[automatically_derived]
impl ::core::ops::Deref for DiskLoadCompletedEventArgs {
    type Target = ::eap_runtime::AsyncCompletedEventArgs;
    fn deref(&self) -> &Self::Target {
        ::eap_runtime::component::Completed::base(&self.completed)
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for DiskLoadCompletedEventArgs {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::eap_runtime::component::Completed::fmt_as(
            &self.completed,
            "DiskLoadCompletedEventArgs",
            f,
        )
    }
}
/// A handler of [`load_completed`](Disk::load_completed).
pub type DiskLoadCompletedEventHandler = ::eap_runtime::EventHandler<
    Disk,
    DiskLoadCompletedEventArgs,
>;
/// The future of [`load_future`](Disk::load_future).
pub type DiskLoadFuture = ::eap_runtime::OperationFuture<
    Vec<u8>,
    ::core::convert::Infallible,
>;
impl Tape {
    pub fn load(&self) -> Vec<u8> {
        self.wind()
    }
}
impl ::eap_runtime::component::Component for Tape {
    fn events(&self) -> &::eap_runtime::Events<Self> {
        let Self { events, .. } = self;
        events
    }
}
#[allow(dead_code)]
impl Tape {
    /// Starts [`load`](Self::load) in the background; [`load_completed`](Self::load_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `Busy` while another operation is pending, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub fn load_async(
        self: &::std::sync::Arc<Self>,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        ::eap_runtime::component::one_at_a_time(self, ())
            .completed(Self::load_completed)
            .start(move |this, _| { Self::load(this) })
    }
    /// Raised when an operation started by [`load_async`](Self::load_async) is over.
    pub fn load_completed(
        &self,
    ) -> &::eap_runtime::Event<Self, TapeLoadCompletedEventArgs> {
        ::eap_runtime::component::event(self, 0)
    }
    /// Starts [`load`](Self::load) in the background. The future yields its outcome.
    pub fn load_future(self: &::std::sync::Arc<Self>) -> TapeLoadFuture {
        ::eap_runtime::component::one_at_a_time(self, ())
            .future()
            .start(move |this, _| { Self::load(this) })
    }
    /// Whether a `load` operation is pending.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        ::eap_runtime::component::is_busy(self)
    }
}
/// The outcome of an operation started by [`load_async`](Tape::load_async): what [`load`](Tape::load) returned, or why it did not.
pub struct TapeLoadCompletedEventArgs {
    completed: ::eap_runtime::component::Completed<Vec<u8>>,
}
impl TapeLoadCompletedEventArgs {
    /// If it is defined twice, two components of this module need a `types_prefix`.
    #[doc(hidden)]
    const fn set_types_prefix() {}
    /// What [`load`](Tape::load) returned.
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub fn result(
        &self,
    ) -> ::core::result::Result<&Vec<u8>, &::eap_runtime::AsyncError> {
        ::eap_runtime::component::Completed::outputs(&self.completed)
    }
}
#[automatically_derived]
impl ::eap_runtime::component::FromCompleted<Vec<u8>> for TapeLoadCompletedEventArgs {
    fn from_completed(completed: ::eap_runtime::component::Completed<Vec<u8>>) -> Self {
        Self { completed }
    }
}
#[automatically_derived]
impl ::core::ops::Deref for TapeLoadCompletedEventArgs {
    type Target = ::eap_runtime::AsyncCompletedEventArgs;
    fn deref(&self) -> &Self::Target {
        ::eap_runtime::component::Completed::base(&self.completed)
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for TapeLoadCompletedEventArgs {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::eap_runtime::component::Completed::fmt_as(
            &self.completed,
            "TapeLoadCompletedEventArgs",
            f,
        )
    }
}
/// A handler of [`load_completed`](Tape::load_completed).
pub type TapeLoadCompletedEventHandler = ::eap_runtime::EventHandler<
    Tape,
    TapeLoadCompletedEventArgs,
>;
/// The future of [`load_future`](Tape::load_future).
pub type TapeLoadFuture = ::eap_runtime::OperationFuture<
    Vec<u8>,
    ::core::convert::Infallible,
>;
