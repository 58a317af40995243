impl Sensor {
    /// An alias of `Result`, known by its name.
    pub fn read(&self) -> io::Result<f64> {
        self.sample()
    }
    /// A `Result` under another name.
    pub fn calibrate(&self) -> Outcome<Curve> {
        self.fit()
    }
    /// Nothing but how it ended.
    pub fn reset(&self) -> Result<(), Fault> {
        self.restart()
    }
    /// With an output beside the result, even so.
    pub fn log(&self, lines: &mut usize) -> fmt::Result {
        self.write(lines)
    }
    /// Ends in a panic alone, or when it is cancelled.
    pub fn watch(&self, cancel: CancellationToken) -> ! {
        self.watch_on(cancel)
    }
}
impl ::eap_runtime::component::Component for Sensor {
    fn events(&self) -> &::eap_runtime::Events<Self> {
        let Self { events, .. } = self;
        events
    }
}
#[allow(dead_code)]
impl Sensor {
    /// Starts [`read`](Self::read) in the background; [`read_completed`](Self::read_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `Busy` while another operation is pending, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub fn read_async(
        self: &::std::sync::Arc<Self>,
        user_state: u32,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        ::eap_runtime::component::one_at_a_time(self, user_state)
            .completed(Self::read_completed)
            .try_start(move |this, _| { Self::read(this) })
    }
    /// Raised when an operation started by [`read_async`](Self::read_async) is over.
    pub fn read_completed(&self) -> &::eap_runtime::Event<Self, ReadCompletedEventArgs> {
        ::eap_runtime::component::event(self, 0)
    }
    /// Starts [`calibrate`](Self::calibrate) in the background; [`calibrate_completed`](Self::calibrate_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `Busy` while another operation is pending, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub fn calibrate_async(
        self: &::std::sync::Arc<Self>,
        user_state: u32,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        ::eap_runtime::component::one_at_a_time(self, user_state)
            .completed(Self::calibrate_completed)
            .try_start(move |this, _| {
                ::eap_runtime::component::into_result(Self::calibrate(this))
            })
    }
    /// Raised when an operation started by [`calibrate_async`](Self::calibrate_async) is over.
    pub fn calibrate_completed(
        &self,
    ) -> &::eap_runtime::Event<Self, CalibrateCompletedEventArgs> {
        ::eap_runtime::component::event(self, 1)
    }
    /// Starts [`reset`](Self::reset) in the background; [`reset_completed`](Self::reset_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `Busy` while another operation is pending, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub fn reset_async(
        self: &::std::sync::Arc<Self>,
        user_state: u32,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        ::eap_runtime::component::one_at_a_time(self, user_state)
            .completed(Self::reset_completed)
            .try_start(move |this, _| { Self::reset(this) })
    }
    /// Raised when an operation started by [`reset_async`](Self::reset_async) is over.
    pub fn reset_completed(
        &self,
    ) -> &::eap_runtime::Event<
        Self,
        ::eap_runtime::AsyncCompletedEventArgs<Fault, u32>,
    > {
        ::eap_runtime::component::event(self, 2)
    }
    /// Starts [`log`](Self::log) in the background; [`log_completed`](Self::log_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `Busy` while another operation is pending, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub fn log_async(
        self: &::std::sync::Arc<Self>,
        user_state: u32,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        ::eap_runtime::component::one_at_a_time(self, user_state)
            .completed(Self::log_completed)
            .try_start(move |this, _| {
                let mut lines = <usize as ::eap_runtime::component::Initial>::initial();
                Self::log(this, &mut lines).map(|()| lines)
            })
    }
    /// Raised when an operation started by [`log_async`](Self::log_async) is over.
    pub fn log_completed(&self) -> &::eap_runtime::Event<Self, LogCompletedEventArgs> {
        ::eap_runtime::component::event(self, 3)
    }
    /// Starts [`watch`](Self::watch) in the background; [`watch_completed`](Self::watch_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `Busy` while another operation is pending, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub fn watch_async(
        self: &::std::sync::Arc<Self>,
        user_state: u32,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        ::eap_runtime::component::one_at_a_time(self, user_state)
            .cancellable()
            .completed(Self::watch_completed)
            .try_start(move |this, call| { Self::watch(this, call.token()) })
    }
    /// Raised when an operation started by [`watch_async`](Self::watch_async) is over.
    pub fn watch_completed(
        &self,
    ) -> &::eap_runtime::Event<
        Self,
        ::eap_runtime::AsyncCompletedEventArgs<::core::convert::Infallible, u32>,
    > {
        ::eap_runtime::component::event(self, 4)
    }
    /// Requests the cancellation of the pending `watch` operation.
    ///
    /// Does nothing if there is none.
    pub fn watch_async_cancel(&self) {
        ::eap_runtime::component::cancel(self);
    }
    /// Whether a `read`, `calibrate`, `reset`, `log` or `watch` operation is pending.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        ::eap_runtime::component::is_busy(self)
    }
}
/// The outcome of an operation started by [`read_async`](Sensor::read_async): what [`read`](Sensor::read) returned, or why it did not.
pub struct ReadCompletedEventArgs {
    completed: ::eap_runtime::component::Completed<f64, ::std::io::Error, u32>,
}
impl ReadCompletedEventArgs {
    /// If it is defined twice, two components of this module need a `types_prefix`.
    #[doc(hidden)]
    const fn set_types_prefix() {}
    /// What [`read`](Sensor::read) returned.
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub fn result(
        &self,
    ) -> ::core::result::Result<&f64, &::eap_runtime::AsyncError<::std::io::Error>> {
        ::eap_runtime::component::Completed::outputs(&self.completed)
    }
}
#[automatically_derived]
impl ::eap_runtime::component::FromCompleted<f64, ::std::io::Error, u32>
for ReadCompletedEventArgs {
    fn from_completed(
        completed: ::eap_runtime::component::Completed<f64, ::std::io::Error, u32>,
    ) -> Self {
        Self { completed }
    }
}
#[automatically_derived]
impl ::core::ops::Deref for ReadCompletedEventArgs {
    type Target = ::eap_runtime::AsyncCompletedEventArgs<::std::io::Error, u32>;
    fn deref(&self) -> &Self::Target {
        ::eap_runtime::component::Completed::base(&self.completed)
    }
}
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
/// A handler of [`read_completed`](Sensor::read_completed).
pub type ReadCompletedEventHandler = ::eap_runtime::EventHandler<
    Sensor,
    ReadCompletedEventArgs,
