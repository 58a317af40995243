//! The parameters of impl blocks and methods, as generated items declare them.

use proc_macro2::{Ident, Punct, Spacing, TokenStream};
use quote::{ToTokens, quote};
use syn::punctuated::Punctuated;
use syn::{Attribute, GenericParam, Generics, Token, Type, TypeParamBound, WherePredicate};

use super::shape::as_path;
use super::tokens::{has_projection, idents, is_punct, mentions_lifetime};

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
        GenericParam::Type(parameter) => {
            let (ident, colon, bounds) =
                (&parameter.ident, &parameter.colon_token, &parameter.bounds);
            quote!(#ident #colon #bounds)
        }
        GenericParam::Const(parameter) => declare_const(parameter),
        GenericParam::Lifetime(parameter) => {
            let (lifetime, colon, bounds) = (
                &parameter.lifetime,
                &parameter.colon_token,
                &parameter.bounds,
            );
            quote!(#lifetime #colon #bounds)
        }
    }
}

fn declare_const(parameter: &syn::ConstParam) -> TokenStream {
    let (ident, ty) = (&parameter.ident, &parameter.ty);
    quote!(const #ident: #ty)
}

/// Whether the attribute is one that a parameter is under: a `cfg`, perhaps in a `cfg_attr`.
pub(crate) fn is_cfg(attribute: &Attribute) -> bool {
    let path = attribute.path();
    path.is_ident("cfg")
        || path.is_ident("cfg_attr") && {
            let mut words = Vec::new();
            idents(attribute.meta.to_token_stream(), &mut words);
            words.iter().any(|word| word == "cfg")
        }
}

/// The parameters of the impl block for the impl of `Component`: a component is `'static`, and so are the types it is made of.
pub(crate) fn with_static(generics: &Generics, self_ty: &Type) -> Option<TokenStream> {
    let self_ty = self_ty.to_token_stream();
    let mut contained = Vec::new();
    if !has_projection(&self_ty, generics) {
        idents(self_ty, &mut contained);
    }
    // Of `Cache<<T as Load>::Key>`, it need not be `T` that is `'static`.
    if contained.iter().any(|ident| ident == "as") {
        contained.clear();
    }
    let is_lifetime = |parameter: &&GenericParam| matches!(parameter, GenericParam::Lifetime(_));
    let (lifetimes, others): (Vec<_>, Vec<_>) = generics.params.iter().partition(is_lifetime);
    let parameters = lifetimes
        .into_iter()
        .chain(others)
        .map(|parameter| match parameter {
            GenericParam::Type(of_type) if contained.contains(&of_type.ident) => {
                let ident = &of_type.ident;
                let bounds = of_type.bounds.iter().map(ToTokens::to_token_stream);
                let is_said = bounds_of(generics, ident)
                    .into_iter()
                    .chain(&of_type.bounds)
                    .any(is_static);
                let bounds = bounds.chain((!is_said).then(|| quote!('static)));
                let bounds: Vec<_> = bounds.collect();
                let colon = (!bounds.is_empty()).then(|| quote!(:));
                quote!(#ident #colon #(#bounds)+*)
            }
            parameter => declare(parameter),
        });
    angled(&quote!(#(#parameters),*))
}

/// What the `where` clause demands of a type parameter.
fn bounds_of<'a>(generics: &'a Generics, parameter: &Ident) -> Vec<&'a TypeParamBound> {
    let predicates = generics
        .where_clause
        .iter()
        .flat_map(|clause| &clause.predicates);
    let bounds = predicates.flat_map(|predicate| match predicate {
        WherePredicate::Type(of_type)
            if of_type.lifetimes.is_none()
                && as_path(&of_type.bounded_ty)
                    .is_some_and(|path| path.path.is_ident(parameter)) =>
        {
            of_type.bounds.iter().collect()
        }
        _ => Vec::new(),
    });
    bounds.collect()
}

fn is_static(bound: &TypeParamBound) -> bool {
    matches!(bound, TypeParamBound::Lifetime(lifetime) if lifetime.ident == "static")
}

/// The parameters between the brackets, with a comma after the last.
pub(crate) fn unangled(list: Option<TokenStream>) -> TokenStream {
    let mut tokens: Vec<_> = list.into_iter().flatten().skip(1).collect();
    if tokens.pop().is_some() {
        tokens.push(Punct::new(',', Spacing::Alone).into());
    }
    tokens.into_iter().collect()
}

/// Parameters in their brackets, if there are any.
pub(crate) fn angled(content: &TokenStream) -> Option<TokenStream> {
    (!content.is_empty()).then(|| quote!(<#content>))
}

pub(crate) fn where_clause(predicates: &[impl ToTokens]) -> Option<TokenStream> {
    let first = predicates.first()?;
    // Behind `where`, `<T>::Item` would be taken for a list of parameters, which has no place there.
    let mut first = first.to_token_stream().into_iter();
    let brackets = [first.next(), first.nth(1)].into_iter().flatten();
    let is_list = brackets
        .zip(['<', '>'])
        .filter(|(token, bracket)| is_punct(token, *bracket));
    let nothing = (is_list.count() == 2).then(|| quote!((): ,));
    Some(quote!(where #nothing #(#predicates),*))
}

/// The parameters of a generic method, as its `…_async` takes them.
pub(crate) struct MethodGenerics {
    parameters: Vec<TokenStream>,
    pub(crate) where_clause: Option<TokenStream>,
    /// `::<T, N>`, since not every parameter can be inferred from the arguments.
    pub(crate) turbofish: Option<TokenStream>,
}

impl MethodGenerics {
    /// Without lifetimes, which end with the call. Types go to another thread by value.
    pub(crate) fn of(generics: &Generics) -> Self {
        let parameters = generics.params.iter().filter_map(|parameter| {
            let (attributes, declared) = match parameter {
                GenericParam::Type(parameter) => {
                    let ident = &parameter.ident;
                    let bounds = lasting(&parameter.bounds, generics);
                    let declared = quote!(#ident: #(#bounds +)* ::core::marker::Send + 'static);
                    (&parameter.attrs, declared)
                }
                GenericParam::Const(parameter) => (&parameter.attrs, declare_const(parameter)),
                GenericParam::Lifetime(_) => return None,
            };
            let cfgs = attributes.iter().filter(|attribute| is_cfg(attribute));
            Some(quote!(#(#cfgs)* #declared))
        });
        let parameters = parameters.collect();
        // An argument between angle brackets cannot be under a `cfg`. There, all are inferred.
        let is_conditional = generics.params.iter().any(|parameter| match parameter {
            GenericParam::Type(parameter) => parameter.attrs.iter().any(is_cfg),
            GenericParam::Const(parameter) => parameter.attrs.iter().any(is_cfg),
            GenericParam::Lifetime(_) => false,
        });
        let names = generics.params.iter().filter_map(name);
        let names = angled(&quote!(#(#names),*)).filter(|_| !is_conditional);
        let predicates = generics
            .where_clause
            .iter()
            .flat_map(|clause| &clause.predicates);
        let depends = |tokens: TokenStream| mentions_lifetime(tokens, generics);
        let predicates = predicates.filter_map(|predicate| match predicate {
            WherePredicate::Type(predicate) => {
                let (lifetimes, ty) = (&predicate.lifetimes, &predicate.bounded_ty);
                let bounds = lasting(&predicate.bounds, generics);
                (!bounds.is_empty() && !depends(ty.to_token_stream()))
                    .then(|| quote!(#lifetimes #ty: #(#bounds)+*))
            }
            _ => None,
        });
        Self {
            where_clause: where_clause(&predicates.collect::<Vec<_>>()),
            turbofish: names.map(|names| quote!(::#names)),
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
fn lasting<'a>(
    bounds: &'a Punctuated<TypeParamBound, Token![+]>,
    generics: &Generics,
) -> Vec<&'a TypeParamBound> {
    let lasts = |bound: &&TypeParamBound| match bound {
        TypeParamBound::Trait(of_trait) => {
            of_trait.maybe.is_none() && !mentions_lifetime(bound.to_token_stream(), generics)
        }
        _ => false,
    };
    bounds.iter().filter(lasts).collect()
}
