//! Where the compiler's messages about generated code land: at what the user wrote and has to change.
//!
//! No name of generated code stands at a name of the user's, about which an editor would show both. So spans begin and end at
//! punctuation, and at the first and the last token of types stands only punctuation in turn.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{PathArguments, ReturnType};

use crate::model::{Component, Operation, Parameter, Returns, Role};
use crate::ty::shape::{as_reference, last_segment};

/// From one token of the user's to another one.
pub(super) struct Range {
    pub(super) first: Span,
    pub(super) last: Span,
}

impl Range {
    /// The types that an operation's closure owns, which may not be able to go to another thread.
    pub(super) fn of_captures(operation: &Operation) -> Self {
        let parameters = operation.parameters.iter();
        let types = parameters.filter(|parameter| parameter.input().is_some());
        let types = types.map(|parameter| parameter.typed.ty.to_token_stream());
        ends(types.collect(), operation.span())
    }

    /// The brackets around the data of progress, if there is any.
    pub(super) fn of_progress_data(operation: &Operation) -> Option<Self> {
        let mut parameters = operation.parameters.iter();
        let reported = parameters.find(|it| matches!(it.role, Role::Progress { .. }))?;
        let ty = &*reported.typed.ty;
        let target = as_reference(ty).map_or(ty, |reference| &reference.elem);
        match &last_segment(target)?.arguments {
            PathArguments::AngleBracketed(arguments) => Some(Self {
                first: located_at(&arguments.lt_token),
                last: located_at(&arguments.gt_token),
            }),
            _ => None,
        }
    }

    /// From the `&` of a parameter's type, or else the colon before it, to its end.
    pub(super) fn of_argument(parameter: &Parameter) -> Self {
        let ty = &parameter.typed.ty;
        let first = match as_reference(ty) {
            Some(reference) => located_at(&reference.and_token),
            None => located_at(&parameter.typed.colon_token),
        };
        Self {
            first,
            ..ends(ty.to_token_stream(), first)
        }
    }

    /// The tokens from the first span to the last.
    pub(super) fn fit(&self, tokens: TokenStream) -> TokenStream {
        let mut tokens: Vec<_> = ending_at(self.last, tokens).into_iter().collect();
        if let Some(first) = tokens.first_mut() {
            first.set_span(first.span().located_at(self.first));
        }
        tokens.into_iter().collect()
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

/// What an operation gives back, which may not be able to go to another thread: the return type, or else the first output.
pub(super) fn outputs(operation: &Operation) -> Span {
    let mut outputs = operation
        .parameters
        .iter()
        .filter(|it| it.output().is_some());
    match outputs.next() {
        Some(output) if matches!(operation.returns, Returns::Nothing) => {
            Range::of_argument(output).first
        }
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

/// The first and the last of the tokens, if there are any.
fn ends(tokens: TokenStream, otherwise: Span) -> Range {
    let mut spans = tokens.into_iter().map(|token| token.span());
    let first = spans.next().unwrap_or(otherwise);
    let last = spans.last().unwrap_or(first);
    Range {
        first: located_at(&first),
        last: located_at(&last),
    }
}

/// The span of generated code at something of the user's.
pub(super) fn located_at(written: &impl Spanned) -> Span {
    Span::mixed_site().located_at(written.span())
}
