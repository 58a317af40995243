impl Table {
    pub fn taken(
        &self,
        a: u32,
        b: &Config,
        c: &str,
        d: &Path,
        e: &OsStr,
        f: &CStr,
        g: &[u8],
        h: &dyn Visit,
        i: &'static str,
        j: impl Fn(u32) -> u32,
    ) {}
    pub fn given(
        a: &mut Config,
        b: &mut str,
        c: &mut [u8],
        d: &mut (dyn Visit + Sync),
        e: &mut u32,
        f: &mut Vec<u8>,
    ) {}
    pub fn patterns(self: Arc<Self>, (a, b): (u32, u32), _: u8, mut c: u8) -> u8 {
        c
    }
    pub fn generic<'a, T: Display + ?Sized + 'a, const N: usize>(
        &'a self,
        x: &'a T,
    ) -> usize
    where
        T: Debug,
    {
        N
    }
    pub fn nested(
        &self,
        a: Option<&str>,
        b: Option<&Config>,
        c: &[&Path],
        d: Cow<'_, str>,
        e: Cow<'_, Config>,
        f: Cow<'static, str>,
    ) {}
    pub fn unmarked(&self, token: CancellationToken, progress: &Progress<u8>) {}
}
impl ::eap_runtime::component::Component for Table {
    fn events(&self) -> &::eap_runtime::Events<Self> {
        let Self { events, .. } = self;
        events
    }
}
#[allow(dead_code, clippy::multiple_bound_locations, clippy::impl_trait_in_params)]
impl Table {
    /// Starts [`taken`](Self::taken) in the background; [`taken_completed`](Self::taken_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `Busy` while another operation is pending, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    #[allow(clippy::too_many_arguments)]
    pub fn taken_async(
        self: &::std::sync::Arc<Self>,
        a: u32,
        b: Config,
        c: impl ::core::convert::Into<::std::string::String>,
        d: impl ::core::convert::Into<::std::path::PathBuf>,
        e: impl ::core::convert::Into<::std::ffi::OsString>,
        f: impl ::core::convert::Into<::std::ffi::CString>,
        g: impl ::core::convert::Into<::std::vec::Vec<u8>>,
        h: ::std::boxed::Box<dyn Visit + ::core::marker::Send>,
        i: &'static str,
        j: impl Fn(u32) -> u32 + ::core::marker::Send + 'static,
        user_state: u64,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        let owned_c = ::core::convert::Into::<::std::string::String>::into(c);
        let owned_d = ::core::convert::Into::<::std::path::PathBuf>::into(d);
        let owned_e = ::core::convert::Into::<::std::ffi::OsString>::into(e);
        let owned_f = ::core::convert::Into::<::std::ffi::CString>::into(f);
        let owned_g = ::core::convert::Into::<::std::vec::Vec<u8>>::into(g);
        ::eap_runtime::component::one_at_a_time(self, user_state)
            .completed(Self::taken_completed)
            .start(move |this, _| {
                Self::taken(
                    this,
                    a,
                    &b,
                    &owned_c,
                    &owned_d,
                    &owned_e,
                    &owned_f,
                    &owned_g,
                    &*h,
                    i,
                    j,
                )
            })
    }
    /// Raised when an operation started by [`taken_async`](Self::taken_async) is over.
    pub fn taken_completed(
        &self,
    ) -> &::eap_runtime::Event<
        Self,
        ::eap_runtime::AsyncCompletedEventArgs<::core::convert::Infallible, u64>,
    > {
        ::eap_runtime::component::event(self, 0)
    }
    /// Starts [`given`](Self::given) in the background; [`given_completed`](Self::given_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `Busy` while another operation is pending, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub fn given_async(
        self: &::std::sync::Arc<Self>,
        mut a: Config,
        b: impl ::core::convert::Into<::std::string::String>,
        c: impl ::core::convert::Into<::std::vec::Vec<u8>>,
        mut d: ::std::boxed::Box<dyn Visit + Sync + ::core::marker::Send>,
        user_state: u64,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        let mut b = ::core::convert::Into::<::std::string::String>::into(b);
        let mut c = ::core::convert::Into::<::std::vec::Vec<u8>>::into(c);
        ::eap_runtime::component::one_at_a_time(self, user_state)
            .completed(Self::given_completed)
            .start(move |_, _| {
                let mut e = <u32 as ::eap_runtime::component::Initial>::initial();
                let mut f: Vec<u8> = Vec::with_capacity(8);
                Self::given(&mut a, &mut b, &mut c, &mut *d, &mut e, &mut f);
                (a, b, c, d, e, f)
            })
    }
    /// Raised when an operation started by [`given_async`](Self::given_async) is over.
    pub fn given_completed(
        &self,
    ) -> &::eap_runtime::Event<Self, GivenCompletedEventArgs> {
        ::eap_runtime::component::event(self, 1)
    }
    /// Starts [`patterns`](Self::patterns) in the background; [`patterns_completed`](Self::patterns_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `Busy` while another operation is pending, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub fn patterns_async(
        self: &::std::sync::Arc<Self>,
        argument1: (u32, u32),
        argument2: u8,
        c: u8,
        user_state: u64,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        ::eap_runtime::component::one_at_a_time(self, user_state)
            .completed(Self::patterns_completed)
            .start(move |this, _| {
                Self::patterns(::std::sync::Arc::clone(this), argument1, argument2, c)
            })
    }
    /// Raised when an operation started by [`patterns_async`](Self::patterns_async) is over.
    pub fn patterns_completed(
        &self,
    ) -> &::eap_runtime::Event<Self, PatternsCompletedEventArgs> {
        ::eap_runtime::component::event(self, 2)
    }
    /// Starts [`generic`](Self::generic) in the background; [`generic_completed`](Self::generic_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `Busy` while another operation is pending, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub fn generic_async<T: Display + ::core::marker::Send + 'static, const N: usize>(
        self: &::std::sync::Arc<Self>,
        x: T,
        user_state: u64,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError>
    where
        T: Debug,
    {
        ::eap_runtime::component::one_at_a_time(self, user_state)
            .completed(Self::generic_completed)
            .start(move |this, _| { Self::generic::<T, N>(this, &x) })
    }
    /// Raised when an operation started by [`generic_async`](Self::generic_async) is over.
    pub fn generic_completed(
        &self,
    ) -> &::eap_runtime::Event<Self, GenericCompletedEventArgs> {
        ::eap_runtime::component::event(self, 3)
    }
    /// Starts [`nested`](Self::nested) in the background; [`nested_completed`](Self::nested_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `Busy` while another operation is pending, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    #[allow(clippy::too_many_arguments)]
    pub fn nested_async(
        self: &::std::sync::Arc<Self>,
        a: ::core::option::Option<::std::string::String>,
        b: ::core::option::Option<Config>,
        c: ::std::vec::Vec<::std::path::PathBuf>,
        d: impl ::core::convert::Into<::std::string::String>,
        e: <Config as ::std::borrow::ToOwned>::Owned,
        f: Cow<'static, str>,
        user_state: u64,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        let owned_d = ::core::convert::Into::<::std::string::String>::into(d);
        ::eap_runtime::component::one_at_a_time(self, user_state)
            .completed(Self::nested_completed)
            .start(move |this, _| {
                Self::nested(
                    this,
                    ::core::option::Option::as_deref(&a),
                    ::core::option::Option::as_ref(&b),
                    &::eap_runtime::component::borrowed(&c),
                    ::std::borrow::Cow::Owned(owned_d),
                    ::std::borrow::Cow::Owned(e),
                    f,
                )
            })
    }
    /// Raised when an operation started by [`nested_async`](Self::nested_async) is over.
    pub fn nested_completed(
        &self,
    ) -> &::eap_runtime::Event<
        Self,
        ::eap_runtime::AsyncCompletedEventArgs<::core::convert::Infallible, u64>,
    > {
        ::eap_runtime::component::event(self, 4)
    }
    /// Starts [`unmarked`](Self::unmarked) in the background; [`unmarked_completed`](Self::unmarked_completed) reports its outcome.
    ///
    /// # Errors
    ///
    /// `Busy` while another operation is pending, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub fn unmarked_async(
        self: &::std::sync::Arc<Self>,
        token: CancellationToken,
        progress: Progress<u8>,
        user_state: u64,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        ::eap_runtime::component::one_at_a_time(self, user_state)
            .completed(Self::unmarked_completed)
            .start(move |this, _| { Self::unmarked(this, token, &progress) })
    }
    /// Raised when an operation started by [`unmarked_async`](Self::unmarked_async) is over.
    pub fn unmarked_completed(
        &self,
    ) -> &::eap_runtime::Event<
        Self,
        ::eap_runtime::AsyncCompletedEventArgs<::core::convert::Infallible, u64>,
    > {
        ::eap_runtime::component::event(self, 5)
    }
    /// Whether a `taken`, `given`, `patterns`, `generic`, `nested` or `unmarked` operation is pending.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        ::eap_runtime::component::is_busy(self)
    }
}
/// A handler of [`taken_completed`](Table::taken_completed).
pub type TakenCompletedEventHandler = ::eap_runtime::EventHandler<
    Table,
    ::eap_runtime::AsyncCompletedEventArgs<::core::convert::Infallible, u64>,
