//! The shape of a type: what it is at the top.

use syn::{GenericArgument, PathArguments, PathSegment, Type, TypePath, TypeReference};

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

pub(crate) fn as_path(ty: &Type) -> Option<&TypePath> {
    match peel(ty) {
        Type::Path(path) => Some(path),
        _ => None,
    }
}

pub(crate) fn as_reference(ty: &Type) -> Option<&TypeReference> {
    match peel(ty) {
        Type::Reference(reference) => Some(reference),
        _ => None,
    }
}

/// What is behind a shared reference, or the type itself.
pub(crate) fn behind_reference(ty: &Type) -> &Type {
    match as_reference(ty) {
        Some(reference) if reference.mutability.is_none() => peel(&reference.elem),
        _ => peel(ty),
    }
}

pub(crate) fn last_segment(ty: &Type) -> Option<&PathSegment> {
    as_path(ty)?.path.segments.last()
}

/// The last segment of a type's path, if it has this name.
pub(crate) fn named<'a>(ty: &'a Type, name: &str) -> Option<&'a PathSegment> {
    last_segment(ty).filter(|segment| segment.ident == name)
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

pub(crate) fn is_unit(ty: &Type) -> bool {
    matches!(peel(ty), Type::Tuple(tuple) if tuple.elems.is_empty())
}

pub(crate) fn is_static(reference: &TypeReference) -> bool {
    let lifetime = reference.lifetime.as_ref();
    lifetime.is_some_and(|lifetime| lifetime.ident == "static")
}
