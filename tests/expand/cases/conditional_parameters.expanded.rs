impl Printer {
    pub fn print(
        &self,
        text: &str,
        #[cfg(feature = "colour")]
        ink: Ink,
        #[cfg(not(feature = "colour"))]
        grey: &mut u8,
        #[cfg(feature = "colour")]
        cancel: &CancellationToken,
    ) {}
}
impl ::eap_runtime::component::Component for Printer {
    fn events(&self) -> &::eap_runtime::Events<Self> {
        let Self { events, .. } = ::eap_runtime::component::sendable(self).get();
        events
    }
}
#[allow(dead_code, clippy::too_many_arguments)]
impl Printer {
    #[cfg(feature = "colour")]
    /// Starts [`print`](Self::print) in the background; [`print_completed`](Self::print_completed) tells how it ended.
    ///
    /// # Errors
    ///
    /// `DuplicateUserState` while another operation has this user state, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub fn print_async(
        self: &::std::sync::Arc<Self>,
        text: impl ::core::convert::Into<::std::string::String>,
        ink: Ink,
        user_state: ::eap_runtime::TaskId,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        let text = ::core::convert::Into::<::std::string::String>::into(text);
        ::eap_runtime::component::concurrent(self, user_state)
            .cancellable()
            .completed(Self::print_completed)
            .start(move |this, call| { Self::print(this, &text, ink, &call.token()) })
    }
    #[cfg(feature = "colour")]
    /// Raised when an operation started by [`print_async`](Self::print_async) is over, with what [`print`](Self::print) gave.
    pub fn print_completed(
        &self,
    ) -> &::eap_runtime::Event<
        Self,
        ::eap_runtime::AsyncCompletedEventArgs<
            ::core::convert::Infallible,
            ::eap_runtime::TaskId,
        >,
    > {
        ::eap_runtime::component::event(self, 0)
    }
    #[cfg(not(feature = "colour"))]
    /// Starts [`print`](Self::print) in the background; [`print_completed`](Self::print_completed) tells how it ended.
    ///
    /// # Errors
    ///
    /// `DuplicateUserState` while another operation has this user state, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub fn print_async(
        self: &::std::sync::Arc<Self>,
        text: impl ::core::convert::Into<::std::string::String>,
        user_state: ::eap_runtime::TaskId,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        let text = ::core::convert::Into::<::std::string::String>::into(text);
        ::eap_runtime::component::concurrent(self, user_state)
            .completed(Self::print_completed)
            .start(move |this, _| {
                let mut grey = <u8 as ::eap_runtime::component::Initial>::initial();
                Self::print(this, &text, &mut grey);
                grey
            })
    }
    #[cfg(not(feature = "colour"))]
    /// Raised when an operation started by [`print_async`](Self::print_async) is over, with what [`print`](Self::print) gave.
    pub fn print_completed(
        &self,
    ) -> &::eap_runtime::Event<Self, PrintCompletedEventArgs> {
        ::eap_runtime::component::event(self, 0)
    }
    #[cfg(feature = "colour")]
    /// Requests the cancellation of the `print` operation with this user state.
    ///
    /// Without one, nothing happens.
    pub fn print_async_cancel(&self, user_state: &::eap_runtime::TaskId) {
        ::eap_runtime::component::cancel_keyed(self, user_state);
    }
}
#[cfg(feature = "colour")]
/// A handler of [`print_completed`](Printer::print_completed).
pub type PrintCompletedEventHandler = ::eap_runtime::EventHandler<
    Printer,
    ::eap_runtime::AsyncCompletedEventArgs<
        ::core::convert::Infallible,
        ::eap_runtime::TaskId,
    >,
>;
#[cfg(not(feature = "colour"))]
/// How an operation started by [`print_async`](Printer::print_async) ended, and what [`print`](Printer::print) gave.
pub struct PrintCompletedEventArgs {
    completed: ::eap_runtime::component::Completed<
        u8,
        ::core::convert::Infallible,
        ::eap_runtime::TaskId,
    >,
}
#[cfg(not(feature = "colour"))]
impl PrintCompletedEventArgs {
    /// What [`print`](Printer::print) left in `grey`.
    ///
    /// # Errors
    ///
    /// Why there is nothing to read: the operation failed, panicked or was cancelled.
    pub fn grey(&self) -> ::core::result::Result<&u8, &::eap_runtime::AsyncError> {
        self.completed.outputs()
    }
}
#[cfg(not(feature = "colour"))]
#[automatically_derived]
impl ::eap_runtime::component::FromCompleted<
    u8,
    ::core::convert::Infallible,
    ::eap_runtime::TaskId,
> for PrintCompletedEventArgs {
    fn from_completed(
        completed: ::eap_runtime::component::Completed<
            u8,
            ::core::convert::Infallible,
            ::eap_runtime::TaskId,
        >,
    ) -> Self {
        Self { completed }
    }
}
#[cfg(not(feature = "colour"))]
#[automatically_derived]
impl ::core::ops::Deref for PrintCompletedEventArgs {
    type Target = ::eap_runtime::AsyncCompletedEventArgs<
        ::core::convert::Infallible,
        ::eap_runtime::TaskId,
    >;
    fn deref(&self) -> &Self::Target {
        self.completed.base()
    }
}
#[cfg(not(feature = "colour"))]
#[automatically_derived]
impl ::core::fmt::Debug for PrintCompletedEventArgs {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        self.completed.fmt_as("PrintCompletedEventArgs", f)
    }
}
#[cfg(not(feature = "colour"))]
/// A handler of [`print_completed`](Printer::print_completed).
pub type PrintCompletedEventHandler = ::eap_runtime::EventHandler<
    Printer,
    PrintCompletedEventArgs,
>;
