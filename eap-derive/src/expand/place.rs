//! Where the compiler says something of generated code: at what the user wrote and has to change.
//!
//! No name of generated code stands at a name of the user's, about which an editor would else tell of both. So places
//! begin and end at punctuation, and at the first and the last token of types stands only punctuation in turn.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::spanned::Spanned as _;
use syn::{Path, PathArguments, Type};

use super::scope::Scope;
use crate::model::{Parameter, Returns, Role};
use crate::types::{as_reference, is_primitive, last_segment, peel};

/// From one token of the user's to another one. What is between the first and the last generated token is inside.
pub(crate) struct Place {
    pub(crate) first: Span,
    pub(crate) inside: Span,
    pub(crate) last: Span,
}

impl Place {
    pub(crate) fn at(span: Span) -> Self {
        Self {
            first: span,
            inside: span,
            last: span,
        }
    }

    /// The types that an operation's closure owns, which may not be able to go to another thread.
    pub(crate) fn of_captures(scope: &Scope) -> Self {
        let types = scope.operation.parameters.iter();
        let types = types.filter_map(|parameter| match parameter.role {
            Role::Value(_) | Role::Shared(_) | Role::InOut(_) => Some(&parameter.typed.ty),
            _ => None,
        });
        let types: TokenStream = types.map(ToTokens::to_token_stream).collect();
        let (first, last) = ends(types, scope.span());
        Self {
            first,
            inside: scope.span(),
            last,
        }
    }

    /// The `=` before the type of the user state, if one is chosen.
    pub(crate) fn of_user_state(scope: &Scope) -> Option<Self> {
        let (equals, _) = scope.context.component.options.user_state.as_ref()?;
        Some(Self::at(located_at(equals.span)))
    }

    /// The brackets around the data of progress, if there is any.
    pub(crate) fn of_progress_data(scope: &Scope) -> Option<Self> {
        let parameters = scope.operation.parameters.iter();
        let mut reported = parameters.filter(|p| matches!(p.role, Role::Progress { .. }));
        let ty = &reported.next()?.typed.ty;
        let target = as_reference(ty).map_or(&**ty, |reference| &reference.elem);
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
    pub(crate) fn of_argument(parameter: &Parameter) -> Self {
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

    /// The tokens at this place.
    pub(crate) fn fit(&self, tokens: TokenStream) -> TokenStream {
        let mut tokens: Vec<_> = ending_at(self.last, tokens).into_iter().collect();
        if let Some(first) = tokens.first_mut() {
            first.set_span(first.span().located_at(self.first));
        }
        tokens.into_iter().collect()
    }
}

/// What an operation gives back, which may not be able to go to another thread: the return type, or the first of the other
/// outputs if it is sure that this type can.
pub(crate) fn of_outputs(scope: &Scope) -> Span {
    let operation = scope.operation;
    let returns_can = match operation.returns {
        Returns::Nothing => true,
        Returns::Value(ty) => can_go(ty),
        Returns::Result { ok, error } => can_go(ok) && can_go(error),
        Returns::Never | Returns::Alias { .. } => false,
    };
    let mut outputs = operation.parameters.iter().filter(|p| p.output().is_some());
    let doubtful = |p: &&Parameter| {
        let ty = &*p.typed.ty;
        !can_go(as_reference(ty).map_or(ty, |reference| &reference.elem))
    };
    match outputs.clone().find(doubtful).or_else(|| outputs.next()) {
        Some(output) if returns_can => Place::of_argument(output).first,
        _ => operation.return_span(),
    }
}

/// Whether a type can surely go to another thread.
fn can_go(ty: &Type) -> bool {
    const CAN: &[&str] = &["PathBuf", "String"];
    match peel(ty) {
        Type::Tuple(tuple) => tuple.elems.iter().all(can_go),
        Type::Path(path) => {
            let ident = path.path.get_ident();
            is_primitive(path) || ident.is_some_and(|ident| CAN.iter().any(|can| ident == can))
        }
        _ => false,
    }
}

/// A path.
pub(crate) fn of_path(path: &Path) -> Span {
    located_at(path.span())
}

/// The tokens with the last of them at that place.
pub(crate) fn ending_at(place: Span, tokens: TokenStream) -> TokenStream {
    let mut tokens: Vec<_> = tokens.into_iter().collect();
    if let Some(last) = tokens.last_mut() {
        last.set_span(place);
    }
    tokens.into_iter().collect()
}

/// The first and the last of the tokens, if there are any.
fn ends(tokens: TokenStream, otherwise: Span) -> (Span, Span) {
    let mut places = tokens.into_iter().map(|token| token.span());
    let first = places.next().unwrap_or(otherwise);
    let last = places.last().unwrap_or(first);
    (located_at(first), located_at(last))
}

/// The span of generated code at a place of the user's.
fn located_at(place: Span) -> Span {
    Span::mixed_site().located_at(place)
}
