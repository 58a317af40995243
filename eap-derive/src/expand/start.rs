//! `…_async`, which starts an operation that raises events.

use proc_macro2::TokenStream;
use quote::quote_spanned;

use super::docs::sibling;
use super::scope::Scope;
use super::starter::{Starter, refusals, user_state, with_events};

pub(super) fn function(scope: &Scope) -> Option<TokenStream> {
    let runtime = scope.runtime();
    let span = scope.span();
    let completed = &scope.names.completed;
    let starter = Starter {
        name: &scope.names.start,
        doc: format!(
            "Starts {} in the background; {} reports its outcome.\n\n{}, and no event comes.",
            sibling(scope.operation.ident),
            sibling(completed),
            refusals(scope, true, "")
        ),
        generics: Vec::new(),
        parameters: user_state(scope).into_iter().collect(),
        output: quote_spanned!(span=> ::core::result::Result<(), #runtime::InvokeError>),
        prepared: with_events(scope, &quote_spanned!(span=> .completed(Self::#completed))),
    };
    starter.expand(scope)
}
