impl Printer {
    pub fn print(
        &self,
        pages: Vec<Page>,
        cancel: &CancellationToken,
        progress: &Progress,
    ) {
        self.feed(pages, cancel, progress)
    }
}
impl ::eap_runtime::component::Component for Printer {
    fn events(&self) -> &::eap_runtime::Events<Self> {
        let Self { events, .. } = self;
        events
    }
}
#[allow(dead_code)]
impl Printer {
    /// Starts [`print`](Self::print) in the background; [`print_completed`](Self::print_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `Busy` while another operation is pending, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub fn print_async(
        self: &::std::sync::Arc<Self>,
        pages: Vec<Page>,
        user_state: Ticket,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        ::eap_runtime::component::one_at_a_time(self, user_state)
            .cancellable()
            .progress(Self::progress_changed)
            .completed(Self::print_completed)
            .start(move |this, call| {
                Self::print(this, pages, &call.token(), &call.progress())
            })
    }
    /// Raised when an operation started by [`print_async`](Self::print_async) is over.
    pub fn print_completed(
        &self,
    ) -> &::eap_runtime::Event<
        Self,
        ::eap_runtime::AsyncCompletedEventArgs<::core::convert::Infallible, Ticket>,
    > {
        ::eap_runtime::component::event(self, 0)
    }
    /// Requests the cancellation of the pending `print` operation.
    ///
    /// Does nothing if there is none.
    pub fn cancel_async(&self) {
        ::eap_runtime::component::cancel(self);
    }
    /// Raised when `print` reports progress.
    pub fn progress_changed(
        &self,
    ) -> &::eap_runtime::Event<
        Self,
        ::eap_runtime::ProgressChangedEventArgs<(), Ticket>,
    > {
        ::eap_runtime::component::event(self, 1)
    }
    /// Whether a `print` operation is pending.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        ::eap_runtime::component::is_busy(self)
    }
}
/// A handler of [`print_completed`](Printer::print_completed).
pub type PrintCompletedEventHandler = ::eap_runtime::EventHandler<
    Printer,
    ::eap_runtime::AsyncCompletedEventArgs<::core::convert::Infallible, Ticket>,
>;