>;
/// The outcome of an operation started by [`given_async`](Table::given_async): what [`given`](Table::given) returned, or why it did not.
pub struct GivenCompletedEventArgs {
    completed: ::eap_runtime::component::Completed<
        (
            Config,
            ::std::string::String,
            ::std::vec::Vec<u8>,
            ::std::boxed::Box<dyn Visit + Sync + ::core::marker::Send>,
            u32,
            Vec<u8>,
        ),
        ::core::convert::Infallible,
        u64,
    >,
}
impl GivenCompletedEventArgs {
    /// If it is defined twice, two components of this module need a `types_prefix`.
    #[doc(hidden)]
    const fn set_types_prefix() {}
    /// The value of `a` after [`given`](Table::given).
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub fn a(&self) -> ::core::result::Result<&Config, &::eap_runtime::AsyncError> {
        ::eap_runtime::component::Completed::outputs(&self.completed)
            .map(|outputs| &outputs.0)
    }
    /// The value of `b` after [`given`](Table::given).
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub fn text(
        &self,
    ) -> ::core::result::Result<&::std::string::String, &::eap_runtime::AsyncError> {
        ::eap_runtime::component::Completed::outputs(&self.completed)
            .map(|outputs| &outputs.1)
    }
    /// The value of `c` after [`given`](Table::given).
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub fn c(
        &self,
    ) -> ::core::result::Result<&::std::vec::Vec<u8>, &::eap_runtime::AsyncError> {
        ::eap_runtime::component::Completed::outputs(&self.completed)
            .map(|outputs| &outputs.2)
    }
    /// The value of `d` after [`given`](Table::given).
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub fn d(
        &self,
    ) -> ::core::result::Result<
        &::std::boxed::Box<dyn Visit + Sync + ::core::marker::Send>,
        &::eap_runtime::AsyncError,
    > {
        ::eap_runtime::component::Completed::outputs(&self.completed)
            .map(|outputs| &outputs.3)
    }
    /// The value of `e` after [`given`](Table::given).
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub fn e(&self) -> ::core::result::Result<&u32, &::eap_runtime::AsyncError> {
        ::eap_runtime::component::Completed::outputs(&self.completed)
            .map(|outputs| &outputs.4)
    }
    /// The value of `f` after [`given`](Table::given).
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub fn list(&self) -> ::core::result::Result<&Vec<u8>, &::eap_runtime::AsyncError> {
        ::eap_runtime::component::Completed::outputs(&self.completed)
            .map(|outputs| &outputs.5)
    }
    /// All outputs of [`given`](Table::given): `a`, `text`, `c`, `d`, `e`, `list`.
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub fn results(
        &self,
    ) -> ::core::result::Result<
        (
            &Config,
            &::std::string::String,
            &::std::vec::Vec<u8>,
            &::std::boxed::Box<dyn Visit + Sync + ::core::marker::Send>,
            &u32,
            &Vec<u8>,
        ),
        &::eap_runtime::AsyncError,
    > {
        ::eap_runtime::component::Completed::outputs(&self.completed)
            .map(|outputs| (
                &outputs.0,
                &outputs.1,
                &outputs.2,
                &outputs.3,
                &outputs.4,
                &outputs.5,
            ))
    }
}
#[automatically_derived]
impl ::eap_runtime::component::FromCompleted<
    (
        Config,
        ::std::string::String,
        ::std::vec::Vec<u8>,
        ::std::boxed::Box<dyn Visit + Sync + ::core::marker::Send>,
        u32,
        Vec<u8>,
    ),
    ::core::convert::Infallible,
    u64,
