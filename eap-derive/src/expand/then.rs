//! `…_then` and `…_then_local`: a callback for one operation.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::docs::sibling;
use super::scope::Scope;
use super::starter::{Starter, refusals, user_state, with_events};

pub(super) fn functions(scope: &Scope) -> Option<TokenStream> {
    let runtime = scope.runtime();
    let span = scope.span();
    let (then, then_local) = scope.names.then.as_ref()?;
    let outcome = scope.outcome();
    let starter = |name, receives, no_context, send: TokenStream, face| {
        let callback = quote_spanned! {span=>
            callback: impl ::core::ops::FnOnce(#outcome) + #send 'static
        };
        let starter = Starter {
            name,
            doc: format!(
                "Starts {} in the background; the callback receives its outcome, {receives}.\n\n{}, and the callback is dropped.",
                sibling(scope.operation.ident),
                refusals(scope, true, no_context)
            ),
            generics: Vec::new(),
            parameters: user_state(scope).into_iter().chain([callback]).collect(),
            output: quote_spanned! {span=>
                ::core::result::Result<#runtime::OperationHandle, #runtime::InvokeError>
            },
            prepared: with_events(scope, &face),
        };
        starter.expand(scope)
    };
    let then = starter(
        then,
        "in the context that is current here, or on the worker without one",
        "",
        quote_spanned!(span=> ::core::marker::Send +),
        quote_spanned!(span=> .then(callback)),
    );
    let then_local = starter(
        then_local,
        "on this thread, whose context has to be current",
        "`NoContext` if no context is current on this thread, ",
        TokenStream::new(),
        quote_spanned!(span=> .then_local(callback)),
    );
    Some(quote!(#then #then_local))
}
