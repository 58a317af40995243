//! Where the compiler's messages about generated code land: at what the user wrote and has to change.
//!
//! No name of generated code stands at a name of the user's, about which an editor would show both. So spans begin and end at
//! punctuation, and at the first and the last token of types stands only punctuation in turn.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::spanned::Spanned as _;
use syn::{Path, PathArguments, ReturnType};

use crate::model::{Component, Operation, Parameter, Returns, Role};
use crate::ty::shape::{as_reference, last_segment};

/// From one token of the user's to another one. What is between the first and the last generated token is inside.
pub(super) struct Range {
    pub(super) first: Span,
    pub(super) inside: Span,
    pub(super) last: Span,
}

impl Range {
    pub(super) fn at(span: Span) -> Self {
        Self {
            first: span,
            inside: span,
            last: span,
        }
    }

    /// The types that an operation's closure owns, which may not be able to go to another thread.
    pub(super) fn of_captures(operation: &Operation) -> Self {
        let parameters = operation.parameters.iter();
        let types = parameters.filter(|parameter| parameter.input().is_some());
        let types = types.map(|parameter| parameter.typed.ty.to_token_stream());
        let (first, last) = ends(types.collect(), operation.span());
        Self {
            first,
            inside: operation.span(),
            last,
        }
    }

    /// The `=` before the type of the user state, if one is chosen.
    pub(super) fn of_user_state(component: &Component) -> Option<Self> {
        let (equals, _) = component.options.user_state.as_ref()?;
        Some(Self::at(located_at(equals.span)))
    }

    /// The brackets around the data of progress, if there is any.
    pub(super) fn of_progress_data(operation: &Operation) -> Option<Self> {
        let mut parameters = operation.parameters.iter();
        let reported = parameters.find(|p| matches!(p.role, Role::Progress { .. }))?;
        let ty = &*reported.typed.ty;
        let target = as_reference(ty).map_or(ty, |reference| &reference.elem);
        match &last_segment(target)?.arguments {
            PathArguments::AngleBracketed(arguments) => Some(Self {
                first: located_at(arguments.lt_token.span),
                inside: located_at(arguments.lt_token.span),
                last: located_at(arguments.gt_token.span),
            }),
            _ => None,
        }
    }

    /// From the `&` of a parameter's type, or else the colon before it, to its end.
    pub(super) fn of_argument(parameter: &Parameter) -> Self {
        let ty = &parameter.typed.ty;
        let colon = parameter.typed.colon_token.span;
        let first = as_reference(ty).map_or(colon, |reference| reference.and_token.span);
        let (_, last) = ends(ty.to_token_stream(), first);
        Self {
            first: located_at(first),
            inside: located_at(first),
            last,
        }
    }

    /// The tokens at this range.
    pub(super) fn fit(&self, tokens: TokenStream) -> TokenStream {
        let mut tokens: Vec<_> = ending_at(self.last, tokens).into_iter().collect();
        if let Some(first) = tokens.first_mut() {
            first.set_span(first.span().located_at(self.first));
        }
        tokens.into_iter().collect()
    }
}

/// The arrow before the return type: an editor that is asked about the type would show generated code, too.
pub(super) fn return_span(operation: &Operation) -> Span {
    match &operation.method.sig.output {
        ReturnType::Type(arrow, _) => arrow
            .spans
            .last()
            .map_or_else(|| operation.span(), |last| located_at(*last)),
        ReturnType::Default => operation.span(),
    }
}

/// What an operation gives back, which may not be able to go to another thread: the return type, or else the first output.
pub(super) fn outputs_span(operation: &Operation) -> Span {
    let mut outputs = operation.parameters.iter().filter(|p| p.output().is_some());
    match outputs.next() {
        Some(output) if matches!(operation.returns, Returns::Nothing) => {
            Range::of_argument(output).first
        }
        _ => return_span(operation),
    }
}

pub(super) fn path_span(path: &Path) -> Span {
    located_at(path.span())
}

/// The tokens with the last of them at that span.
pub(super) fn ending_at(span: Span, tokens: TokenStream) -> TokenStream {
    let mut tokens: Vec<_> = tokens.into_iter().collect();
    if let Some(last) = tokens.last_mut() {
        last.set_span(span);
    }
    tokens.into_iter().collect()
}

/// The first and the last of the tokens, if there are any.
fn ends(tokens: TokenStream, otherwise: Span) -> (Span, Span) {
    let mut spans = tokens.into_iter().map(|token| token.span());
    let first = spans.next().unwrap_or(otherwise);
    let last = spans.last().unwrap_or(first);
    (located_at(first), located_at(last))
}

/// The span of generated code at a span of the user's.
pub(super) fn located_at(span: Span) -> Span {
    Span::mixed_site().located_at(span)
}
