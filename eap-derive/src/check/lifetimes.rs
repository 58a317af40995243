//! The lifetimes of a call. They may be borrowed for, but no type that the operation keeps may depend on them.

use quote::ToTokens;
use syn::{
    AssocType, GenericArgument, PathArguments, ReturnType, Signature, TraitBound, Type,
    TypeParamBound, WherePredicate,
};

use crate::borrow::{Borrow, borrow};
use crate::convert::Owned;
use crate::errors::Errors;
use crate::spelling::spelled;
use crate::types::{as_reference, last_segment, mentions_lifetime, peel, type_arguments};

const BIND: &str = "bind it with `for<'a>` here";

/// Reports what a method demands of its type parameters for the sake of one of its lifetimes.
pub(super) fn check(sig: &Signature, errors: &mut Errors) {
    let generics = &sig.generics;
    let inline = generics.type_params().map(|parameter| &parameter.bounds);
    let predicates = generics.where_clause.iter().flat_map(|w| &w.predicates);
    let predicates = predicates.filter_map(|predicate| match predicate {
        WherePredicate::Type(predicate) => Some(predicate),
        _ => None,
    });
    let depends = |ty: &&Type| mentions_lifetime(ty.to_token_stream(), generics);
    let demanding = predicates.clone();
    let demanding = demanding.filter(|predicate| traits(&predicate.bounds).next().is_some());
    let subjects = demanding.map(|predicate| &predicate.bounded_ty);
    for subject in subjects.filter(depends) {
        report(sig, subject, BIND, errors);
    }
    let predicates = predicates.map(|predicate| &predicate.bounds);
    for bound in inline.chain(predicates).flatten() {
        if !mentions_lifetime(bound.to_token_stream(), generics) {
            continue;
        }
        if let TypeParamBound::Trait(bound) = bound {
            match binding_of(bound).and_then(owned) {
                // A lifetime that is only in there could not be bound.
                Some(instead) => report(
                    sig,
                    bound,
                    &format!("take an owned type here, `{instead}`"),
                    errors,
                ),
                None => report(sig, bound, BIND, errors),
            }
        }
    }
}

/// Reports a function among what a parameter's type is made of if it is one for a single lifetime.
pub(super) fn check_functions(sig: &Signature, ty: &Type, errors: &mut Errors) {
    if sig.generics.lifetimes().next().is_none() {
        return;
    }
    let mentions =
        |tokens: &dyn ToTokens| mentions_lifetime(tokens.to_token_stream(), &sig.generics);
    let mut check = |place: &dyn ToTokens, inputs: &dyn ToTokens, output: &ReturnType| {
        if mentions(inputs) {
            report(sig, place, BIND, errors);
        } else if mentions(output) {
            report(sig, place, "let it give an owned type", errors);
        }
    };
    let mut rest = vec![ty];
    while let Some(ty) = rest.pop() {
        let bounds = match peel(ty) {
            Type::FnPtr(function) => {
                check(function, &function.inputs, &function.output);
                continue;
            }
            Type::ImplTrait(it) => &it.bounds,
            Type::TraitObject(it) => &it.bounds,
            Type::Reference(it) => {
                rest.push(&it.elem);
                continue;
            }
            Type::Slice(it) => {
                rest.push(&it.elem);
                continue;
            }
            Type::Tuple(it) => {
                rest.extend(&it.elems);
                continue;
            }
            other => {
                rest.extend(
                    last_segment(other)
                        .map(type_arguments)
                        .into_iter()
                        .flatten(),
                );
                continue;
            }
        };
        for bound in traits(bounds) {
            let last = bound.path.segments.last();
            if let Some(PathArguments::Parenthesized(it)) = last.map(|last| &last.arguments) {
                check(bound, &it.inputs, &it.output);
            }
        }
    }
}

fn report(sig: &Signature, place: impl ToTokens, remedy: &str, errors: &mut Errors) {
    let message = format!(
        "`{}` runs when the call that started it is over, so its types cannot depend on a lifetime of that call: {remedy}",
        sig.ident
    );
    errors.at(place, message);
}

/// The first associated type that borrows, in `impl Iterator<Item = &str>` and what holds one.
pub(super) fn binding(ty: &Type) -> Option<&AssocType> {
    match peel(ty) {
        Type::ImplTrait(it) => traits(&it.bounds).find_map(binding_of),
        Type::TraitObject(it) => traits(&it.bounds).find_map(binding_of),
        Type::Reference(it) => binding(&it.elem),
        Type::Path(_) => type_arguments(last_segment(ty)?)
            .into_iter()
            .find_map(binding),
        _ => None,
    }
}

fn binding_of(bound: &TraitBound) -> Option<&AssocType> {
    let PathArguments::AngleBracketed(arguments) = &bound.path.segments.last()?.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::AssocType(it) if borrow(&it.ty).is_some() => Some(it),
        _ => None,
    })
}

/// `Item = String` for `Item = &str`.
pub(super) fn owned(binding: &AssocType) -> Option<String> {
    let AssocType { ident, ty, .. } = binding;
    let Some(Borrow::Reference(reference)) = borrow(ty) else {
        return None;
    };
    let mut target = &*reference.elem;
    while let Some(inner) = as_reference(target) {
        target = &inner.elem;
    }
    let instead = Owned::of(target).name();
    let instead = instead.unwrap_or_else(|| spelled(target));
    let ty = spelled(ty).replacen(&spelled(reference), &instead, 1);
    Some(format!("{ident} = {ty}"))
}

fn traits<'a>(
    bounds: impl IntoIterator<Item = &'a TypeParamBound>,
) -> impl Iterator<Item = &'a TraitBound> {
    bounds.into_iter().filter_map(|bound| match bound {
        TypeParamBound::Trait(bound) => Some(bound),
        _ => None,
    })
}
