//! Questions about types as they are written.

use std::iter::{self, Peekable};

use proc_macro2::{Delimiter, Group, Ident, Spacing, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{GenericArgument, Generics, PathArguments, PathSegment, Type, TypePath, TypeReference};

use crate::convert::Owned;
use crate::lift::is_punct;

/// The type without parentheses and the invisible groups that `macro_rules` puts around `$ty`.
pub(crate) fn peel(mut ty: &Type) -> &Type {
    loop {
        ty = match ty {
            Type::Paren(paren) => &paren.elem,
            Type::Group(group) => &group.elem,
            _ => return ty,
        };
    }
}

/// Whether it is a type of the language, as far as the spelling tells.
pub(crate) fn is_primitive(path: &TypePath) -> bool {
    const NAMES: &[&str] = &[
        "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "str", "u8",
        "u16", "u32", "u64", "u128", "usize",
    ];
    let ident = path.path.get_ident();
    ident.is_some_and(|ident| NAMES.contains(&ident.to_string().as_str()))
}

/// Whether the path leads to a module, which is no type.
pub(crate) fn is_module(path: &TypePath) -> bool {
    const NAMES: &[&str] = &["crate", "self", "super"];
    let last = path.path.segments.last();
    last.is_some_and(|last| NAMES.contains(&last.ident.to_string().as_str()))
}

/// Whether it is a type of the standard library, as far as the spelling tells: a path from there, or a name that nobody gives to
/// another type.
pub(crate) fn is_of_std(path: &TypePath) -> bool {
    const CRATES: &[&str] = &["std"];
    const NAMES: &[&str] = &["PathBuf", "String", "Vec"];
    let segments = &path.path.segments;
    let is = |names: &[&str], segment: Option<&PathSegment>| {
        segment.is_some_and(|segment| names.contains(&segment.ident.to_string().as_str()))
    };
    match segments.len() {
        1 => is(NAMES, segments.first()),
        _ => is(CRATES, segments.first()),
    }
}

pub(crate) fn last_segment(ty: &Type) -> Option<&PathSegment> {
    match peel(ty) {
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    }
}

/// The last segment of a type's path if it has that name.
pub(crate) fn named<'a>(ty: &'a Type, name: &str) -> Option<&'a PathSegment> {
    last_segment(ty).filter(|segment| segment.ident == name)
}

/// Whether a type called as one of the runtime's may be it: its path does not say that it is another's.
pub(crate) fn may_be_ours(ty: &Type) -> bool {
    match peel(ty) {
        Type::Path(it) => match it.path.segments.first() {
            Some(first) => it.path.segments.len() == 1 || first.ident == "eap_runtime",
            None => false,
        },
        _ => false,
    }
}

pub(crate) fn is_token(ty: &Type) -> bool {
    named(ty, "CancellationToken").is_some()
}

pub(crate) fn is_progress(ty: &Type) -> bool {
    named(ty, "Progress").is_some()
}

/// The types among a path segment's arguments.
pub(crate) fn type_arguments(segment: &PathSegment) -> Vec<&Type> {
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return Vec::new();
    };
    let types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    types.collect()
}

/// Whether it is the name of one of the standard library's crates.
pub(crate) fn is_std(name: &Ident) -> bool {
    name == "std" || name == "core" || name == "alloc"
}

pub(crate) fn is_unit(ty: &Type) -> bool {
    matches!(peel(ty), Type::Tuple(tuple) if tuple.elems.is_empty())
}

/// The part of a type that has no size but would have to, as far as its spelling shows: perhaps the type itself.
pub(crate) fn without_size(ty: &Type) -> Option<&Type> {
    const KEEPS: &[&str] = &["Option", "Result", "Vec"];
    match peel(ty) {
        Type::Slice(_) | Type::TraitObject(_) => Some(ty),
        Type::Tuple(tuple) => tuple.elems.iter().find_map(without_size),
        Type::Path(path) if path.path.is_ident("str") => Some(ty),
        // Others may have a `Path`, too.
        Type::Path(path) if is_of_std(path) && Owned::of(ty).name().is_some() => Some(ty),
        Type::Path(_) => {
            let segment = last_segment(ty)?;
            let keeps = KEEPS.iter().any(|name| segment.ident == name);
            let kept = type_arguments(segment).into_iter().filter(|_| keeps);
            kept.into_iter().find_map(without_size)
        }
        _ => None,
    }
}

