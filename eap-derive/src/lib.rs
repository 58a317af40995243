//! The `#[event_async]` attribute of `eap-runtime`, which re-exports and documents it.
//!
//! An expansion travels one way: tokens → `syntax` → `model` → `names` → `check` → `expand` → tokens.

mod check;
mod errors;
mod expand;
mod model;
mod names;
mod naming;
mod stray;
mod syntax;
mod text;
mod ty;

use proc_macro2::TokenStream;
use quote::quote;

use crate::errors::Errors;
use crate::model::Component;
use crate::names::Names;
use crate::syntax::{items, misplaced, parse};

#[allow(
    missing_docs,
    reason = "`eap-runtime` documents its re-export, where the examples can be compiled"
)]
#[proc_macro_attribute]
pub fn event_async(
    args: proc_macro::TokenStream,
    input: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    let expand = |input: proc_macro::TokenStream| expand(args.clone().into(), input.into()).into();
    stray::without_stray_delimiters(expand, input)
}

/// The annotated item as written, and beside it what is generated, or what is wrong.
fn expand(args: TokenStream, input: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let written = items::item(input);
    if !misplaced::is_impl(&written) {
        misplaced::report(&written, &mut errors);
        let item = misplaced::strip(written);
        return quote!(#item #errors);
    }
    let block = match parse::parse(args, written, &mut errors) {
        Ok(block) => block,
        Err(item) => {
            let item = misplaced::strip(*item);
            return quote!(#item #errors);
        }
    };
    let component = Component::of(&block);
    let names = Names::of(&component);
    let verdict = check::check(&component, &names, &mut errors);
    let generated = expand::expand(&component, &names, &verdict);
    quote!(#block #errors #generated)
}
