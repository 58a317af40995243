//! The words of generated documentation that more than one item needs.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, quote};

use super::context::Context;
use super::scope::Scope;
use crate::model::Operation;
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
    link("Self", name)
}

/// A link to a function of the component, from beside its impl block.
pub(super) fn member(scope: &Scope, name: &Ident) -> String {
    match as_path(scope.context.component.self_ty) {
        Some(path) if path.qself.is_none() => {
            let segments = path
                .path
                .segments
                .iter()
                .map(|segment| segment.ident.to_string());
            let root = path.path.leading_colon.to_token_stream().to_string();
            let path = segments.collect::<Vec<_>>().join("::");
            link(&format!("{root}{path}"), name)
        }
        _ => format!("`{name}`"),
    }
}

fn link(path: &str, name: &Ident) -> String {
    format!("[`{name}`]({path}::{name})")
}

/// The methods for which an item of the whole component is generated.
///
/// They are not links: what is public must not link to what may be private.
pub(super) fn list<'a>(operations: impl Iterator<Item = &'a Operation<'a>>) -> String {
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

/// Why an operation with a user state may not start.
pub(super) fn refusals(context: &Context, then: &str) -> String {
    let refusal = if context.component.options.concurrent {
        "`DuplicateUserState` while another operation has this user state"
    } else {
        "`Busy` while another operation is pending"
    };
    format!("{refusal}, `Rejected` if the executor refuses it. {then}")
}

/// Why an operation without a user state may not start.
pub(super) fn refusals_beside_events(context: &Context) -> String {
    let busy = if context.component.options.concurrent {
        ""
    } else {
        "`Busy` while another operation is pending, "
    };
    format!("{busy}`Rejected` if the executor refuses it. Then nothing was started.")
}
