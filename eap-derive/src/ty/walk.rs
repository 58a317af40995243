//! The one walk through a type, and what it finds.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{GenericArgument, Lifetime, Path, PathArguments, Type, TypeParamBound};

use super::known::hides_lifetime;
use super::shape::is_static;

/// A part of a type.
#[derive(Clone, Copy)]
pub(crate) enum Part<'a> {
    Type(&'a Type),
    /// A lifetime argument, or the bound of a trait object. That of a reference is a part of the reference.
    Lifetime(&'a Lifetime),
}

impl ToTokens for Part<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Type(ty) => ty.to_tokens(tokens),
            Self::Lifetime(lifetime) => lifetime.to_tokens(tokens),
        }
    }
}

/// The first part of the type that borrows for less than `'static`.
pub(crate) fn borrow(ty: &Type) -> Option<Part<'_>> {
    find(ty, borrows)
}

/// The same in these bounds.
pub(crate) fn borrow_in<'a>(
    mut bounds: impl Iterator<Item = &'a TypeParamBound>,
) -> Option<Part<'a>> {
    bounds.find_map(|bound| find_in_bound(bound, borrows))
}

fn borrows(part: Part) -> bool {
    match part {
        Part::Type(Type::Reference(reference)) => !is_static(reference),
        Part::Type(Type::Path(path)) => hides_lifetime(&path.path),
        Part::Type(_) => false,
        Part::Lifetime(lifetime) => lifetime.ident != "static",
    }
}

/// The first `impl Trait` or `_` of a type, which makes the type unnameable.
pub(crate) fn unnameable(ty: &Type) -> Option<Part<'_>> {
    find(ty, |part| {
        matches!(part, Part::Type(Type::ImplTrait(_) | Type::Infer(_)))
    })
}

/// Finds the first matching part of a type, from the outside in.
///
/// Skips the signatures of functions and everything after a `for<…>`, whose lifetimes each call chooses.
fn find(ty: &Type, is_it: fn(Part) -> bool) -> Option<Part<'_>> {
    if is_it(Part::Type(ty)) {
        return Some(Part::Type(ty));
    }
    let in_bound = |bound| find_in_bound(bound, is_it);
    match ty {
        Type::Array(it) => find(&it.elem, is_it),
        Type::Group(it) => find(&it.elem, is_it),
        Type::Paren(it) => find(&it.elem, is_it),
        Type::Ptr(it) => find(&it.elem, is_it),
        Type::Reference(it) => find(&it.elem, is_it),
        Type::Slice(it) => find(&it.elem, is_it),
        Type::Tuple(it) => it.elems.iter().find_map(|elem| find(elem, is_it)),
        Type::ImplTrait(it) => it.bounds.iter().find_map(in_bound),
        Type::TraitObject(it) => it.bounds.iter().find_map(in_bound),
        Type::Path(it) => {
            let qualified = it.qself.as_ref().and_then(|it| find(&it.ty, is_it));
            qualified.or_else(|| find_in_path(&it.path, is_it))
        }
        _ => None,
    }
}

fn find_in_bound(bound: &TypeParamBound, is_it: fn(Part) -> bool) -> Option<Part<'_>> {
    match bound {
        TypeParamBound::Lifetime(it) => Some(Part::Lifetime(it)).filter(|part| is_it(*part)),
        TypeParamBound::Trait(it) if it.lifetimes.is_none() => find_in_path(&it.path, is_it),
        _ => None,
    }
}

fn find_in_path(path: &Path, is_it: fn(Part) -> bool) -> Option<Part<'_>> {
    path.segments.iter().find_map(|segment| {
        let PathArguments::AngleBracketed(arguments) = &segment.arguments else {
            return None;
        };
        arguments.args.iter().find_map(|argument| match argument {
            GenericArgument::Type(ty) => find(ty, is_it),
            GenericArgument::AssocType(it) => find(&it.ty, is_it),
            GenericArgument::Lifetime(it) => Some(Part::Lifetime(it)).filter(|part| is_it(*part)),
            GenericArgument::Constraint(it) => {
                let mut bounds = it.bounds.iter();
                bounds.find_map(|bound| find_in_bound(bound, is_it))
            }
            _ => None,
        })
    })
}