pub(crate) fn as_reference(ty: &Type) -> Option<&TypeReference> {
    match peel(ty) {
        Type::Reference(reference) => Some(reference),
        _ => None,
    }
}

pub(crate) fn is_static(reference: &TypeReference) -> bool {
    reference
        .lifetime
        .as_ref()
        .is_some_and(|lifetime| lifetime.ident == "static")
}

/// The first `impl Trait` of a type, which leaves the type without a name.
pub(crate) fn nameless(ty: &Type) -> Option<&Type> {
    match ty {
        Type::ImplTrait(_) | Type::Infer(_) => Some(ty),
        Type::Array(array) => nameless(&array.elem),
        Type::Group(group) => nameless(&group.elem),
        Type::Paren(paren) => nameless(&paren.elem),
        Type::Ptr(pointer) => nameless(&pointer.elem),
        Type::Reference(reference) => nameless(&reference.elem),
        Type::Slice(slice) => nameless(&slice.elem),
        Type::Tuple(tuple) => tuple.elems.iter().find_map(nameless),
        Type::Path(path) => path
            .path
            .segments
            .iter()
            .find_map(|segment| type_arguments(segment).into_iter().find_map(nameless)),
        _ => None,
    }
}

/// The first type or const parameter among these that the tokens mention.
pub(crate) fn mentioned(tokens: TokenStream, generics: &Generics) -> Option<&Ident> {
    if generics.params.is_empty() {
        return None;
    }
    let mut used = Vec::new();
    idents(tokens, &mut used);
    let types = generics.type_params().map(|parameter| &parameter.ident);
    let consts = generics.const_params().map(|parameter| &parameter.ident);
    types
        .chain(consts)
        .find(|parameter| used.contains(parameter))
}

/// Every identifier that could be a name in scope: not those that follow `::`, nor lifetimes.
pub(crate) fn idents(tokens: TokenStream, into: &mut Vec<Ident>) {
    let mut colons = 0;
    let mut quote = false;
    let mut is_in_list = false;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        is_in_list |= is_punct(&token, '<');
        // The `Item` of `Iterator<Item = u8>` is the trait's.
        let is_binding = is_in_list && tokens.peek().is_some_and(|next| is_punct(next, '='));
        let is_quote = is_punct(&token, '\'');
        let before = colons;
        colons = if is_punct(&token, ':') { colons + 1 } else { 0 };
        match token {
            TokenTree::Ident(_) if is_binding => {}
            TokenTree::Ident(ident) if !quote && before < 2 => into.push(ident),
            TokenTree::Group(group) => idents(group.stream(), into),
            _ => {}
        }
        quote = is_quote;
    }
}

/// Whether the tokens mention one of a method's lifetime parameters.
pub(crate) fn mentions_lifetime(tokens: TokenStream, generics: &Generics) -> bool {
    if generics.lifetimes().next().is_none() {
        return false;
    }
    let mut quote = false;
    tokens.into_iter().any(|token| {
        let after_quote = quote;
        quote = is_punct(&token, '\'');
        match token {
            TokenTree::Ident(ident) if after_quote => generics
                .lifetimes()
                .any(|parameter| parameter.lifetime.ident == ident),
            TokenTree::Group(group) => mentions_lifetime(group.stream(), generics),
            _ => false,
        }
    })
}

/// Whether one of the tokens, also of those in groups, is such a one.
pub(crate) fn has_token(tokens: TokenStream, is_one: impl Fn(&TokenTree) -> bool + Copy) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => has_token(group.stream(), is_one),
        token => is_one(&token),
    })
}

