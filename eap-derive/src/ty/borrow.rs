//! What a type borrows, judging by its spelling.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{
    GenericArgument, Lifetime, PathArguments, PathSegment, Type, TypeParamBound, TypeReference,
};

use super::known::hidden_lifetime;
use super::shape::{find, is_static, parts};
use super::tokens::is_punct;

/// The part of a type that borrows from something.
#[derive(Clone, Copy)]
pub(crate) enum Borrow<'a> {
    Reference(&'a TypeReference),
    Lifetime(&'a Lifetime),
    /// A type whose lifetime is left out.
    Hidden(&'a PathSegment),
}

impl ToTokens for Borrow<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Reference(reference) => reference.to_tokens(tokens),
            Self::Lifetime(lifetime) => lifetime.to_tokens(tokens),
            Self::Hidden(segment) => segment.to_tokens(tokens),
        }
    }
}

/// The first part of the type that borrows for less than `'static`.
pub(crate) fn borrow(ty: &Type) -> Option<Borrow<'_>> {
    // Most types borrow nothing, and need no look at what a `for<…>` introduces.
    find(ty, &mut |part| borrow_at(part, &[]))?;
    let bound = bound_lifetimes(ty);
    find(ty, &mut |part| borrow_at(part, &bound))
}

/// The same without the lifetime of `dyn Trait + 'a` and `impl Trait + 'a`, whose owned forms live longer.
pub(crate) fn borrow_within(ty: &Type) -> Option<Borrow<'_>> {
    let bound = bound_lifetimes(ty);
    let parts = parts(ty).into_iter();
    { parts }.find_map(|part| find(part, &mut |part| borrow_at(part, &bound)))
}

/// What the type itself borrows, and not the types it is written with.
fn borrow_at<'a>(ty: &'a Type, bound: &[String]) -> Option<Borrow<'a>> {
    let is_short = |lifetime: &Lifetime| {
        lifetime.ident != "static" && !bound.contains(&lifetime.ident.to_string())
    };
    let short = |lifetime: &'a Lifetime| is_short(lifetime).then_some(Borrow::Lifetime(lifetime));
    let in_segments = |path: &'a syn::Path| {
        let mut arguments = path
            .segments
            .iter()
            .flat_map(|segment| match &segment.arguments {
                PathArguments::AngleBracketed(arguments) => arguments.args.iter().collect(),
                _ => Vec::new(),
            });
        arguments.find_map(|argument| match argument {
            GenericArgument::Lifetime(lifetime) => short(lifetime),
            _ => None,
        })
    };
    let bounds = match ty {
        Type::Reference(reference) => {
            let is_bound = reference.lifetime.as_ref().is_some_and(|it| !is_short(it));
            let borrows = !is_static(reference) && !is_bound;
            return borrows.then_some(Borrow::Reference(reference));
        }
        Type::Path(path) => {
            let hidden = hidden_lifetime(&path.path).map(Borrow::Hidden);
            return in_segments(&path.path).or(hidden);
        }
        Type::ImplTrait(it) => &it.bounds,
        Type::TraitObject(it) => &it.bounds,
        _ => return None,
    };
    bounds.iter().find_map(|bound| match bound {
        TypeParamBound::Lifetime(lifetime) => short(lifetime),
        TypeParamBound::Trait(of_trait) => in_segments(&of_trait.path),
        _ => None,
    })
}

/// The lifetimes that a `for<…>` within the type introduces: what is borrowed for them is the caller's of a function.
fn bound_lifetimes(ty: &Type) -> Vec<String> {
    let mut bound = Vec::new();
    collect_bound(ty.to_token_stream(), &mut bound);
    bound
}

fn collect_bound(tokens: TokenStream, into: &mut Vec<String>) {
    let mut is_list = false;
    let mut after_quote = false;
    for token in tokens {
        match &token {
            TokenTree::Group(group) => collect_bound(group.stream(), into),
            TokenTree::Ident(ident) if is_list && after_quote => into.push(ident.to_string()),
            TokenTree::Ident(ident) if ident == "for" => is_list = true,
            token if is_punct(token, '>') => is_list = false,
            _ => {}
        }
        after_quote = is_punct(&token, '\'');
    }
}
