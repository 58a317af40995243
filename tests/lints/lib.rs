//! What `#[event_async]` generates trips no lint: this crate uses all that the macro has, denies all lints, and
//! allows none of them.
//!
//! `cargo test` builds it under the lints of rustc, and `cargo clippy` under those of clippy as well. `tests/ui/denied_lints.rs`
//! denies the same, and shows that they fire on the user's own code.

#![deny(
    warnings,
    deprecated_safe,
    future_incompatible,
    keyword_idents,
    let_underscore,
    nonstandard_style,
    refining_impl_trait,
    rust_2018_compatibility,
    rust_2018_idioms,
    rust_2021_compatibility,
    rust_2024_compatibility,
    unknown_or_malformed_diagnostic_attributes,
    unused,
    absolute_paths_not_starting_with_crate,
    ambiguous_negative_literals,
    closure_returning_async_block,
    deprecated_in_future,
    deref_into_dyn_supertrait,
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    ffi_unwind_calls,
    impl_trait_redundant_captures,
    let_underscore_drop,
    macro_use_extern_crate,
    meta_variable_misuse,
    missing_abi,
    missing_copy_implementations,
    missing_debug_implementations,
    missing_docs,
    missing_unsafe_on_extern,
    non_ascii_idents,
    redundant_imports,
    redundant_lifetimes,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unit_bindings,
    unnameable_types,
    unreachable_pub,
    unsafe_code,
    unstable_features,
    unused_extern_crates,
    unused_import_braces,
    unused_lifetimes,
    unused_macro_rules,
    unused_qualifications,
    unused_results,
    variant_size_differences,
    clippy::all,
    clippy::pedantic,
    clippy::nursery,
    rustdoc::all
)]
// This one is about packages, and the package of `denied_lints.rs` depends on more than that file uses.
#![deny(unused_crate_dependencies)]

pub mod arguments;
pub mod beside;
pub mod cancellation;
pub mod conditional;
pub mod elsewhere;
pub mod generics;
pub mod macros;
pub mod names;
pub mod parameters;
pub mod progress;
pub mod receivers;
pub mod results;
pub mod visibility;
