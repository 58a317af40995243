//! The lints that `tests/lints` denies fire on the user's own code, in a component and beside it.

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

use std::collections::HashSet;

use eap_runtime::{CancellationToken, Events, event_async};

pub struct Store {
    events: Events<Self>,
    names: std::sync::Mutex<HashSet<String>>,
}

#[event_async]
impl Store {
    #[event_async]
    pub fn load<'a>(&self, name: &'a str, #[cancel] cancel: &CancellationToken) -> (u32) {
        self.names.lock().unwrap().insert(name.to_owned());
        let Unused = cancel as &CancellationToken;
        1
    }

    /// Has a name of another language, of which one lint tells once.
    #[event_async(begin_end, future)]
    pub fn TakeStock(&self, #[out] numberOfNames: &mut usize) {
        *numberOfNames = self.names.lock().map_or(0, |names| names.len());
    }
}

mod inner {
    pub fn forgotten() {}
}

fn main() {}
