//! Which type and const parameters generated items take.

use std::mem;

use proc_macro2::{Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::punctuated::Punctuated;
use syn::{Attribute, GenericParam, Generics, ItemImpl, Token, TypeParamBound, WherePredicate};

use crate::attributes::{attributes_of_generic, condition};
use crate::errors::Errors;
use crate::lift::is_punct;
use crate::types::{idents, mentioned, mentions_lifetime, without_self};

/// Takes the `cfg`s of an impl block's parameters away, which are a mistake, and of two parameters that they tell apart the
/// second one.
pub(crate) fn make_unconditional(header: &mut ItemImpl, errors: &mut Errors) {
    let is_conditional = |attribute: &Attribute| condition(attribute).is_some();
    let parameters = || header.generics.params.iter();
    let mut attributes = parameters().flat_map(attributes_of_generic);
    let Some(found) = attributes.find(|attribute| is_conditional(attribute)) else {
        return;
    };
    let message = "what is generated beside the impl block takes its parameters, too, so they cannot be conditional: write the block \
         once for each case, under a `#[cfg]` of its own";
    errors.at(found, message);
    let mut known = Vec::new();
    let parameters = mem::take(&mut header.generics.params).into_iter();
    let parameters = parameters.filter_map(|mut parameter| {
        match &mut parameter {
            GenericParam::Type(parameter) => &mut parameter.attrs,
            GenericParam::Const(parameter) => &mut parameter.attrs,
            GenericParam::Lifetime(parameter) => &mut parameter.attrs,
        }
        .retain(|attribute| !is_conditional(attribute));
        let name = name(&parameter).cloned();
        let is_first = name.is_none() || !known.contains(&name);
        known.push(name);
        is_first.then_some(parameter)
    });
    header.generics.params = parameters.collect();
}

/// The parameters of the component that a type beside its impl block needs.
#[derive(Default)]
pub(crate) struct Selection {
    /// `<T: Bound, const N: usize>`.
    pub(crate) declaration: Option<TokenStream>,
    /// `<T, N>`.
    pub(crate) arguments: Option<TokenStream>,
    pub(crate) where_clause: Option<TokenStream>,
    /// Whether anything is demanded of them.
    pub(crate) is_bounded: bool,
    /// Whether these are all the parameters there are.
    pub(crate) is_whole: bool,
    /// The type parameters that only bounds mention, which a struct has to mention, too.
    pub(crate) unmentioned: Vec<Ident>,
}

impl Selection {
    /// The declaration as it stands behind a type's name, with empty brackets if it has no parameters: behind a bare name,
    /// the compiler offers to declare a misspelt type as a parameter. It would offer so of what is generated and not of the
    /// method, and tell of the type twice.
    pub(crate) fn behind_a_name(&self, span: Span) -> TokenStream {
        let nothing = || quote_spanned!(span=> <>);
        self.declaration.clone().unwrap_or_else(nothing)
    }

    /// The parameters that `used` mentions, those that their bounds mention in turn, and all that is demanded of them: by
    /// the impl block, or by these conditions.
    pub(crate) fn of(
        generics: &Generics,
        conditions: &[&WherePredicate],
        used: TokenStream,
        self_ty: &TokenStream,
    ) -> Self {
        if generics.params.is_empty() {
            return Self {
                is_whole: true,
                ..Self::default()
            };
        }
        let written = generics.where_clause.iter();
        let written = written.flat_map(|clause| &clause.predicates);
        let mut candidates: Vec<_> = written.chain(conditions.iter().copied()).collect();
        if !used.to_string().contains(&self_ty.to_string()) {
            candidates.retain(|predicate| !is_of_component(predicate, self_ty));
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
            select_predicates(&candidates, generics, self_ty, &mut known, &mut predicates);
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
        let is_bounded =
            !predicates.is_empty() || parameters.iter().any(|parameter| has_bounds(parameter));
        let declared = parameters.iter().map(|parameter| declare(parameter));
        let declaration = quote!(#(#declared),*);
        Self {
            is_bounded,
            is_whole: names.len() == generics.params.len(),
            declaration: angled(&without_self(declaration, self_ty)),
            arguments: angled(&quote!(#(#names),*)),
            where_clause: where_clause(&predicates).map(|clause| without_self(clause, self_ty)),
            unmentioned: types.filter(is_unmentioned).cloned().collect(),
        }
    }

    /// The parameters that a type alias mentions. Its bounds are not checked, so it has none without need.
    pub(crate) fn without_bounds(generics: &Generics, used: &TokenStream) -> Self {
        if generics.params.is_empty() {
            return Self::default();
        }
        let mut mentioned = Vec::new();
        idents(used.clone(), &mut mentioned);
        let mentioned = generics.params.iter().filter_map(|parameter| {
            let name = name(parameter).filter(|name| mentioned.contains(name))?;
            let declared = match parameter {
                GenericParam::Type(_) => name.to_token_stream(),
                other => declare(other),
            };
            Some((declared, name))
        });
        let mentioned: Vec<_> = mentioned.collect();
        let declared = mentioned.iter().map(|(declared, _)| declared);
        let names = mentioned.iter().map(|(_, name)| name);
        Self {
            declaration: angled(&quote!(#(#declared),*)),
            arguments: angled(&quote!(#(#names),*)),
            ..Self::default()
        }
    }
}

/// Whether the tokens have a type parameter with `::` after it, which its bounds must give a meaning to.
pub(crate) fn has_projection(tokens: &TokenStream, generics: &Generics) -> bool {
    if generics.params.is_empty() {
        return false;
    }
    let mut tokens = tokens.clone().into_iter().peekable();
    while let Some(token) = tokens.next() {
        let found = match token {
            TokenTree::Ident(ident) => {
                let qualifies = tokens.peek().is_some_and(|next| is_punct(next, ':'));
                qualifies
                    && generics
                        .type_params()
                        .any(|parameter| parameter.ident == ident)
            }
            TokenTree::Group(group) => has_projection(&group.stream(), generics),
            _ => false,
        };
        if found {
            return true;
        }
    }
    false
}

/// What a method demands of parameters that are not its own.
pub(crate) fn conditions(method: &Generics) -> Vec<&WherePredicate> {
    let predicates = method.where_clause.iter();
    let predicates = predicates.flat_map(|clause| &clause.predicates);
    let of_component = |predicate: &&WherePredicate| {
        let tokens = || predicate.to_token_stream();
        matches!(predicate, WherePredicate::Type(_))
            && mentioned(tokens(), method).is_none()
            && !mentions_lifetime(tokens(), method)
    };
    predicates.filter(of_component).collect()
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

/// Whether something is demanded of the component itself.
fn is_of_component(predicate: &WherePredicate, self_ty: &TokenStream) -> bool {
    let WherePredicate::Type(of_type) = predicate else {
        return false;
    };
    let bounded_ty = without_self(of_type.bounded_ty.to_token_stream(), self_ty);
    bounded_ty.to_string() == self_ty.to_string()
}

/// Adds the predicates that tell something of a known parameter, or of a concrete type by means of one.
fn select_predicates<'a>(
    candidates: &[&'a WherePredicate],
    generics: &Generics,
    self_ty: &TokenStream,
    known: &mut Vec<Ident>,
    selected: &mut Vec<&'a WherePredicate>,
) {
    for predicate in candidates.iter().copied() {
        let WherePredicate::Type(of_type) = predicate else {
            continue;
        };
        let mut traits = of_type.bounds.iter().filter_map(|bound| match bound {
            TypeParamBound::Trait(bound) => bound.path.segments.first(),
            _ => None,
        });
        // As the compiler says of the impl block, no trait is called so.
        if traits.any(|first| first.ident == "Self") {
            continue;
        }
        let is_parameter = |ident: &Ident| {
            generics
                .params
                .iter()
                .filter_map(name)
                .any(|name| name == ident)
        };
        let mut subject = Vec::new();
        let bounded_ty = of_type.bounded_ty.to_token_stream();
        idents(without_self(bounded_ty, self_ty), &mut subject);
        subject.retain(is_parameter);
        let mut all = Vec::new();
        idents(without_self(predicate.to_token_stream(), self_ty), &mut all);
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

/// The name of a type or const parameter.
pub(crate) fn name(parameter: &GenericParam) -> Option<&Ident> {
    match parameter {
        GenericParam::Type(parameter) => Some(&parameter.ident),
        GenericParam::Const(parameter) => Some(&parameter.ident),
        GenericParam::Lifetime(_) => None,
    }
}

fn has_bounds(parameter: &GenericParam) -> bool {
    matches!(parameter, GenericParam::Type(parameter) if !parameter.bounds.is_empty())
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
        let parameters = parameters.collect();
        let names = generics.params.iter().filter_map(name);
        let names = angled(&quote!(#(#names),*));
        let predicates = generics
            .where_clause
            .iter()
            .flat_map(|clause| &clause.predicates);
        let depends = |tokens: TokenStream| mentions_lifetime(tokens, generics);
        let predicates = predicates.filter_map(|predicate| match predicate {
            // It is a mistake, reported already, to demand something of a type that has a lifetime of the call.
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
