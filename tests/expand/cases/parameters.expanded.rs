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
}
impl ::eap_runtime::component::Component for Table {
    fn events(&self) -> &::eap_runtime::Events<Self> {
        let Self { events, .. } = ::eap_runtime::component::sendable(self).get();
        events
    }
}
#[allow(dead_code, clippy::multiple_bound_locations, clippy::too_many_arguments)]
impl Table {
    /// Starts [`taken`](Self::taken) in the background; [`taken_completed`](Self::taken_completed) tells how it ended.
    ///
    /// # Errors
    ///
    /// `Busy` while another operation is pending, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub fn taken_async(
        self: &::std::sync::Arc<Self>,
        a: u32,
        b: Config,
        c: impl ::core::convert::Into<::std::string::String>,
        d: ::std::path::PathBuf,
        e: ::std::ffi::OsString,
        f: ::std::ffi::CString,
        g: ::std::vec::Vec<u8>,
        h: ::std::boxed::Box<dyn Visit + ::core::marker::Send>,
        i: &'static str,
        j: impl Fn(u32) -> u32 + ::core::marker::Send + 'static,
        user_state: u64,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        let c = ::core::convert::Into::<::std::string::String>::into(c);
        ::eap_runtime::component::one_at_a_time(self, user_state)
            .completed(Self::taken_completed)
            .start(move |this, _| {
                Self::taken(this, a, &b, &c, &d, &e, &f, &g, &*h, i, j)
            })
    }
    /// Raised when an operation started by [`taken_async`](Self::taken_async) is over, with what [`taken`](Self::taken) gave.
    pub fn taken_completed(
        &self,
    ) -> &::eap_runtime::Event<
        Self,
        ::eap_runtime::AsyncCompletedEventArgs<::core::convert::Infallible, u64>,
    > {
        ::eap_runtime::component::event(self, 0)
    }
    /// Starts [`given`](Self::given) in the background; [`given_completed`](Self::given_completed) tells how it ended.
    ///
    /// # Errors
    ///
    /// `Busy` while another operation is pending, `Rejected` if the executor refuses it. Then nothing was started, and no event comes.
    pub fn given_async(
        self: &::std::sync::Arc<Self>,
        mut a: Config,
        b: impl ::core::convert::Into<::std::string::String>,
        mut c: ::std::vec::Vec<u8>,
        mut d: ::std::boxed::Box<dyn Visit + Sync + ::core::marker::Send>,
        user_state: u64,
    ) -> ::core::result::Result<(), ::eap_runtime::InvokeError> {
        let mut b = ::core::convert::Into::<::std::string::String>::into(b);
        ::eap_runtime::component::one_at_a_time(self, user_state)
            .completed(Self::given_completed)
            .start(move |_, _| {
                let mut e = <u32 as ::eap_runtime::component::Initial>::initial();
                let mut f: Vec<u8> = Vec::with_capacity(8);
                Self::given(&mut a, &mut b, &mut c, &mut *d, &mut e, &mut f);
                (a, b, c, d, e, f)
            })
    }
    /// Raised when an operation started by [`given_async`](Self::given_async) is over, with what [`given`](Self::given) gave.
    pub fn given_completed(
        &self,
    ) -> &::eap_runtime::Event<Self, GivenCompletedEventArgs> {
        ::eap_runtime::component::event(self, 1)
    }
    /// Starts [`patterns`](Self::patterns) in the background; [`patterns_completed`](Self::patterns_completed) tells how it ended.
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
    /// Raised when an operation started by [`patterns_async`](Self::patterns_async) is over, with what [`patterns`](Self::patterns) gave.
    pub fn patterns_completed(
        &self,
    ) -> &::eap_runtime::Event<Self, PatternsCompletedEventArgs> {
        ::eap_runtime::component::event(self, 2)
    }
    /// Starts [`generic`](Self::generic) in the background; [`generic_completed`](Self::generic_completed) tells how it ended.
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
    /// Raised when an operation started by [`generic_async`](Self::generic_async) is over, with what [`generic`](Self::generic) gave.
    pub fn generic_completed(
        &self,
    ) -> &::eap_runtime::Event<Self, GenericCompletedEventArgs> {
        ::eap_runtime::component::event(self, 3)
    }
    /// Whether a `taken`, `given`, `patterns` or `generic` operation is pending.
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
/// How an operation started by [`given_async`](Table::given_async) ended, and what [`given`](Table::given) gave.
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
    /// What [`given`](Table::given) left in `a`.
    ///
    /// # Errors
    ///
    /// Why there is nothing to read: the operation failed, panicked or was cancelled.
    pub fn a(&self) -> ::core::result::Result<&Config, &::eap_runtime::AsyncError> {
        self.completed.outputs().map(|outputs| &outputs.0)
    }
    /// What [`given`](Table::given) left in `b`.
    ///
    /// # Errors
    ///
    /// Why there is nothing to read: the operation failed, panicked or was cancelled.
    pub fn text(
        &self,
    ) -> ::core::result::Result<&::std::string::String, &::eap_runtime::AsyncError> {
        self.completed.outputs().map(|outputs| &outputs.1)
    }
    /// What [`given`](Table::given) left in `c`.
    ///
    /// # Errors
    ///
    /// Why there is nothing to read: the operation failed, panicked or was cancelled.
    pub fn c(
        &self,
    ) -> ::core::result::Result<&::std::vec::Vec<u8>, &::eap_runtime::AsyncError> {
        self.completed.outputs().map(|outputs| &outputs.2)
    }
    /// What [`given`](Table::given) left in `d`.
    ///
    /// # Errors
    ///
    /// Why there is nothing to read: the operation failed, panicked or was cancelled.
    pub fn d(
        &self,
    ) -> ::core::result::Result<
        &::std::boxed::Box<dyn Visit + Sync + ::core::marker::Send>,
        &::eap_runtime::AsyncError,
    > {
        self.completed.outputs().map(|outputs| &outputs.3)
    }
    /// What [`given`](Table::given) left in `e`.
    ///
    /// # Errors
    ///
    /// Why there is nothing to read: the operation failed, panicked or was cancelled.
    pub fn e(&self) -> ::core::result::Result<&u32, &::eap_runtime::AsyncError> {
        self.completed.outputs().map(|outputs| &outputs.4)
    }
    /// What [`given`](Table::given) left in `f`.
    ///
    /// # Errors
    ///
    /// Why there is nothing to read: the operation failed, panicked or was cancelled.
    pub fn list(&self) -> ::core::result::Result<&Vec<u8>, &::eap_runtime::AsyncError> {
        self.completed.outputs().map(|outputs| &outputs.5)
    }
    /// All that [`given`](Table::given) gave: `a`, `text`, `c`, `d`, `e`, `list`.
    ///
    /// # Errors
    ///
    /// Why there is nothing to read: the operation failed, panicked or was cancelled.
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
        self.completed
            .outputs()
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
        self.completed.base()
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for GivenCompletedEventArgs {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        self.completed.fmt_as("GivenCompletedEventArgs", f)
    }
}
/// A handler of [`given_completed`](Table::given_completed).
pub type GivenCompletedEventHandler = ::eap_runtime::EventHandler<
    Table,
    GivenCompletedEventArgs,
