impl Account {
    pub fn deposit(&self, amount: u64) -> Result<u64, Overflow> {
        self.change(amount)
    }
    pub fn withdraw(&self, amount: u64) -> Result<u64, Overflow> {
        self.change(amount)
    }
}
impl ::eap_runtime::component::Component for Account {
    fn events(&self) -> &::eap_runtime::Events<Self> {
        let Self { events, .. } = self;
        events
    }
}
#[allow(dead_code)]
impl Account {
    /// Starts [`deposit`](Self::deposit) in the background; [`deposit_completed`](Self::deposit_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `Busy` while another operation is pending, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub fn deposit_async(
        self: &::std::sync::Arc<Self>,
        amount: u64,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        ::eap_runtime::component::one_at_a_time(self, ())
            .completed(Self::deposit_completed)
            .try_start(move |this, _| { Self::deposit(this, amount) })
    }
    /// Raised when an operation started by [`deposit_async`](Self::deposit_async) is over.
    pub fn deposit_completed(
        &self,
    ) -> &::eap_runtime::Event<Self, DepositCompletedEventArgs> {
        ::eap_runtime::component::event(self, 0)
    }
    /// Starts [`withdraw`](Self::withdraw) in the background; [`withdraw_completed`](Self::withdraw_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `Busy` while another operation is pending, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub fn withdraw_async(
        self: &::std::sync::Arc<Self>,
        amount: u64,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        ::eap_runtime::component::one_at_a_time(self, ())
            .completed(Self::withdraw_completed)
            .try_start::<
                ::eap_runtime::component::OkOf<Result<u64, Overflow>>,
                ::eap_runtime::component::ErrorOf<Result<u64, Overflow>>,
            >(move |this, _| { Self::withdraw(this, amount) })
    }
    /// Raised when an operation started by [`withdraw_async`](Self::withdraw_async) is over.
    pub fn withdraw_completed(
        &self,
    ) -> &::eap_runtime::Event<Self, DepositCompletedEventArgs> {
        ::eap_runtime::component::event(self, 1)
    }
    /// Whether a `deposit` or `withdraw` operation is pending.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        ::eap_runtime::component::is_busy(self)
    }
}
/// The outcome of an operation started by [`deposit_async`](Account::deposit_async): what [`deposit`](Account::deposit) returned, or why it did not.
pub struct DepositCompletedEventArgs {
    completed: ::eap_runtime::component::Completed<
        ::eap_runtime::component::OkOf<Result<u64, Overflow>>,
        ::eap_runtime::component::ErrorOf<Result<u64, Overflow>>,
    >,
}
impl DepositCompletedEventArgs {
    /// If it is defined twice, two components of this module need a `types_prefix`.
    #[doc(hidden)]
    const fn set_types_prefix() {}
    /// What [`deposit`](Account::deposit) returned.
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub fn balance(
        &self,
    ) -> ::core::result::Result<
        &::eap_runtime::component::OkOf<Result<u64, Overflow>>,
        &::eap_runtime::AsyncError<
            ::eap_runtime::component::ErrorOf<Result<u64, Overflow>>,
        >,
    > {
        ::eap_runtime::component::Completed::outputs(&self.completed)
    }
}
#[automatically_derived]
impl ::eap_runtime::component::FromCompleted<
    ::eap_runtime::component::OkOf<Result<u64, Overflow>>,
    ::eap_runtime::component::ErrorOf<Result<u64, Overflow>>,
> for DepositCompletedEventArgs {
    fn from_completed(
        completed: ::eap_runtime::component::Completed<
            ::eap_runtime::component::OkOf<Result<u64, Overflow>>,
            ::eap_runtime::component::ErrorOf<Result<u64, Overflow>>,
        >,
    ) -> Self {
        Self { completed }
    }
}
#[automatically_derived]
impl ::core::ops::Deref for DepositCompletedEventArgs {
    type Target = ::eap_runtime::AsyncCompletedEventArgs<
        ::eap_runtime::component::ErrorOf<Result<u64, Overflow>>,
    >;
    fn deref(&self) -> &Self::Target {
        ::eap_runtime::component::Completed::base(&self.completed)
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for DepositCompletedEventArgs {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::eap_runtime::component::Completed::fmt_as(
            &self.completed,
            "DepositCompletedEventArgs",
            f,
        )
    }
}
/// A handler of [`deposit_completed`](Account::deposit_completed).
pub type DepositCompletedEventHandler = ::eap_runtime::EventHandler<
    Account,
    DepositCompletedEventArgs,
>;
/// A handler of [`withdraw_completed`](Account::withdraw_completed).
pub type WithdrawCompletedEventHandler = ::eap_runtime::EventHandler<
    Account,
    DepositCompletedEventArgs,
>;
