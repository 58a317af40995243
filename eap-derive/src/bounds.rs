//! What a component demands of its type parameters.
//!
//! It is `Send`, `Sync` and `'static`, and mostly so are its parameters. But a mere marker need not be `Send`, and what the
//! struct demands of the parameter's lifetime holds in the impl block without being written again. So a parameter is called
//! wrong if nothing at all is demanded of it that has to do with threads; of all others, the compiler knows more.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{
    GenericParam, Generics, PredicateType, Type, TypeParam, TypeParamBound, TypePath,
    WherePredicate,
};

use crate::attributes::attributes_of_generic;
use crate::generics;
use crate::types::{idents, peel};

/// A type parameter that demands nothing that a component could do with.
pub(crate) struct Unbounded<'a> {
    pub(crate) parameter: &'a TypeParam,
    /// What it demands.
    pub(crate) bounds: Vec<&'a TypeParamBound>,
}

/// The parameters that are wrong.
pub(crate) fn unbounded<'a>(generics: &'a Generics, self_ty: &Type) -> Vec<Unbounded<'a>> {
    let unbounded = contained(generics, self_ty).filter_map(|parameter| {
        let bounds = bounds(generics, parameter);
        let is_wrong = !is_concerned(generics, parameter)
            && bounds.iter().all(|bound| says_nothing_of_threads(bound));
        is_wrong.then_some(Unbounded { parameter, bounds })
    });
    unbounded.collect()
}