>;
/// How an operation started by [`patterns_async`](Table::patterns_async) ended, and what [`patterns`](Table::patterns) gave.
pub struct PatternsCompletedEventArgs {
    completed: ::eap_runtime::component::Completed<u8, ::core::convert::Infallible, u64>,
}
impl PatternsCompletedEventArgs {
    /// What [`patterns`](Table::patterns) returned.
    ///
    /// # Errors
    ///
    /// Why there is nothing to read: the operation failed, panicked or was cancelled.
    pub fn result(&self) -> ::core::result::Result<&u8, &::eap_runtime::AsyncError> {
        self.completed.outputs()
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
        self.completed.base()
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for PatternsCompletedEventArgs {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        self.completed.fmt_as("PatternsCompletedEventArgs", f)
    }
}
/// A handler of [`patterns_completed`](Table::patterns_completed).
pub type PatternsCompletedEventHandler = ::eap_runtime::EventHandler<
    Table,
    PatternsCompletedEventArgs,
>;
/// How an operation started by [`generic_async`](Table::generic_async) ended, and what [`generic`](Table::generic) gave.
pub struct GenericCompletedEventArgs {
    completed: ::eap_runtime::component::Completed<
        usize,
        ::core::convert::Infallible,
        u64,
    >,
}
impl GenericCompletedEventArgs {
    /// What [`generic`](Table::generic) returned.
    ///
    /// # Errors
    ///
    /// Why there is nothing to read: the operation failed, panicked or was cancelled.
    pub fn result(&self) -> ::core::result::Result<&usize, &::eap_runtime::AsyncError> {
        self.completed.outputs()
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
        self.completed.base()
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for GenericCompletedEventArgs {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        self.completed.fmt_as("GenericCompletedEventArgs", f)
    }
}
/// A handler of [`generic_completed`](Table::generic_completed).
pub type GenericCompletedEventHandler = ::eap_runtime::EventHandler<
    Table,
    GenericCompletedEventArgs,
>;
