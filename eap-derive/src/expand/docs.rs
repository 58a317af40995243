//! What several items need for their documentation.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, quote};
use syn::Type;

use crate::ty::shape::as_path;

/// A doc comment of these lines.
pub(super) fn comment(text: &str) -> TokenStream {
    let lines = text.lines().map(|line| match line {
        "" => String::new(),
        line => format!(" {line}"),
    });
    quote!(#(#[doc = #lines])*)
}

/// A link to a function of the component, from another one.
pub(super) fn sibling(name: &Ident) -> String {
    format!("[`{name}`](Self::{name})")
}

/// A link to a function of the component, from beside its impl block.
pub(super) fn member(component: &Type, name: &Ident) -> String {
    let path = as_path(component).map(|path| {
        let segments = path.path.segments.iter();
        let segments: Vec<_> = segments.map(|segment| segment.ident.to_string()).collect();
        let root = path.path.leading_colon.to_token_stream();
        format!("{root}{}", segments.join("::"))
    });
    format!("[`{name}`]({}::{name})", path.unwrap_or_default())
}
