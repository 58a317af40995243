//! The `#[event_async]` attribute of `eap-runtime`, which re-exports and documents it.
//!
//! An expansion travels one way: tokens → `parse` → `model` → `names` → `check` → `expand` → tokens.

mod attributes;
mod check;
mod convert;
mod errors;
mod expand;
mod generics;
mod grammar;
mod lift;
mod misplaced;
mod model;
mod names;
mod options;
mod parse;
mod types;

use proc_macro::TokenStream;

/// Gives the annotated methods of an inherent `impl` block an event-based asynchronous face.
///
/// It goes on the `impl` block, and again on each method that becomes an asynchronous operation. The documentation of
/// `eap_runtime` shows what is generated and lists the options.
#[proc_macro_attribute]
pub fn event_async(args: TokenStream, input: TokenStream) -> TokenStream {
    expand::event_async(args.into(), input.into()).into()
}
