//! Expansions, checked against files a person can read.
//!
//! `UPDATE_EXPECT=1 cargo test -p eap-tests --test expand` writes them anew.

// The macro's own modules, so that it runs without a compiler around it.
#[path = "../../eap-derive/src/check/mod.rs"]
mod check;
#[path = "../../eap-derive/src/errors.rs"]
mod errors;
#[path = "../../eap-derive/src/expand/mod.rs"]
mod expand;
#[path = "../../eap-derive/src/model.rs"]
mod model;
#[path = "../../eap-derive/src/names.rs"]
mod names;
#[path = "../../eap-derive/src/naming.rs"]
mod naming;
#[path = "../../eap-derive/src/syntax/mod.rs"]
mod syntax;
#[path = "../../eap-derive/src/text.rs"]
mod text;
#[path = "../../eap-derive/src/ty/mod.rs"]
mod ty;

mod by_hand;
mod cases;
mod figures;
mod garbage;
mod mistakes;
mod spans;
mod while_typing;

use proc_macro2::TokenStream;
use quote::quote;

use self::syntax::{items, misplaced, parse};

/// The driver of the macro, which `lib.rs` has beside the entry point.
fn event_async(args: TokenStream, input: TokenStream) -> TokenStream {
    let mut errors = errors::Errors::default();
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
    let component = model::Component::of(&block);
    let names = names::Names::of(&component);
    let verdict = check::check(&component, &names, &mut errors);
    let generated = expand::expand(&component, &names, &verdict);
    quote!(#block #errors #generated)
}
