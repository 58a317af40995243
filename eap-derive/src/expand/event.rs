//! The events: `…_completed`, `…_progress_changed` and `progress_changed`.

use proc_macro2::{Ident, TokenStream};
use quote::quote_spanned;

use super::context::Context;
use super::docs;
use super::scope::Scope;
use super::shared::Served;
use crate::model::Data;
use crate::ty::generics::where_clause;

pub(super) fn completed(scope: &Scope) -> Option<TokenStream> {
    let names = scope.names;
    let start = docs::sibling(&names.start);
    let doc = format!("Raised when an operation started by {start} is over.");
    let (args, index) = (scope.args(), scope.operation.number);
    own(scope, &names.completed, &args, index, &doc)
}

/// The progress event that is the operation's own.
pub(super) fn progress(scope: &Scope) -> Option<TokenStream> {
    let names = scope.names.progress.as_ref()?;
    let data = scope.operation.progress()?;
    let args = scope.context.progress_args(data, scope.span());
    let reported = match scope.context.names.progress_changed {
        Some(_) => "incremental results",
        None => "progress",
    };
    let doc = format!(
        "Raised when {} reports {reported}.",
        docs::sibling(scope.operation.ident)
    );
    own(scope, &names.changed, &args, names.index, &doc)
}

fn own(
    scope: &Scope,
    name: &Ident,
    args: &TokenStream,
    index: usize,
    doc: &str,
) -> Option<TokenStream> {
    let runtime = scope.runtime();
    let attributes = scope.operation.method.shared.all();
    let vis = &scope.operation.method.vis;
    let doc = docs::comment(doc);
    // The type may need what the method demands.
    let where_clause = where_clause(&scope.conditions);
    let body = scope.context.event(index);
    scope.generates(name).then(|| {
        quote_spanned! {scope.span()=>
            #attributes
            #doc
            #vis fn #name(&self) -> &#runtime::Event<Self, #args> #where_clause {
                #body
            }
        }
    })
}

/// The progress event that operations share.
pub(super) fn shared(context: &Context) -> Option<TokenStream> {
    let shared = context.names.progress_changed.as_ref()?;
    let name = &shared.changed;
    let span = context.span();
    let runtime = context.runtime(span);
    let operations = context.component.operations.iter().enumerate();
    let reporting = operations.filter(|(_, operation)| operation.progress().is_some());
    let has_stubs = reporting
        .clone()
        .all(|(index, _)| context.verdict.has_stub(index));
    let served = Served::new(reporting.map(|(_, operation)| operation));
    let Served { cfg, vis, .. } = &served;
    let data = if has_stubs {
        Data::Nothing
    } else {
        shared.data
    };
    let args = context.progress_args(data, span);
    let doc = docs::comment(&format!("Raised when {} reports progress.", served.list()));
    let body = context.event(context.component.count);
    context.generates(None, name).then(|| {
        quote_spanned! {span=>
            #cfg
            #doc
            #vis fn #name(&self) -> &#runtime::Event<Self, #args> {
                #body
            }
        }
    })
}
