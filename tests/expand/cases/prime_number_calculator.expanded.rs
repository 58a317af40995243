impl PrimeNumberCalculator {
    /// Tells whether `number` is prime.
    pub fn calculate_prime(
        &self,
        number: u32,
        first_divisor: &mut u32,
        cancel: &CancellationToken,
        progress: &Progress<LatestPrime>,
    ) -> bool {
        number > 1
    }
}
impl ::eap_runtime::component::Component for PrimeNumberCalculator {
    fn events(&self) -> &::eap_runtime::Events<Self> {
        let Self { events, .. } = self;
        events
    }
}
#[allow(dead_code)]
impl PrimeNumberCalculator {
    /// Starts [`calculate_prime`](Self::calculate_prime) in the background; [`calculate_prime_completed`](Self::calculate_prime_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `DuplicateUserState` while another operation has this user state, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub fn calculate_prime_async(
        self: &::std::sync::Arc<Self>,
        number: u32,
        user_state: ::eap_runtime::TaskId,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        ::eap_runtime::component::concurrent(self, user_state)
            .cancellable()
            .progress(Self::calculate_prime_progress_changed)
            .completed(Self::calculate_prime_completed)
            .start(move |this, call| {
                let mut first_divisor = <u32 as ::eap_runtime::component::Initial>::initial();
                let result = Self::calculate_prime(
                    this,
                    number,
                    &mut first_divisor,
                    &call.token(),
                    &call.progress(),
                );
                (result, first_divisor)
            })
    }
    /// Raised when an operation started by [`calculate_prime_async`](Self::calculate_prime_async) is over.
    pub fn calculate_prime_completed(
        &self,
    ) -> &::eap_runtime::Event<Self, CalculatePrimeCompletedEventArgs> {
        ::eap_runtime::component::event(self, 0)
    }
    /// Raised when [`calculate_prime`](Self::calculate_prime) reports progress.
    pub fn calculate_prime_progress_changed(
        &self,
    ) -> &::eap_runtime::Event<
        Self,
        ::eap_runtime::ProgressChangedEventArgs<LatestPrime, ::eap_runtime::TaskId>,
    > {
        ::eap_runtime::component::event(self, 1)
    }
    /// Requests the cancellation of the `calculate_prime` operation with this user state.
    ///
    /// Does nothing if there is none.
    pub fn calculate_prime_async_cancel<Q>(&self, user_state: &Q)
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
/// The outcome of an operation started by [`calculate_prime_async`](PrimeNumberCalculator::calculate_prime_async): what [`calculate_prime`](PrimeNumberCalculator::calculate_prime) returned, or why it did not.
pub struct CalculatePrimeCompletedEventArgs {
    completed: ::eap_runtime::component::Completed<
        (bool, u32),
        ::core::convert::Infallible,
        ::eap_runtime::TaskId,
    >,
}
impl CalculatePrimeCompletedEventArgs {
    /// If it is defined twice, two components of this module need a `types_prefix`.
    #[doc(hidden)]
    const fn set_types_prefix() {}
    /// What [`calculate_prime`](PrimeNumberCalculator::calculate_prime) returned.
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub fn is_prime(&self) -> ::core::result::Result<&bool, &::eap_runtime::AsyncError> {
        ::eap_runtime::component::Completed::outputs(&self.completed)
            .map(|outputs| &outputs.0)
    }
    /// The value of `first_divisor` after [`calculate_prime`](PrimeNumberCalculator::calculate_prime).
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub fn first_divisor(
        &self,
    ) -> ::core::result::Result<&u32, &::eap_runtime::AsyncError> {
        ::eap_runtime::component::Completed::outputs(&self.completed)
            .map(|outputs| &outputs.1)
    }
    /// All outputs of [`calculate_prime`](PrimeNumberCalculator::calculate_prime): `is_prime`, `first_divisor`.
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub fn results(
        &self,
    ) -> ::core::result::Result<(&bool, &u32), &::eap_runtime::AsyncError> {
        ::eap_runtime::component::Completed::outputs(&self.completed)
            .map(|outputs| (&outputs.0, &outputs.1))
    }
}
#[automatically_derived]
impl ::eap_runtime::component::FromCompleted<
    (bool, u32),
    ::core::convert::Infallible,
    ::eap_runtime::TaskId,
> for CalculatePrimeCompletedEventArgs {
    fn from_completed(
        completed: ::eap_runtime::component::Completed<
            (bool, u32),
            ::core::convert::Infallible,
            ::eap_runtime::TaskId,
        >,
    ) -> Self {
        Self { completed }
    }
}
#[automatically_derived]
impl ::core::ops::Deref for CalculatePrimeCompletedEventArgs {
    type Target = ::eap_runtime::AsyncCompletedEventArgs<
        ::core::convert::Infallible,
        ::eap_runtime::TaskId,
    >;
    fn deref(&self) -> &Self::Target {
        ::eap_runtime::component::Completed::base(&self.completed)
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for CalculatePrimeCompletedEventArgs {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::eap_runtime::component::Completed::fmt_as(
            &self.completed,
            "CalculatePrimeCompletedEventArgs",
            f,
        )
    }
}
/// A handler of [`calculate_prime_completed`](PrimeNumberCalculator::calculate_prime_completed).
pub type CalculatePrimeCompletedEventHandler = ::eap_runtime::EventHandler<
    PrimeNumberCalculator,
    CalculatePrimeCompletedEventArgs,
>;
/// The args of [`calculate_prime_progress_changed`](PrimeNumberCalculator::calculate_prime_progress_changed).
pub type CalculatePrimeProgressChangedEventArgs = ::eap_runtime::ProgressChangedEventArgs<
    LatestPrime,
    ::eap_runtime::TaskId,
>;
/// A handler of [`calculate_prime_progress_changed`](PrimeNumberCalculator::calculate_prime_progress_changed).
pub type CalculatePrimeProgressChangedEventHandler = ::eap_runtime::EventHandler<
    PrimeNumberCalculator,
    ::eap_runtime::ProgressChangedEventArgs<LatestPrime, ::eap_runtime::TaskId>,
>;
