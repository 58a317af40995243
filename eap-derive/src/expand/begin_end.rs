//! `begin_…` and `end_…`: the `IAsyncResult` pattern.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::context::free_names_beside;
use super::parameters::parameters;
use super::scope::{Scope, one_or_tuple};
use super::span::outputs_span;
use super::{docs, handlers, lints, start};
use crate::names::BeginEnd;
use crate::ty::generics::{MethodGenerics, unangled};
use crate::ty::selection::Selection;

pub(super) fn functions(scope: &Scope) -> Option<TokenStream> {
    let names = scope.names.begin_end.as_ref()?;
    let begin = scope.generates(&names.begin).then(|| begin(scope, names));
    let end = scope.generates(&names.end).then(|| end(scope, names));
    Some(quote!(#begin #end))
}

fn begin(scope: &Scope, names: &BeginEnd) -> TokenStream {
    let name = &names.begin;
    let runtime = scope.runtime();
    let operation = scope.operation;
    let span = scope.span();
    let attributes = operation.method.carried.all();
    let vis = &operation.method.vis;
    let generics = MethodGenerics::of(&operation.method.sig.generics);
    let [state, returned] = parameter_names(scope, ["AsyncState", "Returned"]);
    let result = async_result(scope, &names.result, &state);
    let declaration = generics.declaration(&[
        quote_spanned!(span=> #state: #runtime::AsyncState),
        quote_spanned!(span=> #returned: #runtime::CallbackReturn<#result>),
    ]);
    let where_clause = &generics.where_clause;
    let parameters = parameters(scope);
    let allow = lints::too_many(parameters.len() + 2);
    let begun = start::prepared_beside_events(
        scope,
        "muted",
        &quote_spanned!(span=> .begin(callback, async_state)),
    );
    let end = outputs_span(operation);
    let body = start::started(scope, &begun, end, None, generics.turbofish.as_ref());
    let doc = docs::comment(&format!(
        "Starts {} in the background. {} gives its outcome, in the callback or, with `no_callback`, here.\n\n# Errors\n\n{}",
        docs::sibling(operation.ident),
        docs::sibling(&names.end),
        docs::refusals_beside_events(scope.context)
    ));
    quote_spanned! {span=>
        #attributes
        #doc
        #allow
        #vis fn #name #declaration(
            self: &::std::sync::Arc<Self>,
            #(#parameters,)*
            callback: impl #runtime::AsyncCallback<#result, #returned> + ::core::marker::Send + 'static,
            async_state: #state,
        ) -> ::core::result::Result<#returned::Begun, #runtime::InvokeError> #where_clause {
            #body
        }
    }
}

fn end(scope: &Scope, names: &BeginEnd) -> TokenStream {
    let name = &names.end;
    let runtime = scope.runtime();
    let operation = scope.operation;
    let span = scope.span();
    let attributes = operation.method.carried.all();
    let vis = &operation.method.vis;
    // Whatever was begun can be ended: a bound here would only be reported a second time.
    let state = quote_spanned!(span=> impl ::core::marker::Sized);
    let result = async_result(scope, &names.result, &state);
    let outputs = one_or_tuple(&scope.outputs, span);
    let error = scope.async_error();
    let where_clause = scope.event_where_clause();
    let doc = docs::comment(&format!(
        "Waits for an operation begun by {}, and gives its outputs.\n\n# Errors\n\nThe operation failed or was cancelled.\n\n\
         # Panics\n\nPanics if {} did.",
        docs::sibling(&names.begin),
        docs::sibling(operation.ident)
    ));
    quote_spanned! {span=>
        #attributes
        #doc
        #vis fn #name(
            &self,
            result: #result,
        ) -> ::core::result::Result<#outputs, #error> #where_clause {
            #runtime::component::end(self, result)
        }
    }
}

/// The alias of the operation's `AsyncResult`.
pub(super) fn alias(scope: &Scope) -> Option<TokenStream> {
    let names = scope.names.begin_end.as_ref()?;
    let name = &names.result;
    if !scope.generates(name) {
        return None;
    }
    let [state] = parameter_names(scope, ["AsyncState"]);
    let ty = spelled_out(scope, &scope.context.self_ty, &state);
    let mut selection = scope.select_for_alias(&ty)?;
    let others = unangled(selection.declaration);
    // Most operations have no state.
    selection.declaration = Some(quote!(<#others #state = ()>));
    let doc = format!(
        "An operation begun by {}, to be ended by {}.",
        docs::member(scope, &names.begin),
        docs::member(scope, &names.end)
    );
    Some(handlers::definition(scope, name, &selection, &ty, &doc))
}

/// The operation's `AsyncResult`, by its alias if it has one.
fn async_result(scope: &Scope, alias: &Ident, state: &impl ToTokens) -> TokenStream {
    let self_ty = &scope.context.self_ty;
    let selection = scope.select_for_alias(&spelled_out(scope, self_ty, state));
    match selection {
        Some(Selection { arguments, .. }) if scope.generates(alias) => {
            let others = unangled(arguments);
            quote_spanned!(scope.span()=> #alias<#others #state>)
        }
        _ => spelled_out(scope, &quote!(Self), state),
    }
}

/// `AsyncResult<M, O, E, S>`.
fn spelled_out(scope: &Scope, self_ty: &TokenStream, state: &impl ToTokens) -> TokenStream {
    let runtime = scope.runtime();
    let span = scope.span();
    // The name of its args says in messages which operation it is.
    let which = if scope.operation.has_own_args() && scope.selection.is_whole {
        scope.args()
    } else {
        let index = Literal::usize_unsuffixed(scope.operation.number);
        quote_spanned!(span=> #runtime::component::Method<#self_ty, #index>)
    };
    let outcome = scope.outputs_and_error();
    quote_spanned!(span=> #runtime::AsyncResult<#which, #outcome, #state>)
}

/// Names for type parameters that hide none the method or its component uses.
fn parameter_names<const N: usize>(scope: &Scope, names: [&str; N]) -> [Ident; N] {
    let signature = scope.operation.method.sig.to_token_stream();
    free_names_beside(scope.context, &signature, names, scope.span())
}
