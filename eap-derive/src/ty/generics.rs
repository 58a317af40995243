//! The parameters of impl blocks and methods, as generated items declare them.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::punctuated::Punctuated;
use syn::{
    Attribute, GenericParam, Generics, Token, Type, TypeParam, TypeParamBound, WherePredicate,
};

use super::shape::as_path;
use super::tokens::{has_projection, idents, mentions_lifetime};

/// The name of a type or const parameter.
pub(crate) fn name(parameter: &GenericParam) -> Option<&Ident> {
    match parameter {
        GenericParam::Type(parameter) => Some(&parameter.ident),
        GenericParam::Const(parameter) => Some(&parameter.ident),
        GenericParam::Lifetime(_) => None,
    }
}

/// The parameter without attributes and default.
pub(crate) fn declare(parameter: &GenericParam) -> TokenStream {
    match parameter {
        GenericParam::Type(it) => {
            let (ident, colon, bounds) = (&it.ident, &it.colon_token, &it.bounds);
            quote!(#ident #colon #bounds)
        }
        GenericParam::Const(it) => {
            let (ident, ty) = (&it.ident, &it.ty);
            quote!(const #ident: #ty)
        }
        GenericParam::Lifetime(it) => {
            let (lifetime, colon, bounds) = (&it.lifetime, &it.colon_token, &it.bounds);
            quote!(#lifetime #colon #bounds)
        }
    }
}

/// The predicates of the `where` clause.
pub(crate) fn predicates(generics: &Generics) -> impl Iterator<Item = &WherePredicate> {
    let clause = generics.where_clause.iter();
    clause.flat_map(|clause| &clause.predicates)
}

/// Whether the attribute is one that a parameter is under: a `cfg`, perhaps in a `cfg_attr`.
pub(crate) fn is_cfg(attribute: &Attribute) -> bool {
    let path = attribute.path();
    let words = || idents(attribute.meta.to_token_stream());
    path.is_ident("cfg") || path.is_ident("cfg_attr") && words().iter().any(|it| it == "cfg")
}

/// The parameters of the impl block for the impl of `Component`: a component is `'static`, and so are the types it is made of.
pub(crate) fn with_static(generics: &Generics, self_ty: &Type) -> Option<TokenStream> {
    let self_ty = self_ty.to_token_stream();
    let is_projected = has_projection(&self_ty, generics);
    let mut contained = idents(self_ty);
    // Of `Cache<<T as Load>::Key>`, it need not be `T` that is `'static`.
    if is_projected || contained.iter().any(|ident| ident == "as") {
        contained.clear();
    }
    let is_static = |bound: &TypeParamBound| matches!(bound, TypeParamBound::Lifetime(it) if it.ident == "static");
    let is_said = |parameter: &TypeParam| {
        let in_clause = predicates(generics).any(|predicate| match predicate {
            WherePredicate::Type(it) => {
                let path = as_path(&it.bounded_ty);
                path.is_some_and(|it| it.path.is_ident(&parameter.ident))
                    && it.bounds.iter().any(is_static)
            }
            _ => false,
        });
        in_clause || parameter.bounds.iter().any(is_static)
    };
    let parameters = generics.params.iter().map(|parameter| match parameter {
        GenericParam::Type(it) if contained.contains(&it.ident) && !is_said(it) => {
            let (ident, bounds) = (&it.ident, it.bounds.iter());
            // The compiler suggests further bounds behind the colon.
            let span = it.colon_token.as_ref().map_or(ident.span(), |it| it.span);
            let colon = Token![:](span);
            quote!(#ident #colon #(#bounds +)* 'static)
        }
        parameter => declare(parameter),
    });
    angled(&quote!(#(#parameters),*))
}

/// Parameters in their brackets, if there are any.
pub(crate) fn angled(content: &TokenStream) -> Option<TokenStream> {
    (!content.is_empty()).then(|| quote!(<#content>))
}

/// Parameters in their brackets, perhaps with another one behind them.
pub(crate) fn angled_with(
    list: Option<TokenStream>,
    another: Option<&TokenStream>,
) -> Option<TokenStream> {
    let Some(another) = another else {
        return list;
    };
    let mut content: Vec<_> = list.into_iter().flatten().skip(1).collect();
    let comma = content.pop().map(|_| quote!(,));
    Some(quote!(<#(#content)* #comma #another>))
}

pub(crate) fn where_clause(predicates: &[impl ToTokens]) -> Option<TokenStream> {
    (!predicates.is_empty()).then(|| quote!(where #(#predicates),*))
}

/// The parameters of a generic method, as the functions that start it take them.
pub(crate) struct MethodGenerics {
    parameters: Vec<TokenStream>,
    pub(crate) where_clause: Option<TokenStream>,
    /// `::<T, N>`, since not every parameter can be inferred from the arguments.
    pub(crate) turbofish: Option<TokenStream>,
}

impl MethodGenerics {
    /// Without lifetimes, which end with the call. Types go to another thread by value.
    pub(crate) fn of(generics: &Generics) -> Self {
        let mut is_conditional = false;
        let parameters = generics.params.iter().filter_map(|parameter| {
            let (attributes, declared) = match parameter {
                GenericParam::Type(it) => {
                    let (ident, bounds) = (&it.ident, owned_bounds(&it.bounds, generics));
                    let declared = quote!(#ident: #(#bounds +)* ::core::marker::Send + 'static);
                    (&it.attrs, declared)
                }
                GenericParam::Const(it) => (&it.attrs, declare(parameter)),
                GenericParam::Lifetime(_) => return None,
            };
            let cfgs: Vec<_> = attributes.iter().filter(|it| is_cfg(it)).collect();
            is_conditional |= !cfgs.is_empty();
            Some(quote!(#(#cfgs)* #declared))
        });
        let parameters = parameters.collect();
        let names = generics.params.iter().filter_map(name);
        let predicates = predicates(generics).filter_map(|predicate| match predicate {
            WherePredicate::Type(it) => {
                let (lifetimes, ty) = (&it.lifetimes, &it.bounded_ty);
                let bounds = owned_bounds(&it.bounds, generics);
                let depends = mentions_lifetime(ty.to_token_stream(), generics);
                (!bounds.is_empty() && !depends).then(|| quote!(#lifetimes #ty: #(#bounds)+*))
            }
            _ => None,
        });
        Self {
            where_clause: where_clause(&predicates.collect::<Vec<_>>()),
            // An argument between angle brackets cannot be under a `cfg`. There, all are inferred.
            turbofish: angled(&quote!(#(#names),*))
                .filter(|_| !is_conditional)
                .map(|names| quote!(::#names)),
            parameters,
        }
    }

    /// The parameters in angle brackets, and these after them.
    pub(crate) fn declaration(&self, more: &[TokenStream]) -> Option<TokenStream> {
        let parameters = self.parameters.iter().chain(more);
        angled(&quote!(#(#parameters),*))
    }
}

/// The bounds without `?Sized`, since values are passed on, and without lifetimes.
fn owned_bounds<'a>(
    bounds: &'a Punctuated<TypeParamBound, Token![+]>,
    generics: &Generics,
) -> Vec<&'a TypeParamBound> {
    let is_kept = |bound: &&TypeParamBound| match bound {
        TypeParamBound::Trait(it) => {
            it.maybe.is_none() && !mentions_lifetime(bound.to_token_stream(), generics)
        }
        _ => false,
    };
    bounds.iter().filter(is_kept).collect()
}
