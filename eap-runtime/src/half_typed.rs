//! Items that cannot be parsed.

/// What the compiler would tell of once more, though it told when it parsed the block: it gets a stand-in, and an editor the
/// item as it is, to complete what is being typed.
#[cfg(not(rust_analyzer))]
#[doc(hidden)]
#[macro_export]
macro_rules! __half_typed {
    ({ $($stand_in:tt)* } $($written:tt)*) => { $($stand_in)* };
}

#[cfg(rust_analyzer)]
#[doc(hidden)]
#[macro_export]
macro_rules! __half_typed {
    ({ $($stand_in:tt)* } $($written:tt)*) => { $($written)* };
}
