//! What a type borrows, as far as its spelling tells.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::punctuated::Punctuated;
use syn::{
    GenericArgument, Lifetime, Path, PathArguments, PathSegment, Token, Type, TypeParamBound,
    TypeReference,
};

use crate::lift::is_punct;
use crate::types::{is_static, is_std, regroup};

/// The part of a type that borrows from something.
#[derive(Clone, Copy)]
pub(crate) enum Borrow<'a> {
    Reference(&'a TypeReference),
    Lifetime(&'a Lifetime),
    /// A type whose lifetime is left out.
    Hidden(&'a PathSegment),
}

/// Whether the type at the end of a path is one of those of the standard library that have a lifetime, which may be left out.
/// Where others may have one of that name, the path has to say where it is from.
fn hides_lifetime(path: &[&Ident]) -> bool {
    const ALWAYS: &[&str] = &["MutexGuard", "RwLockReadGuard", "RwLockWriteGuard"];
    const OF_STD: &[&str] = &[
        "Arguments",
        "CharIndices",
        "Chars",
        "Chunks",
        "Components",
        "Context",
        "Cow",
        "Drain",
        "Entry",
        "Formatter",
        "Iter",
        "IterMut",
        "Keys",
        "Ref",
        "RefMut",
        "SplitWhitespace",
        "StderrLock",
        "StdinLock",
        "StdoutLock",
        "Values",
        "ValuesMut",
        "Windows",
    ];
    let Some((name, modules)) = path.split_last() else {
        return false;
    };
    let name = name.to_string();
    let is_one = |known: &[&str]| known.contains(&name.as_str());
    let is_of_std = match modules {
        [] => name == "Cow",
        [first, ..] if is_std(first) => true,
        [first, ..] if *first == "borrow" => name == "Cow",
        [first, ..] if *first == "fmt" => name == "Formatter" || name == "Arguments",
        _ => false,
    };
    is_one(ALWAYS) || is_of_std && is_one(OF_STD)
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
///
/// What a function pointer or an `Fn(…)` bound borrows is its caller's, so these are not looked into.
pub(crate) fn borrow(ty: &Type) -> Option<Borrow<'_>> {
    match ty {
        Type::Reference(reference) if is_static(reference) => borrow(&reference.elem),
        Type::Reference(reference) => Some(Borrow::Reference(reference)),
        Type::Array(array) => borrow(&array.elem),
        Type::Group(group) => borrow(&group.elem),
        Type::Paren(paren) => borrow(&paren.elem),
        Type::Ptr(pointer) => borrow(&pointer.elem),
        Type::Slice(slice) => borrow(&slice.elem),
        Type::Tuple(tuple) => tuple.elems.iter().find_map(borrow),
        Type::ImplTrait(bounds) => borrow_of_bounds(&bounds.bounds),
        Type::TraitObject(object) => borrow_of_bounds(&object.bounds),
        Type::Path(path) => {
            let qualified = path.qself.as_ref().and_then(|qself| borrow(&qself.ty));
            qualified.or_else(|| borrow_of_path(&path.path, &[]))
        }
        _ => None,
    }
}

fn short(lifetime: &Lifetime) -> Option<Borrow<'_>> {
    (lifetime.ident != "static").then_some(Borrow::Lifetime(lifetime))
}

type Bounds = Punctuated<TypeParamBound, Token![+]>;

fn borrow_of_bounds(bounds: &Bounds) -> Option<Borrow<'_>> {
    let mut lifetimes = bounds.iter().filter_map(|bound| match bound {
        TypeParamBound::Lifetime(lifetime) => short(lifetime),
        _ => None,
    });
    lifetimes.next().or_else(|| borrow_of_traits(bounds))
}

/// The same of the traits among the bounds alone: what is kept for `dyn Trait + 'a` and `impl Trait + 'a` lives longer.
pub(crate) fn borrow_of_traits(bounds: &Bounds) -> Option<Borrow<'_>> {
    bounds.iter().find_map(|bound| match bound {
        TypeParamBound::Trait(bound) => {
            let introduced: Vec<_> = bound
                .lifetimes
                .iter()
                .flat_map(|bound| &bound.lifetimes)
                .map(|parameter| parameter.to_token_stream().to_string())
                .collect();
            borrow_of_path(&bound.path, &introduced)
        }
        _ => None,
    })
}

fn borrow_of_path<'a>(path: &'a Path, introduced: &[String]) -> Option<Borrow<'a>> {
    let mut names = Vec::new();
    let found = path.segments.iter().find_map(|segment| {
        names.push(&segment.ident);
        let arguments = match &segment.arguments {
            PathArguments::AngleBracketed(arguments) => arguments,
            PathArguments::None if hides_lifetime(&names) => return Some(Borrow::Hidden(segment)),
            _ => return None,
        };
        let is_lifetime =
            |argument: &GenericArgument| matches!(argument, GenericArgument::Lifetime(_));
        if hides_lifetime(&names) && !arguments.args.iter().any(is_lifetime) {
            return Some(Borrow::Hidden(segment));
        }
        arguments.args.iter().find_map(|argument| match argument {
            GenericArgument::Lifetime(lifetime) => short(lifetime),
            GenericArgument::Type(ty) => borrow(ty),
            GenericArgument::AssocType(assoc) => borrow(&assoc.ty),
            GenericArgument::Constraint(constraint) => borrow_of_bounds(&constraint.bounds),
            _ => None,
        })
    });
    let is_introduced = |lifetime: &Lifetime| introduced.contains(&lifetime.to_string());
    found.filter(|found| match found {
        Borrow::Reference(reference) => !reference.lifetime.as_ref().is_some_and(is_introduced),
        Borrow::Hidden(_) => true,
        Borrow::Lifetime(lifetime) => !is_introduced(lifetime),
    })
}

/// The tokens with this lifetime in place of every other that is written, and of those that are left out.
pub(crate) fn with_lifetime(tokens: TokenStream, lifetime: &Lifetime) -> TokenStream {
    let mut result = TokenStream::new();
    let mut path = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '\'' => {
                path.clear();
                tokens.next();
                lifetime.to_tokens(&mut result);
            }
            TokenTree::Punct(punct) if punct.as_char() == '&' => {
                path.clear();
                result.extend([TokenTree::Punct(punct)]);
                if !tokens.peek().is_some_and(|next| is_punct(next, '\'')) {
                    lifetime.to_tokens(&mut result);
                }
            }
            TokenTree::Ident(ident) => {
                ident.to_tokens(&mut result);
                path.push(ident);
                if !hides_lifetime(&path.iter().collect::<Vec<_>>()) {
                    continue;
                }
                let Some(opening) = tokens.next_if(|next| is_punct(next, '<')) else {
                    result.extend(quote!(<#lifetime>));
                    continue;
                };
                opening.to_tokens(&mut result);
                if !tokens.peek().is_some_and(|next| is_punct(next, '\'')) {
                    result.extend(quote!(#lifetime,));
                }
            }
            TokenTree::Group(group) => {
                path.clear();
                result.extend([regroup(&group, with_lifetime(group.stream(), lifetime))]);
            }
            token => {
                if !is_punct(&token, ':') {
                    path.clear();
                }
                result.extend([token]);
            }
        }
    }
    result
}
