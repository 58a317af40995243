impl Session {
    pub fn by_reference(&self) {}
    pub(super) fn by_shared_reference(self: &Arc<Self>) -> Weak<Self> {
        Arc::downgrade(self)
    }
    fn by_share(self: Arc<Self>) -> Arc<Self> {
        self
    }
    pub(in crate::net) fn without(name: String) -> Option<Self> {
        Self::named(name)
    }
}
impl crate::prelude::eap::component::Component for Session {
    fn events(&self) -> &crate::prelude::eap::Events<Self> {
        let Self { handlers: events, .. } = self;
        events
    }
}
#[allow(dead_code)]
impl Session {
    /// Starts [`by_reference`](Self::by_reference) in the background; [`by_reference_completed`](Self::by_reference_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `DuplicateUserState` while another operation has this user state, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub fn by_reference_async(
        self: &::std::sync::Arc<Self>,
        user_state: crate::prelude::eap::TaskId,
    ) -> ::core::result::Result<(), crate::prelude::eap::InvokeError> {
        crate::prelude::eap::component::concurrent(self, user_state)
            .completed(Self::by_reference_completed)
            .start(move |this, _| { Self::by_reference(this) })
    }
    /// Raised when an operation started by [`by_reference_async`](Self::by_reference_async) is over.
    pub fn by_reference_completed(
        &self,
    ) -> &crate::prelude::eap::Event<
        Self,
        crate::prelude::eap::AsyncCompletedEventArgs<
            ::core::convert::Infallible,
            crate::prelude::eap::TaskId,
        >,
    > {
        crate::prelude::eap::component::event(self, 0)
    }
    /// Starts [`by_shared_reference`](Self::by_shared_reference) in the background; [`by_shared_reference_completed`](Self::by_shared_reference_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `DuplicateUserState` while another operation has this user state, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub(super) fn by_shared_reference_async(
        self: &::std::sync::Arc<Self>,
        user_state: crate::prelude::eap::TaskId,
    ) -> ::core::result::Result<(), crate::prelude::eap::InvokeError> {
        crate::prelude::eap::component::concurrent(self, user_state)
            .completed(Self::by_shared_reference_completed)
            .start(move |this, _| { Self::by_shared_reference(this) })
    }
    /// Raised when an operation started by [`by_shared_reference_async`](Self::by_shared_reference_async) is over.
    pub(super) fn by_shared_reference_completed(
        &self,
    ) -> &crate::prelude::eap::Event<Self, BySharedReferenceCompletedEventArgs> {
        crate::prelude::eap::component::event(self, 1)
    }
    /// Starts [`by_share`](Self::by_share) in the background; [`by_share_completed`](Self::by_share_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `DuplicateUserState` while another operation has this user state, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    fn by_share_async(
        self: &::std::sync::Arc<Self>,
        user_state: crate::prelude::eap::TaskId,
    ) -> ::core::result::Result<(), crate::prelude::eap::InvokeError> {
        crate::prelude::eap::component::concurrent(self, user_state)
            .completed(Self::by_share_completed)
            .start(move |this, _| { Self::by_share(::std::sync::Arc::clone(this)) })
    }
    /// Raised when an operation started by [`by_share_async`](Self::by_share_async) is over.
    fn by_share_completed(
        &self,
    ) -> &crate::prelude::eap::Event<Self, ByShareCompletedEventArgs> {
        crate::prelude::eap::component::event(self, 2)
    }
    /// Starts [`without`](Self::without) in the background; [`without_completed`](Self::without_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `DuplicateUserState` while another operation has this user state, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub(in crate::net) fn without_async(
        self: &::std::sync::Arc<Self>,
        name: String,
        user_state: crate::prelude::eap::TaskId,
    ) -> ::core::result::Result<(), crate::prelude::eap::InvokeError> {
        crate::prelude::eap::component::concurrent(self, user_state)
            .completed(Self::without_completed)
            .start(move |_, _| { Self::without(name) })
    }
    /// Raised when an operation started by [`without_async`](Self::without_async) is over.
    pub(in crate::net) fn without_completed(
        &self,
    ) -> &crate::prelude::eap::Event<Self, WithoutCompletedEventArgs> {
        crate::prelude::eap::component::event(self, 3)
    }
}
/// A handler of [`by_reference_completed`](Session::by_reference_completed).
pub type ByReferenceCompletedEventHandler = crate::prelude::eap::EventHandler<
    Session,
    crate::prelude::eap::AsyncCompletedEventArgs<
        ::core::convert::Infallible,
        crate::prelude::eap::TaskId,
    >,
>;
/// The outcome of an operation started by [`by_shared_reference_async`](Session::by_shared_reference_async): what [`by_shared_reference`](Session::by_shared_reference) returned, or why it did not.
pub(super) struct BySharedReferenceCompletedEventArgs {
    completed: crate::prelude::eap::component::Completed<
        Weak<Session>,
        ::core::convert::Infallible,
        crate::prelude::eap::TaskId,
    >,
}
impl BySharedReferenceCompletedEventArgs {
    /// If it is defined twice, two components of this module need a `types_prefix`.
    #[doc(hidden)]
    const fn set_types_prefix() {}
    /// What [`by_shared_reference`](Session::by_shared_reference) returned.
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub(super) fn result(
        &self,
    ) -> ::core::result::Result<&Weak<Session>, &crate::prelude::eap::AsyncError> {
        crate::prelude::eap::component::Completed::outputs(&self.completed)
    }
}
#[automatically_derived]
impl crate::prelude::eap::component::FromCompleted<
    Weak<Session>,
    ::core::convert::Infallible,
    crate::prelude::eap::TaskId,
