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
        let Self { events, .. } = ::eap_runtime::component::sendable(self).get();
        events
    }
}
#[allow(dead_code, clippy::too_many_arguments)]
impl PrimeNumberCalculator {
    /// Starts [`calculate_prime`](Self::calculate_prime) in the background; [`calculate_prime_completed`](Self::calculate_prime_completed) tells how it ended.
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
    /// Raised when an operation started by [`calculate_prime_async`](Self::calculate_prime_async) is over, with what [`calculate_prime`](Self::calculate_prime) gave.
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
    /// Without one, nothing happens.
    pub fn calculate_prime_async_cancel(&self, user_state: &::eap_runtime::TaskId) {
        ::eap_runtime::component::cancel_keyed(self, user_state);
    }
}
/// How an operation started by [`calculate_prime_async`](PrimeNumberCalculator::calculate_prime_async) ended, and what [`calculate_prime`](PrimeNumberCalculator::calculate_prime) gave.
pub struct CalculatePrimeCompletedEventArgs {
    completed: ::eap_runtime::component::Completed<
        (bool, u32),
        ::core::convert::Infallible,
        ::eap_runtime::TaskId,
    >,
}
impl CalculatePrimeCompletedEventArgs {
    /// What [`calculate_prime`](PrimeNumberCalculator::calculate_prime) returned.
    ///
    /// # Errors
    ///
    /// Why there is nothing to read: the operation failed, panicked or was cancelled.
    pub fn is_prime(&self) -> ::core::result::Result<&bool, &::eap_runtime::AsyncError> {
        self.completed.outputs().map(|outputs| &outputs.0)
    }
    /// What [`calculate_prime`](PrimeNumberCalculator::calculate_prime) left in `first_divisor`.
    ///
    /// # Errors
    ///
    /// Why there is nothing to read: the operation failed, panicked or was cancelled.
    pub fn first_divisor(
        &self,
    ) -> ::core::result::Result<&u32, &::eap_runtime::AsyncError> {
        self.completed.outputs().map(|outputs| &outputs.1)
    }
    /// All that [`calculate_prime`](PrimeNumberCalculator::calculate_prime) gave: `is_prime`, `first_divisor`.
    ///
    /// # Errors
    ///
    /// Why there is nothing to read: the operation failed, panicked or was cancelled.
    pub fn results(
        &self,
    ) -> ::core::result::Result<(&bool, &u32), &::eap_runtime::AsyncError> {
        self.completed.outputs().map(|outputs| (&outputs.0, &outputs.1))
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
        self.completed.base()
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for CalculatePrimeCompletedEventArgs {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        self.completed.fmt_as("CalculatePrimeCompletedEventArgs", f)
    }
}
/// A handler of [`calculate_prime_completed`](PrimeNumberCalculator::calculate_prime_completed).
pub type CalculatePrimeCompletedEventHandler = ::eap_runtime::EventHandler<
    PrimeNumberCalculator,
    CalculatePrimeCompletedEventArgs,
>;
/// What [`calculate_prime_progress_changed`](PrimeNumberCalculator::calculate_prime_progress_changed) tells its handlers.
pub type CalculatePrimeProgressChangedEventArgs = ::eap_runtime::ProgressChangedEventArgs<
    LatestPrime,
    ::eap_runtime::TaskId,
>;
/// A handler of [`calculate_prime_progress_changed`](PrimeNumberCalculator::calculate_prime_progress_changed).
pub type CalculatePrimeProgressChangedEventHandler = ::eap_runtime::EventHandler<
    PrimeNumberCalculator,
    ::eap_runtime::ProgressChangedEventArgs<LatestPrime, ::eap_runtime::TaskId>,
>;
