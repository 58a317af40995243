/// The example of the pattern's "Handling Out and Ref Parameters in Methods".
impl Component {
    pub fn method_name(&self, arg1: &str, arg2: &mut String, arg3: &mut String) -> i32 {
        arg2.push_str(arg1);
        *arg3 = arg2.clone();
        42
    }
}
impl ::eap_runtime::component::Component for Component {
    fn events(&self) -> &::eap_runtime::Events<Self> {
        let Self { events, .. } = self;
        events
    }
}
#[allow(dead_code, clippy::impl_trait_in_params)]
impl Component {
    /// Starts [`method_name`](Self::method_name) in the background; [`method_name_completed`](Self::method_name_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `Busy` while another operation is pending, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub fn method_name_async(
        self: &::std::sync::Arc<Self>,
        arg1: impl ::core::convert::Into<::std::string::String>,
        mut arg2: String,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        let owned_arg1 = ::core::convert::Into::<::std::string::String>::into(arg1);
        ::eap_runtime::component::one_at_a_time(self, ())
            .completed(Self::method_name_completed)
            .start(move |this, _| {
                let mut arg3 = <String as ::eap_runtime::component::Initial>::initial();
                let result = Self::method_name(this, &owned_arg1, &mut arg2, &mut arg3);
                (result, arg2, arg3)
            })
    }
    /// Raised when an operation started by [`method_name_async`](Self::method_name_async) is over.
    pub fn method_name_completed(
        &self,
    ) -> &::eap_runtime::Event<Self, MethodNameCompletedEventArgs> {
        ::eap_runtime::component::event(self, 0)
    }
    /// Whether a `method_name` operation is pending.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        ::eap_runtime::component::is_busy(self)
    }
}
/// The outcome of an operation started by [`method_name_async`](Component::method_name_async): what [`method_name`](Component::method_name) returned, or why it did not.
pub struct MethodNameCompletedEventArgs {
    completed: ::eap_runtime::component::Completed<(i32, String, String)>,
}
impl MethodNameCompletedEventArgs {
    /// If it is defined twice, two components of this module need a `types_prefix`.
    #[doc(hidden)]
    const fn set_types_prefix() {}
    /// What [`method_name`](Component::method_name) returned.
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub fn result(&self) -> ::core::result::Result<&i32, &::eap_runtime::AsyncError> {
        ::eap_runtime::component::Completed::outputs(&self.completed)
            .map(|outputs| &outputs.0)
    }
    /// The value of `arg2` after [`method_name`](Component::method_name).
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub fn arg2(&self) -> ::core::result::Result<&String, &::eap_runtime::AsyncError> {
        ::eap_runtime::component::Completed::outputs(&self.completed)
            .map(|outputs| &outputs.1)
    }
    /// The value of `arg3` after [`method_name`](Component::method_name).
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub fn arg3(&self) -> ::core::result::Result<&String, &::eap_runtime::AsyncError> {
        ::eap_runtime::component::Completed::outputs(&self.completed)
            .map(|outputs| &outputs.2)
    }
    /// All outputs of [`method_name`](Component::method_name): `result`, `arg2`, `arg3`.
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub fn results(
        &self,
    ) -> ::core::result::Result<(&i32, &String, &String), &::eap_runtime::AsyncError> {
        ::eap_runtime::component::Completed::outputs(&self.completed)
            .map(|outputs| (&outputs.0, &outputs.1, &outputs.2))
    }
}
#[automatically_derived]
impl ::eap_runtime::component::FromCompleted<(i32, String, String)>
for MethodNameCompletedEventArgs {
    fn from_completed(
        completed: ::eap_runtime::component::Completed<(i32, String, String)>,
    ) -> Self {
        Self { completed }
    }
}
#[automatically_derived]
impl ::core::ops::Deref for MethodNameCompletedEventArgs {
    type Target = ::eap_runtime::AsyncCompletedEventArgs;
    fn deref(&self) -> &Self::Target {
        ::eap_runtime::component::Completed::base(&self.completed)
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for MethodNameCompletedEventArgs {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::eap_runtime::component::Completed::fmt_as(
            &self.completed,
            "MethodNameCompletedEventArgs",
            f,
        )
    }
}
/// A handler of [`method_name_completed`](Component::method_name_completed).
pub type MethodNameCompletedEventHandler = ::eap_runtime::EventHandler<
    Component,
    MethodNameCompletedEventArgs,
>;
