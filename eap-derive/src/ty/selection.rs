//! Which of the component's parameters an item beside its impl block takes.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{GenericParam, Generics, TypeParamBound, WherePredicate};

use super::generics::{angled, declare, name, where_clause};
use super::tokens::{idents, mentioned, mentions_lifetime, without_self};

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

fn has_bounds(parameter: &GenericParam) -> bool {
    matches!(parameter, GenericParam::Type(parameter) if !parameter.bounds.is_empty())
}
