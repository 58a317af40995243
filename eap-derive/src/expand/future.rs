//! `…_future`, and the alias of its type.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::parameters::parameters;
use super::scope::Scope;
use super::span::outputs_span;
use super::{docs, handlers, lints, start};
use crate::model::Data;
use crate::ty::generics::MethodGenerics;

pub(super) fn function(scope: &Scope) -> Option<TokenStream> {
    let names = scope.names.future.as_ref()?;
    let name = &names.start;
    if !scope.generates(name) {
        return None;
    }
    let operation = scope.operation;
    let span = scope.span();
    let attributes = operation.method.carried.all();
    let vis = &operation.method.vis;
    let generics = MethodGenerics::of(&operation.method.sig.generics);
    let declaration = generics.declaration(&[]);
    let where_clause = &generics.where_clause;
    let parameters = parameters(scope);
    let allow = lints::too_many(parameters.len());
    let coalesce = operation
        .coalesces()
        .then(|| quote_spanned!(span=> .coalesce()));
    let face = quote_spanned!(span=> #coalesce .future());
    let prepared = start::prepared_beside_events(scope, "streaming", &face);
    let end = outputs_span(operation);
    let body = start::started(scope, &prepared, end, None, generics.turbofish.as_ref());
    let future = by_alias(scope);
    let doc = docs::comment(&format!(
        "Starts {} in the background; the future gives its outcome.",
        docs::sibling(operation.ident)
    ));
    Some(quote_spanned! {span=>
        #attributes
        #doc
        #allow
        #vis fn #name #declaration(
            self: &::std::sync::Arc<Self>,
            #(#parameters,)*
        ) -> #future #where_clause {
            #body
        }
    })
}

/// The alias of the operation's future.
pub(super) fn alias(scope: &Scope) -> Option<TokenStream> {
    let names = scope.names.future.as_ref()?;
    let doc = format!("The future of {}.", docs::member(scope, &names.start));
    handlers::alias(scope, &names.ty, &spelled_out(scope), &doc)
}

/// The operation's future, by its alias if it has one.
fn by_alias(scope: &Scope) -> TokenStream {
    let ty = spelled_out(scope);
    let alias = scope.names.future.as_ref().map(|names| &names.ty);
    let alias = alias
        .filter(|alias| scope.generates(alias))
        .zip(scope.select_for_alias(&ty));
    match alias {
        Some((alias, selection)) => {
            let arguments = &selection.arguments;
            quote!(#alias #arguments)
        }
        None => ty,
    }
}

/// `OperationFuture<O, E, P>`.
fn spelled_out(scope: &Scope) -> TokenStream {
    let runtime = scope.runtime();
    let outcome = scope.outputs_and_error();
    let data = match scope.operation.progress() {
        Some(Data::Of(ty)) => {
            let ty = scope.beside(ty);
            Some(quote_spanned!(scope.span()=> , #ty))
        }
        Some(Data::Nothing) | None => None,
    };
    quote_spanned!(scope.span()=> #runtime::OperationFuture<#outcome #data>)
}
