//! `…_completed`, the event.

use proc_macro2::TokenStream;
use quote::quote_spanned;

use super::docs;
use super::scope::Scope;

pub(super) fn event(scope: &Scope) -> Option<TokenStream> {
    let name = &scope.names.completed;
    if !scope.generates(name) {
        return None;
    }
    let runtime = scope.runtime();
    let operation = scope.operation;
    let attributes = operation.method.carried.all();
    let vis = &operation.method.vis;
    let args = scope.args();
    let doc = docs::comment(&format!(
        "Raised when an operation started by {} is over.",
        docs::sibling(&scope.names.start)
    ));
    let where_clause = scope.event_where_clause();
    let span = scope.span();
    let body = scope.context.event(operation.number);
    Some(quote_spanned! {span=>
        #attributes
        #doc
        #vis fn #name(&self) -> &#runtime::Event<Self, #args> #where_clause {
            #body
        }
    })
}
