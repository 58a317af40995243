//! `…_then` and `…_then_local`: a callback for one operation.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use super::parameters::{parameters, user_state};
use super::scope::{Scope, one_or_tuple};
use super::{docs, lints, start};
use crate::ty::generics::MethodGenerics;

pub(super) fn functions(scope: &Scope) -> Option<TokenStream> {
    let names = scope.names.then.as_ref()?;
    let then = scope
        .generates(&names.then)
        .then(|| function(scope, &names.then, false));
    let local = scope
        .generates(&names.then_local)
        .then(|| function(scope, &names.then_local, true));
    Some(quote!(#then #local))
}

fn function(scope: &Scope, name: &Ident, is_local: bool) -> TokenStream {
    let runtime = scope.runtime();
    let operation = scope.operation;
    let span = scope.span();
    let attributes = operation.method.carried.all();
    let vis = &operation.method.vis;
    let generics = MethodGenerics::of(&operation.method.sig.generics);
    let declaration = generics.declaration(&[]);
    let where_clause = &generics.where_clause;
    let parameters = parameters(scope);
    let user_state = user_state(scope);
    let allow = lints::too_many(parameters.len() + 1 + usize::from(user_state.is_some()));
    let outputs = one_or_tuple(&scope.outputs, span);
    let error = scope.async_error();
    let send = (!is_local).then(|| quote_spanned!(span=> ::core::marker::Send +));
    let (face, doc) = if is_local {
        (
            quote_spanned!(span=> .then_local(callback)),
            "on this thread, by its current context",
        )
    } else {
        (
            quote_spanned!(span=> .then(callback)),
            "in the current context, or on the worker without one",
        )
    };
    let no_context = if is_local {
        "`NoContext` without a current context, "
    } else {
        ""
    };
    let doc = docs::comment(&format!(
        "Starts {} in the background; the callback receives its outcome {doc}.\n\n# Errors\n\n{no_context}{}",
        docs::sibling(operation.ident),
        docs::refusals(
            scope.context,
            "Then nothing was started, and the callback is dropped."
        )
    ));
    let routing = start::progress(scope);
    let prepared = start::prepared(scope, routing.as_ref(), &face);
    let body = start::started(
        scope,
        &prepared,
        super::span::outputs_span(operation),
        None,
        generics.turbofish.as_ref(),
    );
    quote_spanned! {span=>
        #attributes
        #doc
        #allow
        #vis fn #name #declaration(
            self: &::std::sync::Arc<Self>,
            #(#parameters,)*
            #user_state
            callback: impl ::core::ops::FnOnce(::core::result::Result<#outputs, #error>) + #send 'static,
        ) -> ::core::result::Result<#runtime::OperationHandle, #runtime::InvokeError> #where_clause {
            #body
        }
    }
}