>;
/// The outcome of an operation started by [`calibrate_async`](Sensor::calibrate_async): what [`calibrate`](Sensor::calibrate) returned, or why it did not.
pub struct CalibrateCompletedEventArgs {
    completed: ::eap_runtime::component::Completed<
        ::eap_runtime::component::OkOf<Outcome<Curve>>,
        ::eap_runtime::component::ErrorOf<Outcome<Curve>>,
        u32,
    >,
}
impl CalibrateCompletedEventArgs {
    /// If it is defined twice, two components of this module need a `types_prefix`.
    #[doc(hidden)]
    const fn set_types_prefix() {}
    /// What [`calibrate`](Sensor::calibrate) returned.
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub fn result(
        &self,
    ) -> ::core::result::Result<
        &::eap_runtime::component::OkOf<Outcome<Curve>>,
        &::eap_runtime::AsyncError<::eap_runtime::component::ErrorOf<Outcome<Curve>>>,
    > {
        ::eap_runtime::component::Completed::outputs(&self.completed)
    }
}
#[automatically_derived]
impl ::eap_runtime::component::FromCompleted<
    ::eap_runtime::component::OkOf<Outcome<Curve>>,
    ::eap_runtime::component::ErrorOf<Outcome<Curve>>,
    u32,
> for CalibrateCompletedEventArgs {
    fn from_completed(
        completed: ::eap_runtime::component::Completed<
            ::eap_runtime::component::OkOf<Outcome<Curve>>,
            ::eap_runtime::component::ErrorOf<Outcome<Curve>>,
            u32,
        >,
    ) -> Self {
        Self { completed }
    }
}
#[automatically_derived]
impl ::core::ops::Deref for CalibrateCompletedEventArgs {
    type Target = ::eap_runtime::AsyncCompletedEventArgs<
        ::eap_runtime::component::ErrorOf<Outcome<Curve>>,
        u32,
    >;
    fn deref(&self) -> &Self::Target {
        ::eap_runtime::component::Completed::base(&self.completed)
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for CalibrateCompletedEventArgs {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::eap_runtime::component::Completed::fmt_as(
            &self.completed,
            "CalibrateCompletedEventArgs",
            f,
        )
    }
}
/// A handler of [`calibrate_completed`](Sensor::calibrate_completed).
pub type CalibrateCompletedEventHandler = ::eap_runtime::EventHandler<
    Sensor,
    CalibrateCompletedEventArgs,
>;
/// A handler of [`reset_completed`](Sensor::reset_completed).
pub type ResetCompletedEventHandler = ::eap_runtime::EventHandler<
    Sensor,
    ::eap_runtime::AsyncCompletedEventArgs<Fault, u32>,
>;
/// The outcome of an operation started by [`log_async`](Sensor::log_async): what [`log`](Sensor::log) returned, or why it did not.
pub struct LogCompletedEventArgs {
    completed: ::eap_runtime::component::Completed<usize, ::core::fmt::Error, u32>,
}
impl LogCompletedEventArgs {
    /// If it is defined twice, two components of this module need a `types_prefix`.
    #[doc(hidden)]
    const fn set_types_prefix() {}
    /// The value of `lines` after [`log`](Sensor::log).
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub fn lines(
        &self,
    ) -> ::core::result::Result<&usize, &::eap_runtime::AsyncError<::core::fmt::Error>> {
        ::eap_runtime::component::Completed::outputs(&self.completed)
    }
}
#[automatically_derived]
impl ::eap_runtime::component::FromCompleted<usize, ::core::fmt::Error, u32>
for LogCompletedEventArgs {
    fn from_completed(
        completed: ::eap_runtime::component::Completed<usize, ::core::fmt::Error, u32>,
    ) -> Self {
        Self { completed }
    }
}
#[automatically_derived]
impl ::core::ops::Deref for LogCompletedEventArgs {
    type Target = ::eap_runtime::AsyncCompletedEventArgs<::core::fmt::Error, u32>;
    fn deref(&self) -> &Self::Target {
        ::eap_runtime::component::Completed::base(&self.completed)
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for LogCompletedEventArgs {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::eap_runtime::component::Completed::fmt_as(
            &self.completed,
            "LogCompletedEventArgs",
            f,
        )
    }
}
/// A handler of [`log_completed`](Sensor::log_completed).
pub type LogCompletedEventHandler = ::eap_runtime::EventHandler<
    Sensor,
    LogCompletedEventArgs,
>;
/// A handler of [`watch_completed`](Sensor::watch_completed).
pub type WatchCompletedEventHandler = ::eap_runtime::EventHandler<
    Sensor,
    ::eap_runtime::AsyncCompletedEventArgs<::core::convert::Infallible, u32>,
>;
