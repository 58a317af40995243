impl Printer {
    pub fn print(
        &self,
        #[cfg(feature = "colour")]
        ink: Ink,
        #[cfg(not(feature = "plain"))]
        title: &str,
        #[cfg_attr(feature = "colour", cfg(unix))]
        paper: Option<&Paper>,
        #[cfg(feature = "colour")]
        cancel: &CancellationToken,
    ) {}
}
impl ::eap_runtime::component::Component for Printer {
    fn events(&self) -> &::eap_runtime::Events<Self> {
        let Self { events, .. } = self;
        events
    }
}
#[allow(dead_code, clippy::impl_trait_in_params)]
impl Printer {
    /// Starts [`print`](Self::print) in the background; [`print_completed`](Self::print_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `DuplicateUserState` while another operation has this user state, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub fn print_async(
        self: &::std::sync::Arc<Self>,
        #[cfg(feature = "colour")]
        ink: Ink,
        #[cfg(not(feature = "plain"))]
        title: impl ::core::convert::Into<::std::string::String>,
        #[cfg_attr(feature = "colour", cfg(unix))]
        paper: ::core::option::Option<Paper>,
        user_state: ::eap_runtime::TaskId,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        #[cfg(not(feature = "plain"))]
        let owned_title = ::core::convert::Into::<::std::string::String>::into(title);
        ::eap_runtime::component::concurrent(self, user_state)
            .cancellable()
            .completed(Self::print_completed)
            .start(move |this, call| {
                Self::print(
                    this,
                    #[cfg(feature = "colour")]
                    ink,
                    #[cfg(not(feature = "plain"))]
                    &owned_title,
                    #[cfg_attr(feature = "colour", cfg(unix))]
                    ::core::option::Option::as_ref(&paper),
                    #[cfg(feature = "colour")]
                    &call.token(),
                )
            })
    }
    /// Raised when an operation started by [`print_async`](Self::print_async) is over.
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
    /// Requests the cancellation of the `print` operation with this user state.
    ///
    /// Does nothing if there is none.
    pub fn print_async_cancel<Q>(&self, user_state: &Q)
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
/// A handler of [`print_completed`](Printer::print_completed).
pub type PrintCompletedEventHandler = ::eap_runtime::EventHandler<
    Printer,
    ::eap_runtime::AsyncCompletedEventArgs<
        ::core::convert::Infallible,
        ::eap_runtime::TaskId,
    >,
>;