/// The parameters with all that makes the type a component. They are `'static` even where that is not written, or the compiler
/// would say so of each operation. Those that are wrong are as they should be, after the message, or not there: of what no type
/// has, the compiler would tell for each impl block in other words.
pub(crate) fn sufficient(generics: &Generics, self_ty: &Type) -> Option<TokenStream> {
    let wrong = unbounded(generics, self_ty);
    let is_lifetime = |parameter: &&GenericParam| matches!(parameter, GenericParam::Lifetime(_));
    let unconstrained = unconstrained(generics, self_ty);
    let is_constrained = |parameter: &&GenericParam| {
        generics::name(parameter).is_none_or(|name| !unconstrained.contains(&name))
    };
    let parameters = generics.params.iter().filter(is_constrained);
    let (lifetimes, others): (Vec<_>, Vec<_>) = parameters.partition(is_lifetime);
    let parameters = lifetimes.into_iter().chain(others).map(|parameter| {
        let attributes = attributes_of_generic(parameter);
        let GenericParam::Type(of_type) = parameter else {
            let declared = generics::declare(parameter);
            return quote!(#(#attributes)* #declared);
        };
        let ident = &of_type.ident;
        let is_it = |other: &TypeParam| other.ident == *ident;
        let bounds = of_type.bounds.iter().map(ToTokens::to_token_stream);
        let mut bounds: Vec<_> = bounds.collect();
        // Where the compiler proposes another bound, it does so behind these.
        let span = of_type.to_token_stream().into_iter().last();
        let span = span.map_or_else(Span::mixed_site, |last| {
            Span::mixed_site().located_at(last.span())
        });
        if wrong.iter().any(|wrong| is_it(wrong.parameter)) {
            bounds.push(quote_spanned!(span=> ::core::marker::Send + ::core::marker::Sync));
        }
        let is_said = self::bounds(generics, of_type).into_iter().any(is_static);
        if !is_said && contained(generics, self_ty).any(is_it) {
            bounds.push(quote_spanned!(span=> 'static));
        }
        let bounds = (!bounds.is_empty()).then(|| quote_spanned!(span=> : #(#bounds)+*));
        quote!(#(#attributes)* #ident #bounds)
    });
    generics::angled(&quote!(#(#parameters),*))
}

/// The type parameters that the component's type has as they are, and not only an associated type of.
fn contained<'a>(generics: &'a Generics, self_ty: &Type) -> impl Iterator<Item = &'a TypeParam> {
    let self_ty = self_ty.to_token_stream();
    let mut mentioned = Vec::new();
    if !generics::has_projection(&self_ty, generics) {
        idents(self_ty, &mut mentioned);
    }
    if mentioned.iter().any(|ident| ident == "as") {
        mentioned.clear();
    }
    let parameters = generics.type_params();
    parameters.filter(move |parameter| mentioned.contains(&parameter.ident))
}

/// What is demanded of the parameter itself.
fn bounds<'a>(generics: &'a Generics, parameter: &'a TypeParam) -> Vec<&'a TypeParamBound> {
    let predicates =
        predicates(generics).filter_map(|predicate| of_parameter(predicate, parameter));
    let predicates = predicates.flat_map(|predicate| &predicate.bounds);
    parameter.bounds.iter().chain(predicates).collect()
}

/// Whether something is demanded of a type that is made of the parameter, `Self` among them: it may make up for what the
/// parameter lacks.
fn is_concerned(generics: &Generics, parameter: &TypeParam) -> bool {
    let mut subject = Vec::new();
    for predicate in predicates(generics) {
        match predicate {
            WherePredicate::Type(of_type) if of_parameter(predicate, parameter).is_none() => {
                idents(of_type.bounded_ty.to_token_stream(), &mut subject);
            }
            _ => {}
        }
    }
    let concerns = |ident: &Ident| *ident == parameter.ident || ident == "Self";
    subject.iter().any(concerns)
}

fn predicates(generics: &Generics) -> impl Iterator<Item = &WherePredicate> {
    let clause = generics.where_clause.iter();
    clause.flat_map(|clause| &clause.predicates)
}

/// The predicate if it is one of the parameter itself.
fn of_parameter<'a>(
    predicate: &'a WherePredicate,
    parameter: &TypeParam,
) -> Option<&'a PredicateType> {
    match predicate {
        WherePredicate::Type(of_type) => {
            let is_it = of_type.lifetimes.is_none() && is(&of_type.bounded_ty, &parameter.ident);
            is_it.then_some(of_type)
        }
        _ => None,
    }
}

/// Whether the type is this parameter.
fn is(ty: &Type, parameter: &Ident) -> bool {
    matches!(peel(ty), Type::Path(TypePath { qself: None, path, .. }) if path.is_ident(parameter))
}

fn is_static(bound: &TypeParamBound) -> bool {
    matches!(bound, TypeParamBound::Lifetime(lifetime) if lifetime.ident == "static")
}

/// Whether the bound is a trait that everybody knows, from the prelude mostly, and that any type may have.
fn says_nothing_of_threads(bound: &TypeParamBound) -> bool {
    const KNOWN: &[&str] = &[
        "AsMut",
        "AsRef",
        "Clone",
        "Copy",
        "Debug",
        "Default",
        "Display",
        "DoubleEndedIterator",
        "Eq",
        "ExactSizeIterator",
        "Extend",
        "Fn",
        "FnMut",
        "FnOnce",
        "From",
        "Hash",
        "Into",
        "IntoIterator",
        "Iterator",
        "Ord",
        "PartialEq",
        "PartialOrd",
        "Sized",
        "ToOwned",
        "ToString",
        "TryFrom",
        "TryInto",
        "Unpin",
    ];
    const MODULES: &[&str] = &["std", "core", "fmt", "hash", "cmp"];
    let TypeParamBound::Trait(bound) = bound else {
        return false;
    };
    let mut segments = bound.path.segments.iter().map(|segment| &segment.ident);
    let Some(last) = segments.next_back() else {
        return false;
    };
    let in_std = |first| MODULES.iter().any(|module| first == module);
    KNOWN.iter().any(|known| last == known) && segments.next().is_none_or(in_std)
}

/// The parameters that are in no type of the block's head, which is a mistake wherever there is an impl block.
pub(crate) fn unconstrained<'a>(generics: &'a Generics, self_ty: &Type) -> Vec<&'a Ident> {
    let mut used = Vec::new();
    idents(self_ty.to_token_stream(), &mut used);
    idents(generics.where_clause.to_token_stream(), &mut used);
    let bounds = generics.type_params().map(|it| &it.bounds);
    bounds.for_each(|bounds| idents(bounds.to_token_stream(), &mut used));
    let names = generics.params.iter().filter_map(generics::name);
    names.filter(|name| !used.contains(name)).collect()
}
