//! `…_progress_changed` and `progress_changed`, the events.

use proc_macro2::TokenStream;
use quote::quote_spanned;

use super::context::Context;
use super::scope::Scope;
use super::{docs, visibility};
use crate::syntax::attrs::Carried;

/// The event that is the operation's own.
pub(super) fn own_event(scope: &Scope) -> Option<TokenStream> {
    let names = scope.names.progress.as_ref()?;
    let name = &names.changed;
    if !scope.generates(name) {
        return None;
    }
    let runtime = scope.runtime();
    let operation = scope.operation;
    let attributes = operation.method.carried.all();
    let vis = &operation.method.vis;
    let args = scope.progress_args()?;
    let reported = if scope.context.names.progress_changed.is_some() {
        "incremental results"
    } else {
        "progress"
    };
    let doc = docs::comment(&format!(
        "Raised when {} reports {reported}.",
        docs::sibling(operation.ident)
    ));
    let where_clause = scope.event_where_clause();
    let span = scope.span();
    let body = scope.context.event(names.index);
    Some(quote_spanned! {span=>
        #attributes
        #doc
        #vis fn #name(&self) -> &#runtime::Event<Self, #args> #where_clause {
            #body
        }
    })
}

/// The event that operations share.
pub(super) fn shared_event(context: &Context) -> Option<TokenStream> {
    let shared = context.names.progress_changed.as_ref()?;
    let name = &shared.changed;
    if !context.generates(None, name) {
        return None;
    }
    let span = context.span();
    let runtime = context.runtime(span);
    let operations = || {
        let operations = context.component.operations.iter();
        operations.filter(|operation| operation.progress().is_some())
    };
    let cfg = Carried::any(operations().map(|operation| &operation.method.carried));
    let vis = visibility::widest(operations());
    let args = context.progress_args(shared.data, span);
    let doc = docs::comment(&format!(
        "Raised when {} reports progress.",
        docs::list(operations())
    ));
    let body = context.event(shared.index);
    Some(quote_spanned! {span=>
        #cfg
        #doc
        #vis fn #name(&self) -> &#runtime::Event<Self, #args> {
            #body
        }
    })
}
