//! The `#[event_async]` attribute of `eap-runtime`, which re-exports and documents it.
//!
//! An expansion travels one way: tokens → `parse` → `model` → `names` → `check` → `expand` → tokens.

mod attributes;
mod bare_traits;
mod borrow;
mod bounds;
mod check;
mod convert;
mod counterparts;
mod depth;
mod emitted;
mod errors;
mod expand;
mod generics;
mod grammar;
mod half_typed;
mod lift;
mod markers;
mod misplaced;
mod model;
mod names;
mod nearness;
mod options;
mod parameters;
mod parse;
mod signature;
mod spelling;
mod stray;
mod types;
mod values;
mod variants;
mod well_formed;
mod wrapped;

use proc_macro::TokenStream;

#[allow(
    missing_docs,
    reason = "`eap-runtime` documents its re-export, where the examples can be compiled"
)]
#[proc_macro_attribute]
pub fn event_async(args: TokenStream, input: TokenStream) -> TokenStream {
    let expand = |input: TokenStream| expand::event_async(args.clone().into(), input.into()).into();
    stray::tolerate(expand, input)
}
