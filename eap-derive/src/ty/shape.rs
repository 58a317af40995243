//! The shape of a type: what it is at the top, and the types that it is written with.

use syn::{
    GenericArgument, Path, PathArguments, PathSegment, Type, TypeParamBound, TypePath,
    TypeReference,
};

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

/// Looks at the type, and at those it is written with, from left to right, until `look` finds something.
///
/// The types in the signature of a function pointer or of `Fn(…)` are not among them.
pub(crate) fn find<'a, T>(ty: &'a Type, look: &mut impl FnMut(&'a Type) -> Option<T>) -> Option<T> {
    look(ty).or_else(|| {
        let parts = parts(ty).into_iter();
        { parts }.find_map(|part| find(part, look))
    })
}

/// The types that a type is written with, at the next level.
pub(crate) fn parts(ty: &Type) -> Vec<&Type> {
    match ty {
        Type::Array(array) => vec![&array.elem],
        Type::Group(group) => vec![&group.elem],
        Type::Paren(paren) => vec![&paren.elem],
        Type::Ptr(pointer) => vec![&pointer.elem],
        Type::Reference(reference) => vec![&reference.elem],
        Type::Slice(slice) => vec![&slice.elem],
        Type::Tuple(tuple) => tuple.elems.iter().collect(),
        Type::ImplTrait(it) => parts_of_bounds(it.bounds.iter()),
        Type::TraitObject(it) => parts_of_bounds(it.bounds.iter()),
        Type::Path(path) => {
            let qualified = path.qself.iter().map(|qself| &*qself.ty);
            qualified.chain(parts_of_path(&path.path)).collect()
        }
        _ => Vec::new(),
    }
}

fn parts_of_path(path: &Path) -> Vec<&Type> {
    let arguments = path
        .segments
        .iter()
        .flat_map(|segment| match &segment.arguments {
            PathArguments::AngleBracketed(arguments) => arguments.args.iter().collect(),
            _ => Vec::new(),
        });
    let types = arguments.flat_map(|argument| match argument {
        GenericArgument::Type(ty) => vec![ty],
        GenericArgument::AssocType(assoc) => vec![&assoc.ty],
        GenericArgument::Constraint(constraint) => parts_of_bounds(constraint.bounds.iter()),
        _ => Vec::new(),
    });
    types.collect()
}

fn parts_of_bounds<'a>(bounds: impl Iterator<Item = &'a TypeParamBound>) -> Vec<&'a Type> {
    let types = bounds.flat_map(|bound| match bound {
        TypeParamBound::Trait(bound) => parts_of_path(&bound.path),
        _ => Vec::new(),
    });
    types.collect()
}

/// The first `impl Trait` or `_` of a type, which leaves the type without a name.
pub(crate) fn nameless(ty: &Type) -> Option<&Type> {
    find(ty, &mut |part| {
        matches!(part, Type::ImplTrait(_) | Type::Infer(_)).then_some(part)
    })
}