/// The tokens with `Self` spelled out, for a place outside of the impl block.
pub(crate) fn without_self(tokens: TokenStream, self_ty: &TokenStream) -> TokenStream {
    let mut result = TokenStream::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(ident) if ident == "Self" => {
                // A bound has one colon after `Self`.
                let is_path = matches!(tokens.peek(), Some(TokenTree::Punct(next))
                    if next.as_char() == ':' && next.spacing() == Spacing::Joint);
                result.extend(if is_path {
                    // Where `Self` stands, so that what is wrong with the path is said once.
                    quote_spanned!(ident.span()=> <#self_ty>)
                } else {
                    self_ty.clone()
                });
                // `Self` takes no arguments, as the compiler says of the method.
                if tokens.peek().is_some_and(|next| is_punct(next, '<')) {
                    drop(bound(&mut tokens));
                }
            }
            TokenTree::Group(group) => {
                // A length may be in it.
                let computes = matches!(group.delimiter(), Delimiter::Brace | Delimiter::Bracket);
                let turbofish = computes.then(|| with_turbofish(self_ty));
                let self_ty = turbofish.as_ref().unwrap_or(self_ty);
                result.extend([regroup(&group, without_self(group.stream(), self_ty))]);
            }
            token => result.extend([token]),
        }
    }
    result
}

/// A type as it can stand among expressions, too.
fn with_turbofish(ty: &TokenStream) -> TokenStream {
    let mut before = None;
    let tokens = ty.clone().into_iter().flat_map(|token| {
        let opens = is_punct(&token, '<') && matches!(before, Some(TokenTree::Ident(_)));
        before = Some(token.clone());
        let colons = opens.then(|| quote!(::));
        colons.into_iter().flatten().chain([token])
    });
    tokens.collect()
}

/// The tokens with every `impl Trait` among them one that can go to another thread.
pub(crate) fn with_kept_impls(tokens: TokenStream) -> TokenStream {
    let mut result = TokenStream::new();
    let mut is_pointee = false;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let points = points(&token) || is_pointee && matches!(&token, TokenTree::Ident(_));
        match token {
            TokenTree::Ident(keyword) if keyword == "impl" => {
                let kept = quote!(#keyword ::core::marker::Send + 'static +);
                if is_pointee {
                    // There, more than one bound needs parentheses.
                    let bound = with_kept_impls(bound(&mut tokens));
                    result.extend(quote!((#kept #bound)));
                } else {
                    result.extend(kept);
                }
            }
            TokenTree::Group(group) => {
                result.extend([regroup(&group, with_kept_impls(group.stream()))]);
            }
            token => result.extend([token]),
        }
        is_pointee = points;
    }
    result
}

/// Whether the token can stand between two types of which the one points to the other, apart from names.
fn points(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if matches!(punct.as_char(), '&' | '*' | '\''))
}

/// One bound, to the end of the type it belongs to.
fn bound(tokens: &mut Peekable<impl Iterator<Item = TokenTree>>) -> TokenStream {
    let mut depth = 0_usize;
    let mut is_arrow = false;
    let rest = iter::from_fn(|| {
        let token = tokens.next_if(|token| match token {
            TokenTree::Punct(punct) => match punct.as_char() {
                '>' if is_arrow => true,
                ',' | ';' | '=' | '+' | '>' => depth > 0,
                _ => true,
            },
            _ => true,
        })?;
        if is_punct(&token, '<') {
            depth += 1;
        } else if is_punct(&token, '>') && !is_arrow {
            depth = depth.saturating_sub(1);
        }
        is_arrow = is_punct(&token, '-');
        Some(token)
    });
    rest.collect()
}

pub(crate) fn regroup(group: &Group, content: TokenStream) -> TokenTree {
    let mut new = Group::new(group.delimiter(), content);
    new.set_span(group.span());
    new.into()
}

/// The tokens with every named lifetime left to be inferred.
pub(crate) fn rename_lifetimes(tokens: TokenStream) -> TokenStream {
    let mut result = TokenStream::new();
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '\'' => {
                result.extend([TokenTree::Punct(punct)]);
                let name = tokens.next().map(|name| match name {
                    TokenTree::Ident(ident) if ident == "static" => ident,
                    other => Ident::new("_", other.span()),
                });
                name.to_tokens(&mut result);
            }
            TokenTree::Group(group) => {
                result.extend([regroup(&group, rename_lifetimes(group.stream()))]);
            }
            token => result.extend([token]),
        }
    }
    result
}
