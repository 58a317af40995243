//! `begin_…` and `end_…`: the `IAsyncResult` pattern.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::docs::{comment, sibling};
use super::handlers;
use super::scope::Scope;
use super::starter::{Starter, refusals, without_events};
use crate::names::BeginEnd;
use crate::ty::generics::where_clause;

pub(super) fn functions(scope: &Scope) -> Option<TokenStream> {
    let names = scope.names.begin_end.as_ref()?;
    let begin = begin(scope, names);
    let end = scope.generates(&names.end).then(|| end(scope, names));
    Some(quote!(#begin #end))
}

fn begin(scope: &Scope, names: &BeginEnd) -> Option<TokenStream> {
    let runtime = scope.runtime();
    let span = scope.span();
    let state = free_name(scope, "AsyncState").into_token_stream();
    let returned = free_name(scope, "Returned");
    let result = handlers::by_alias(
        scope,
        &names.result,
        spelled_out(scope, &state),
        Some(&state),
    );
    let face = quote_spanned!(span=> .begin(callback, async_state));
    let starter = Starter {
        name: &names.begin,
        doc: format!(
            "Starts {} in the background. Call {} to get the outcome: in the callback, or after this call with `no_callback`.\n\n{}.",
            sibling(scope.operation.ident),
            sibling(&names.end),
            refusals(scope, false, "")
        ),
        generics: vec![
            quote_spanned!(span=> #state: #runtime::begin_end::AsyncState),
            quote_spanned!(span=> #returned: #runtime::begin_end::CallbackReturn<#result>),
        ],
        parameters: vec![
            quote_spanned! {span=>
                callback: impl #runtime::begin_end::AsyncCallback<#result, #returned> + ::core::marker::Send + 'static
            },
            quote_spanned!(span=> async_state: #state),
        ],
        output: quote_spanned! {span=>
            ::core::result::Result<#returned::Begun, #runtime::InvokeError>
        },
        prepared: without_events(scope, "muted", &face),
    };
    starter.expand(scope)
}

fn end(scope: &Scope, names: &BeginEnd) -> TokenStream {
    let name = &names.end;
    let runtime = scope.runtime();
    let span = scope.span();
    let attributes = scope.operation.method.shared.all();
    let vis = &scope.operation.method.vis;
    // Whatever was begun can be ended: a bound here would only be reported a second time.
    let state = quote_spanned!(span=> impl ::core::marker::Sized);
    let result = handlers::by_alias(
        scope,
        &names.result,
        spelled_out(scope, &state),
        Some(&state),
    );
    let outcome = scope.outcome();
    let where_clause = where_clause(&scope.conditions);
    let doc = comment(&format!(
        "Waits for an operation begun by {}, and returns its outputs.\n\n# Errors\n\nThe operation failed or was cancelled.\n\n\
         # Panics\n\nPanics if {} did.",
        sibling(&names.begin),
        sibling(scope.operation.ident)
    ));
    quote_spanned! {span=>
        #attributes
        #doc
        #vis fn #name(&self, result: #result) -> #outcome #where_clause {
            #runtime::component::end(self, result)
        }
    }
}

/// The alias of the operation's `AsyncResult`.
pub(super) fn definition(scope: &Scope) -> Option<TokenStream> {
    let names = scope.names.begin_end.as_ref()?;
    let state = free_name(scope, "AsyncState").into_token_stream();
    let ty = spelled_out(scope, &state);
    let (begin, end) = (scope.member(&names.begin), scope.member(&names.end));
    let doc = format!("An operation begun by {begin}, to be ended by {end}.");
    // Most operations have no state.
    let state = quote!(#state = ());
    handlers::alias(scope, &names.result, &ty, Some(&state), &doc)
}

/// `AsyncResult<M, O, E, S>`.
fn spelled_out(scope: &Scope, state: &TokenStream) -> TokenStream {
    let span = scope.span();
    let (runtime, outputs, error) = (scope.runtime(), scope.outputs(), scope.error());
    // The name of its args says in messages which operation it is.
    let which = if scope.operation.has_own_args() && scope.selection.is_whole {
        scope.args()
    } else {
        let self_ty = &scope.context.self_ty;
        let index = Literal::usize_unsuffixed(scope.operation.number);
        quote_spanned!(span=> #runtime::component::Method<#self_ty, #index>)
    };
    quote_spanned!(span=> #runtime::AsyncResult<#which, #outputs, #error, #state>)
}

/// A name for a type parameter that neither the method nor its component uses.
fn free_name(scope: &Scope, name: &str) -> Ident {
    let signature = scope.operation.method.sig.to_token_stream();
    scope.context.free_name(name, &signature, scope.span())
}