> for GivenCompletedEventArgs {
    fn from_completed(
        completed: ::eap_runtime::component::Completed<
            (
                Config,
                ::std::string::String,
                ::std::vec::Vec<u8>,
                ::std::boxed::Box<dyn Visit + Sync + ::core::marker::Send>,
                u32,
                Vec<u8>,
            ),
            ::core::convert::Infallible,
            u64,
        >,
    ) -> Self {
        Self { completed }
    }
}
#[automatically_derived]
impl ::core::ops::Deref for GivenCompletedEventArgs {
    type Target = ::eap_runtime::AsyncCompletedEventArgs<
        ::core::convert::Infallible,
        u64,
    >;
    fn deref(&self) -> &Self::Target {
        ::eap_runtime::component::Completed::base(&self.completed)
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for GivenCompletedEventArgs {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::eap_runtime::component::Completed::fmt_as(
            &self.completed,
            "GivenCompletedEventArgs",
            f,
        )
    }
}
/// A handler of [`given_completed`](Table::given_completed).
pub type GivenCompletedEventHandler = ::eap_runtime::EventHandler<
    Table,
    GivenCompletedEventArgs,
>;
/// The outcome of an operation started by [`patterns_async`](Table::patterns_async): what [`patterns`](Table::patterns) returned, or why it did not.
pub struct PatternsCompletedEventArgs {
    completed: ::eap_runtime::component::Completed<u8, ::core::convert::Infallible, u64>,
}
impl PatternsCompletedEventArgs {
    /// If it is defined twice, two components of this module need a `types_prefix`.
    #[doc(hidden)]
    const fn set_types_prefix() {}
    /// What [`patterns`](Table::patterns) returned.
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub fn result(&self) -> ::core::result::Result<&u8, &::eap_runtime::AsyncError> {
        ::eap_runtime::component::Completed::outputs(&self.completed)
    }
}
#[automatically_derived]
impl ::eap_runtime::component::FromCompleted<u8, ::core::convert::Infallible, u64>
for PatternsCompletedEventArgs {
    fn from_completed(
        completed: ::eap_runtime::component::Completed<
            u8,
            ::core::convert::Infallible,
            u64,
        >,
    ) -> Self {
        Self { completed }
    }
}
#[automatically_derived]
impl ::core::ops::Deref for PatternsCompletedEventArgs {
    type Target = ::eap_runtime::AsyncCompletedEventArgs<
        ::core::convert::Infallible,
        u64,
    >;
    fn deref(&self) -> &Self::Target {
        ::eap_runtime::component::Completed::base(&self.completed)
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for PatternsCompletedEventArgs {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::eap_runtime::component::Completed::fmt_as(
            &self.completed,
            "PatternsCompletedEventArgs",
            f,
        )
    }
}
/// A handler of [`patterns_completed`](Table::patterns_completed).
pub type PatternsCompletedEventHandler = ::eap_runtime::EventHandler<
    Table,
    PatternsCompletedEventArgs,
>;
/// The outcome of an operation started by [`generic_async`](Table::generic_async): what [`generic`](Table::generic) returned, or why it did not.
pub struct GenericCompletedEventArgs {
    completed: ::eap_runtime::component::Completed<
        usize,
        ::core::convert::Infallible,
        u64,
    >,
}
impl GenericCompletedEventArgs {
    /// If it is defined twice, two components of this module need a `types_prefix`.
    #[doc(hidden)]
    const fn set_types_prefix() {}
    /// What [`generic`](Table::generic) returned.
    ///
    /// # Errors
    ///
    /// The operation failed, panicked or was cancelled.
    pub fn result(&self) -> ::core::result::Result<&usize, &::eap_runtime::AsyncError> {
        ::eap_runtime::component::Completed::outputs(&self.completed)
    }
}
#[automatically_derived]
impl ::eap_runtime::component::FromCompleted<usize, ::core::convert::Infallible, u64>
for GenericCompletedEventArgs {
    fn from_completed(
        completed: ::eap_runtime::component::Completed<
            usize,
            ::core::convert::Infallible,
            u64,
        >,
    ) -> Self {
        Self { completed }
    }
}
#[automatically_derived]
impl ::core::ops::Deref for GenericCompletedEventArgs {
    type Target = ::eap_runtime::AsyncCompletedEventArgs<
        ::core::convert::Infallible,
        u64,
    >;
    fn deref(&self) -> &Self::Target {
        ::eap_runtime::component::Completed::base(&self.completed)
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for GenericCompletedEventArgs {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::eap_runtime::component::Completed::fmt_as(
            &self.completed,
            "GenericCompletedEventArgs",
            f,
        )
    }
}
/// A handler of [`generic_completed`](Table::generic_completed).
pub type GenericCompletedEventHandler = ::eap_runtime::EventHandler<
    Table,
    GenericCompletedEventArgs,
>;
/// A handler of [`nested_completed`](Table::nested_completed).
pub type NestedCompletedEventHandler = ::eap_runtime::EventHandler<
    Table,
    ::eap_runtime::AsyncCompletedEventArgs<::core::convert::Infallible, u64>,
>;
/// A handler of [`unmarked_completed`](Table::unmarked_completed).
pub type UnmarkedCompletedEventHandler = ::eap_runtime::EventHandler<
    Table,
    ::eap_runtime::AsyncCompletedEventArgs<::core::convert::Infallible, u64>,
>;
