impl<K, T: Source<U>, U, const N: usize> Cache<K, T, N>
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    T::Item: Send,
{
    pub fn next(&self, cancel: &CancellationToken) -> Option<T::Item> {
        None
    }
    pub fn fill(
        &self,
        with: &Self,
        progress: Progress<[u8; N]>,
    ) -> Result<(), T::Error> {
        Ok(())
    }
}
impl<K, T: Source<U> + 'static, U, const N: usize> crate::eap::component::Component
for Cache<K, T, N>
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    T::Item: Send,
{
    fn events(&self) -> &crate::eap::Events<Self> {
        let Self { 0: events, .. } = self;
        events
    }
}
#[allow(dead_code)]
impl<K, T: Source<U> + 'static, U, const N: usize> Cache<K, T, N>
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    T::Item: Send,
{
    /// Starts [`next`](Self::next) in the background; [`next_completed`](Self::next_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `DuplicateUserState` while another operation has this user state, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub fn next_async(
        self: &::std::sync::Arc<Self>,
        user_state: K,
    ) -> ::core::result::Result<(), crate::eap::InvokeError> {
        crate::eap::component::concurrent(self, user_state)
            .cancellable()
            .completed(Self::next_completed)
            .start(move |this, call| { Self::next(this, &call.token()) })
    }
    /// Raised when an operation started by [`next_async`](Self::next_async) is over.
    pub fn next_completed(
        &self,
    ) -> &crate::eap::Event<Self, NextCompletedEventArgs<K, T, U>> {
        crate::eap::component::event(self, 0)
    }
    /// Starts [`fill`](Self::fill) in the background; [`fill_completed`](Self::fill_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `DuplicateUserState` while another operation has this user state, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub fn fill_async(
        self: &::std::sync::Arc<Self>,
        with: Self,
        user_state: K,
    ) -> ::core::result::Result<(), crate::eap::InvokeError> {
        crate::eap::component::concurrent(self, user_state)
            .progress(Self::progress_changed)
            .coalesce()
            .completed(Self::fill_completed)
            .try_start(move |this, call| { Self::fill(this, &with, call.progress()) })
    }
    /// Raised when an operation started by [`fill_async`](Self::fill_async) is over.
    pub fn fill_completed(
        &self,
    ) -> &crate::eap::Event<Self, crate::eap::AsyncCompletedEventArgs<T::Error, K>> {
        crate::eap::component::event(self, 1)
    }
    /// Requests the cancellation of the `next` operation with this user state.
    ///
    /// Does nothing if there is none.
    pub fn cancel_async<Q>(&self, user_state: &Q)
    where
        K: ::core::borrow::Borrow<Q>,
        Q: ?::core::marker::Sized + ::core::hash::Hash + ::core::cmp::Eq,
    {
        crate::eap::component::cancel_keyed::<Self, K, Q>(self, user_state);
    }
    /// Raised when `fill` reports progress.
    pub fn progress_changed(
        &self,
    ) -> &crate::eap::Event<Self, crate::eap::ProgressChangedEventArgs<[u8; N], K>> {
        crate::eap::component::event(self, 2)
    }
}
/// The outcome of an operation started by [`next_async`](Cache::next_async): what [`next`](Cache::next) returned, or why it did not.
pub struct NextCompletedEventArgs<K, T: Source<U>, U>
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    T::Item: Send,
{
    completed: crate::eap::component::Completed<
        Option<T::Item>,
        ::core::convert::Infallible,
        K,
    >,
    marker: ::core::marker::PhantomData<fn() -> (*const U,)>,
}
impl<K, T: Source<U>, U> NextCompletedEventArgs<K, T, U>
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    T::Item: Send,
{
    /// If it is defined twice, two components of this module need a `types_prefix`.
    #[doc(hidden)]
    const fn set_types_prefix() {}
    /// What [`next`](Cache::next) returned.
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub fn result(
        &self,
    ) -> ::core::result::Result<&Option<T::Item>, &crate::eap::AsyncError> {
        crate::eap::component::Completed::outputs(&self.completed)
    }
}
#[automatically_derived]
impl<
    K,
    T: Source<U>,
    U,
> crate::eap::component::FromCompleted<Option<T::Item>, ::core::convert::Infallible, K>
for NextCompletedEventArgs<K, T, U>
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    T::Item: Send,
{
    fn from_completed(
        completed: crate::eap::component::Completed<
            Option<T::Item>,
            ::core::convert::Infallible,
            K,
        >,
    ) -> Self {
        Self {
            completed,
            marker: ::core::marker::PhantomData,
        }
    }
}
#[automatically_derived]
impl<K, T: Source<U>, U> ::core::ops::Deref for NextCompletedEventArgs<K, T, U>
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    T::Item: Send,
{
    type Target = crate::eap::AsyncCompletedEventArgs<::core::convert::Infallible, K>;
    fn deref(&self) -> &Self::Target {
        crate::eap::component::Completed::base(&self.completed)
    }
}
#[automatically_derived]
impl<K, T: Source<U>, U> ::core::fmt::Debug for NextCompletedEventArgs<K, T, U>
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    T::Item: Send,
{
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        crate::eap::component::Completed::fmt_as(
            &self.completed,
            "NextCompletedEventArgs",
            f,
        )
    }
}
/// A handler of [`next_completed`](Cache::next_completed).
pub type NextCompletedEventHandler<K, T, U, const N: usize> = crate::eap::EventHandler<
    Cache<K, T, N>,
    NextCompletedEventArgs<K, T, U>,
>;
