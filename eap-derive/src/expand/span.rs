//! Where the compiler's messages about generated code land: at what the user wrote and has to change.
//!
//! No name of generated code stands at a name of the user's, about which an editor would show both. So spans are at
//! punctuation, and at the first and the last token of types stands only punctuation in turn.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::ReturnType;
use syn::spanned::Spanned;

use crate::model::{Component, Operation, Parameter, Returns};
use crate::ty::shape::as_reference;

/// The first and the last token of the types that an operation's closure owns, which may not be able to go to another thread.
pub(super) fn captures(operation: &Operation) -> (Span, Span) {
    let parameters = operation.parameters.iter();
    let types = parameters.filter(|parameter| parameter.input().is_some());
    let types = types.flat_map(|parameter| parameter.typed.ty.to_token_stream());
    let mut spans = types.map(|token| located_at(&token));
    let first = spans.next().unwrap_or_else(|| operation.span());
    (first, spans.last().unwrap_or(first))
}

/// The `&` of a parameter's type, or else the colon before it.
pub(super) fn argument(parameter: &Parameter) -> Span {
    match as_reference(&parameter.typed.ty) {
        Some(reference) => located_at(&reference.and_token),
        None => located_at(&parameter.typed.colon_token),
    }
}

/// The `=` before the type of the user state, if one is chosen.
pub(super) fn user_state(component: &Component) -> Option<Span> {
    let (equals, _) = component.options.user_state.as_ref()?;
    Some(located_at(equals))
}

/// The arrow before the return type: an editor that is asked about the type would show generated code, too.
pub(super) fn returned(operation: &Operation) -> Span {
    let arrow = match &operation.method.sig.output {
        ReturnType::Type(arrow, _) => arrow.spans.last(),
        ReturnType::Default => None,
    };
    arrow.map_or_else(|| operation.span(), located_at)
}

/// The return type, or else the first output: a type that may not be able to go to another thread.
pub(super) fn outputs(operation: &Operation) -> Span {
    let mut parameters = operation.parameters.iter();
    match parameters.find(|parameter| parameter.output().is_some()) {
        Some(output) if matches!(operation.returns, Returns::Nothing) => argument(output),
        _ => returned(operation),
    }
}

/// The tokens with the last of them at that span.
pub(super) fn ending_at(span: Span, tokens: TokenStream) -> TokenStream {
    let mut tokens: Vec<_> = tokens.into_iter().collect();
    if let Some(last) = tokens.last_mut() {
        last.set_span(span);
    }
    tokens.into_iter().collect()
}

/// The span of generated code at something of the user's.
pub(super) fn located_at(written: &impl Spanned) -> Span {
    Span::mixed_site().located_at(written.span())
}