> for BySharedReferenceCompletedEventArgs {
    fn from_completed(
        completed: crate::prelude::eap::component::Completed<
            Weak<Session>,
            ::core::convert::Infallible,
            crate::prelude::eap::TaskId,
        >,
    ) -> Self {
        Self { completed }
    }
}
#[automatically_derived]
impl ::core::ops::Deref for BySharedReferenceCompletedEventArgs {
    type Target = crate::prelude::eap::AsyncCompletedEventArgs<
        ::core::convert::Infallible,
        crate::prelude::eap::TaskId,
    >;
    fn deref(&self) -> &Self::Target {
        crate::prelude::eap::component::Completed::base(&self.completed)
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for BySharedReferenceCompletedEventArgs {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        crate::prelude::eap::component::Completed::fmt_as(
            &self.completed,
            "BySharedReferenceCompletedEventArgs",
            f,
        )
    }
}
/// A handler of [`by_shared_reference_completed`](Session::by_shared_reference_completed).
pub(super) type BySharedReferenceCompletedEventHandler = crate::prelude::eap::EventHandler<
    Session,
    BySharedReferenceCompletedEventArgs,
>;
/// The outcome of an operation started by [`by_share_async`](Session::by_share_async): what [`by_share`](Session::by_share) returned, or why it did not.
struct ByShareCompletedEventArgs {
    completed: crate::prelude::eap::component::Completed<
        Arc<Session>,
        ::core::convert::Infallible,
        crate::prelude::eap::TaskId,
    >,
}
impl ByShareCompletedEventArgs {
    /// If it is defined twice, two components of this module need a `types_prefix`.
    #[doc(hidden)]
    const fn set_types_prefix() {}
    /// What [`by_share`](Session::by_share) returned.
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    fn result(
        &self,
    ) -> ::core::result::Result<&Arc<Session>, &crate::prelude::eap::AsyncError> {
        crate::prelude::eap::component::Completed::outputs(&self.completed)
    }
}
#[automatically_derived]
impl crate::prelude::eap::component::FromCompleted<
    Arc<Session>,
    ::core::convert::Infallible,
    crate::prelude::eap::TaskId,
> for ByShareCompletedEventArgs {
    fn from_completed(
        completed: crate::prelude::eap::component::Completed<
            Arc<Session>,
            ::core::convert::Infallible,
            crate::prelude::eap::TaskId,
        >,
    ) -> Self {
        Self { completed }
    }
}
#[automatically_derived]
impl ::core::ops::Deref for ByShareCompletedEventArgs {
    type Target = crate::prelude::eap::AsyncCompletedEventArgs<
        ::core::convert::Infallible,
        crate::prelude::eap::TaskId,
    >;
    fn deref(&self) -> &Self::Target {
        crate::prelude::eap::component::Completed::base(&self.completed)
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for ByShareCompletedEventArgs {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        crate::prelude::eap::component::Completed::fmt_as(
            &self.completed,
            "ByShareCompletedEventArgs",
            f,
        )
    }
}
/// A handler of [`by_share_completed`](Session::by_share_completed).
type ByShareCompletedEventHandler = crate::prelude::eap::EventHandler<
    Session,
    ByShareCompletedEventArgs,
>;
/// The outcome of an operation started by [`without_async`](Session::without_async): what [`without`](Session::without) returned, or why it did not.
pub(in crate::net) struct WithoutCompletedEventArgs {
    completed: crate::prelude::eap::component::Completed<
        Option<Session>,
        ::core::convert::Infallible,
        crate::prelude::eap::TaskId,
    >,
}
impl WithoutCompletedEventArgs {
    /// If it is defined twice, two components of this module need a `types_prefix`.
    #[doc(hidden)]
    const fn set_types_prefix() {}
    /// What [`without`](Session::without) returned.
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub(in crate::net) fn result(
        &self,
    ) -> ::core::result::Result<&Option<Session>, &crate::prelude::eap::AsyncError> {
        crate::prelude::eap::component::Completed::outputs(&self.completed)
    }
}
#[automatically_derived]
impl crate::prelude::eap::component::FromCompleted<
    Option<Session>,
    ::core::convert::Infallible,
    crate::prelude::eap::TaskId,
> for WithoutCompletedEventArgs {
    fn from_completed(
        completed: crate::prelude::eap::component::Completed<
            Option<Session>,
            ::core::convert::Infallible,
            crate::prelude::eap::TaskId,
        >,
    ) -> Self {
        Self { completed }
    }
}
#[automatically_derived]
impl ::core::ops::Deref for WithoutCompletedEventArgs {
    type Target = crate::prelude::eap::AsyncCompletedEventArgs<
        ::core::convert::Infallible,
        crate::prelude::eap::TaskId,
    >;
    fn deref(&self) -> &Self::Target {
        crate::prelude::eap::component::Completed::base(&self.completed)
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for WithoutCompletedEventArgs {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        crate::prelude::eap::component::Completed::fmt_as(
            &self.completed,
            "WithoutCompletedEventArgs",
            f,
        )
    }
}
/// A handler of [`without_completed`](Session::without_completed).
pub(in crate::net) type WithoutCompletedEventHandler = crate::prelude::eap::EventHandler<
    Session,
    WithoutCompletedEventArgs,
>;
