//! The words of generated documentation that more than one item needs.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, quote};
use syn::Type;

use super::context::Context;
use super::scope::Scope;
use crate::model::Operation;
use crate::types::peel;

/// A doc comment of these lines.
pub(crate) fn comment(text: &str) -> TokenStream {
    let lines = text.lines().map(|line| match line {
        "" => String::new(),
        line => format!(" {line}"),
    });
    quote!(#(#[doc = #lines])*)
}

/// A link to a function of the component, from another one.
pub(crate) fn sibling(name: &Ident) -> String {
    link("Self", name)
}

/// A link to a function of the component, from beside its impl block.
pub(crate) fn member(scope: &Scope, name: &Ident) -> String {
    match peel(scope.context.component.self_ty) {
        Type::Path(path) if path.qself.is_none() => {
            let segments = path
                .path
                .segments
                .iter()
                .map(|segment| segment.ident.to_string());
            let lead = path.path.leading_colon.to_token_stream().to_string();
            let path = segments.collect::<Vec<_>>().join("::");
            link(&format!("{lead}{path}"), name)
        }
        _ => format!("`{name}`"),
    }
}

fn link(path: &str, name: &Ident) -> String {
    format!("[`{name}`]({path}::{name})")
}

/// The methods for which an item of the whole component is generated.
///
/// They are no links: what is public must not link to what may be private.
pub(crate) fn list<'a>(operations: impl Iterator<Item = &'a Operation<'a>>) -> String {
    let mut names: Vec<_> = operations
        .map(|operation| format!("`{}`", operation.ident))
        .collect();
    names.dedup();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}

/// Why `begin_…` may fail.
pub(crate) fn refusals_beside_events(context: &Context) -> &'static str {
    if context.component.options.concurrent {
        "`Rejected` if the executor refuses it. Then nothing was started."
    } else {
        "`Busy` while another operation is pending, `Rejected` if the executor refuses it. Then nothing was started."
    }
}

/// Why `…_async` may fail.
pub(crate) fn refusals(context: &Context) -> &'static str {
    if context.component.options.concurrent {
        "`DuplicateUserState` while another operation has this user state, `Rejected` if the executor refuses it. Then \
         nothing was started, and no event comes."
    } else {
        "`Busy` while another operation is pending, `Rejected` if the executor refuses it. Then nothing was started, and no \
         event comes."
    }
}
