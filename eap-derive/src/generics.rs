//! Which type and const parameters generated items take.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::punctuated::Punctuated;
use syn::{GenericParam, Generics, Token, TypeParamBound, WherePredicate};

use crate::lift::is_punct;
use crate::types::{idents, mentions_lifetime, without_self};

/// The parameters of the component that a type beside its impl block needs.
#[derive(Default)]
pub(crate) struct Selection {
    /// `<T: Bound, const N: usize>`.
    pub(crate) declaration: TokenStream,
    /// `<T, N>`.
    pub(crate) arguments: TokenStream,
    pub(crate) where_clause: TokenStream,
    mentioned: Vec<Ident>,
    /// The type parameters that only bounds mention, which a struct has to mention, too.
    pub(crate) unmentioned: Vec<Ident>,
}

impl Selection {
    /// The parameters that `used` mentions, those that their bounds mention in turn, and all that is demanded of them.
    pub(crate) fn of(generics: &Generics, used: TokenStream, self_ty: &TokenStream) -> Self {
        if generics.params.is_empty() {
            return Self::default();
        }
        let mut mentioned = Vec::new();
        idents(used, &mut mentioned);
        let mut known = mentioned.clone();
        let mut selected = Vec::new();
        let mut predicates = Vec::new();
        // Each round adds what the parameters of the last one depend on, until one adds nothing.
        loop {
            let before = (selected.len(), predicates.len());
            select_parameters(generics, &mut known, &mut selected);
            select_predicates(generics, &mut known, &mut predicates);
            if before == (selected.len(), predicates.len()) {
                break;
            }
        }
        // The order of the declaration holds, not that of discovery.
        let parameters = generics.params.iter().enumerate();
        let parameters = parameters.filter(|(index, _)| selected.contains(index));
        let parameters: Vec<_> = parameters.map(|(_, parameter)| parameter).collect();
        let names: Vec<_> = parameters
            .iter()
            .filter_map(|parameter| name(parameter))
            .collect();
        let is_unmentioned = |name: &&Ident| !mentioned.contains(name);
        let types = parameters.iter().filter_map(|parameter| match parameter {
            GenericParam::Type(parameter) => Some(&parameter.ident),
            _ => None,
        });
        let declared = parameters.iter().map(|parameter| declare(parameter));
        let declaration = quote!(#(#declared),*);
        Self {
            declaration: angled(without_self(declaration, self_ty)),
            arguments: angled(quote!(#(#names),*)),
            where_clause: where_clause(without_self(quote!(#(#predicates),*), self_ty)),
            unmentioned: types.filter(is_unmentioned).cloned().collect(),
            mentioned,
        }
    }

    /// The parameters that a type alias mentions. Bounds of an alias are not checked, so it has those alone without which
    /// `T::Item` could not be resolved.
    pub(crate) fn of_alias(generics: &Generics, used: TokenStream, self_ty: &TokenStream) -> Self {
        let types = generics.type_params().map(|parameter| &parameter.ident);
        let selection = Self::of(generics, used.clone(), self_ty);
        if has_projection(used, &types.collect::<Vec<_>>()) && selection.unmentioned.is_empty() {
            return selection;
        }
        let parameters = generics
            .params
            .iter()
            .filter_map(|parameter| match parameter {
                GenericParam::Type(parameter) => {
                    Some((&parameter.ident, parameter.ident.to_token_stream()))
                }
                GenericParam::Const(parameter) => {
                    Some((&parameter.ident, declare_const(parameter)))
                }
                GenericParam::Lifetime(_) => None,
            });
        let declared = parameters.filter(|(name, _)| selection.mentioned.contains(name));
        let declared = declared.map(|(_, declared)| declared);
        Self {
            declaration: angled(quote!(#(#declared),*)),
            ..Self::default()
        }
    }
}

/// Whether the tokens have a type parameter with `::` after it.
fn has_projection(tokens: TokenStream, parameters: &[&Ident]) -> bool {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let found = match token {
            TokenTree::Ident(ident) => {
                parameters.contains(&&ident)
                    && tokens.peek().is_some_and(|next| is_punct(next, ':'))
            }
            TokenTree::Group(group) => has_projection(group.stream(), parameters),
            _ => false,
        };
        if found {
            return true;
        }
    }
    false
}

fn select_parameters(generics: &Generics, known: &mut Vec<Ident>, selected: &mut Vec<usize>) {
    for (index, parameter) in generics.params.iter().enumerate() {
        let is_known = name(parameter).is_some_and(|name| known.contains(name));
        if is_known && !selected.contains(&index) {
            selected.push(index);
            idents(declare(parameter), known);
        }
    }
}

/// Adds the predicates that tell something of a known parameter, or of a concrete type by means of one.
fn select_predicates<'a>(
    generics: &'a Generics,
    known: &mut Vec<Ident>,
    selected: &mut Vec<&'a WherePredicate>,
) {
    for predicate in generics
        .where_clause
        .iter()
        .flat_map(|clause| &clause.predicates)
    {
        let WherePredicate::Type(of_type) = predicate else {
            continue;
        };
        let is_parameter = |ident: &Ident| {
            generics
                .params
                .iter()
                .filter_map(name)
                .any(|name| name == ident)
        };
        let mut subject = Vec::new();
        idents(of_type.bounded_ty.to_token_stream(), &mut subject);
        subject.retain(is_parameter);
        let mut all = Vec::new();
        idents(predicate.to_token_stream(), &mut all);
        let concerned = if subject.is_empty() { &all } else { &subject };
        let concerns = concerned
            .iter()
            .any(|ident| is_parameter(ident) && known.contains(ident));
        if concerns && !selected.iter().any(|known| std::ptr::eq(*known, predicate)) {
            selected.push(predicate);
            known.extend(all);
        }
    }
}

fn name(parameter: &GenericParam) -> Option<&Ident> {
    match parameter {
        GenericParam::Type(parameter) => Some(&parameter.ident),
        GenericParam::Const(parameter) => Some(&parameter.ident),
        GenericParam::Lifetime(_) => None,
    }
}

/// The parameter without attributes and default.
fn declare(parameter: &GenericParam) -> TokenStream {
    match parameter {
        GenericParam::Type(parameter) => {
            let (ident, colon, bounds) =
                (&parameter.ident, &parameter.colon_token, &parameter.bounds);
            quote!(#ident #colon #bounds)
        }
        GenericParam::Const(parameter) => declare_const(parameter),
        GenericParam::Lifetime(parameter) => parameter.to_token_stream(),
    }
}

fn declare_const(parameter: &syn::ConstParam) -> TokenStream {
    let (ident, ty) = (&parameter.ident, &parameter.ty);
    quote!(const #ident: #ty)
}

fn angled(content: TokenStream) -> TokenStream {
    if content.is_empty() {
        return content;
    }
    quote!(<#content>)
}

fn where_clause(content: TokenStream) -> TokenStream {
    if content.is_empty() {
        return content;
    }
    quote!(where #content)
}

/// The parameters of a generic method, as its `…_async` takes them.
pub(crate) struct MethodGenerics {
    pub(crate) declaration: TokenStream,
    pub(crate) where_clause: TokenStream,
    /// `::<T, N>`, since not every parameter can be inferred from the arguments.
    pub(crate) turbofish: TokenStream,
}

impl MethodGenerics {
    /// Without lifetimes, which end with the call; and types go to another thread by value.
    pub(crate) fn of(generics: &Generics) -> Self {
        let parameters = generics
            .params
            .iter()
            .filter_map(|parameter| match parameter {
                GenericParam::Type(parameter) => {
                    let ident = &parameter.ident;
                    let bounds = lasting(&parameter.bounds, generics);
                    Some(quote!(#ident: #(#bounds +)* ::core::marker::Send + 'static))
                }
                GenericParam::Const(parameter) => Some(declare_const(parameter)),
                GenericParam::Lifetime(_) => None,
            });
        let declaration = angled(quote!(#(#parameters),*));
        let names = generics.params.iter().filter_map(name);
        let names = angled(quote!(#(#names),*));
        let predicates = generics
            .where_clause
            .iter()
            .flat_map(|clause| &clause.predicates);
        let predicates = predicates.filter_map(|predicate| match predicate {
            WherePredicate::Type(predicate) => {
                let (lifetimes, ty) = (&predicate.lifetimes, &predicate.bounded_ty);
                let bounds = lasting(&predicate.bounds, generics);
                (!bounds.is_empty()).then(|| quote!(#lifetimes #ty: #(#bounds)+*))
            }
            _ => None,
        });
        Self {
            where_clause: where_clause(quote!(#(#predicates),*)),
            turbofish: if names.is_empty() {
                names
            } else {
                quote!(::#names)
            },
            declaration,
        }
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
