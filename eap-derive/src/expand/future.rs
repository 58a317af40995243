//! `…_future`, and the alias of its type.

use proc_macro2::TokenStream;
use quote::quote_spanned;

use super::docs::sibling;
use super::handlers::{alias, by_alias};
use super::scope::Scope;
use super::starter::{Starter, without_events};
use crate::model::Data;

pub(super) fn function(scope: &Scope) -> Option<TokenStream> {
    let (name, ty) = scope.names.future.as_ref()?;
    let span = scope.span();
    let coalesce = scope.operation.coalesces();
    let coalesce = coalesce.then(|| quote_spanned!(span=> .coalesce()));
    let face = quote_spanned!(span=> #coalesce .future());
    let starter = Starter {
        name,
        doc: format!(
            "Starts {} in the background. The future yields its outcome.",
            sibling(scope.operation.ident)
        ),
        generics: Vec::new(),
        parameters: Vec::new(),
        output: by_alias(scope, ty, spelled_out(scope), None),
        prepared: without_events(scope, "streaming", &face),
    };
    starter.expand(scope)
}

/// The alias of the operation's future.
pub(super) fn definition(scope: &Scope) -> Option<TokenStream> {
    let (start, ty) = scope.names.future.as_ref()?;
    let doc = format!("The future of {}.", scope.member(start));
    alias(scope, ty, &spelled_out(scope), None, &doc)
}

/// `OperationFuture<O, E, P>`.
fn spelled_out(scope: &Scope) -> TokenStream {
    let (runtime, outputs, error) = (scope.runtime(), scope.outputs(), scope.error());
    let data = match scope.operation.progress() {
        Some(Data::Of(ty)) => Some(scope.beside(ty)),
        _ => None,
    };
    let data = data.iter();
    quote_spanned!(scope.span()=> #runtime::OperationFuture<#outputs, #error #(, #data)*>)
}
