//! Which of the component's parameters an item beside its impl block takes.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{GenericParam, Generics, WherePredicate};

use super::generics::{angled, declare, name, predicates, where_clause};
use super::tokens::{idents, mentioned, mentions_lifetime, without_self};

/// The parameters of the component that a type beside its impl block needs.
#[derive(Default)]
pub(crate) struct Selection {
    /// `<T: Bound, const N: usize>`.
    pub(crate) declaration: Option<TokenStream>,
    /// `<T, N>`.
    pub(crate) arguments: Option<TokenStream>,
    pub(crate) where_clause: Option<TokenStream>,
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
        let uses_self = used.to_string().contains(&self_ty.to_string());
        let names = |tokens| {
            let mut all = idents(without_self(tokens, self_ty));
            all.retain(|ident| generics.params.iter().any(|it| name(it) == Some(ident)));
            all
        };
        let mentioned = names(used);
        let mut known = mentioned.clone();
        let parameters = generics.params.iter();
        let parameters = parameters.filter_map(|it| Some((vec![name(it)?.clone()], declare(it))));
        let mut parameters: Vec<_> = parameters.collect();
        let predicates = predicates(generics).chain(conditions.iter().copied());
        let demands = predicates.filter_map(|predicate| {
            let WherePredicate::Type(of_type) = predicate else {
                return None;
            };
            // A predicate is about the parameters of its type, or else about all in it.
            let ty = without_self(of_type.bounded_ty.to_token_stream(), self_ty);
            let is_of_self = ty.to_string() == self_ty.to_string();
            let mut about = names(ty);
            if about.is_empty() {
                about = names(predicate.to_token_stream());
            }
            (uses_self || !is_of_self).then(|| (about, predicate.to_token_stream()))
        });
        let mut demands: Vec<_> = demands.collect();
        let is_about = |about: &[Ident], known: &[Ident]| about.iter().any(|it| known.contains(it));
        // Each round adds what the parameters of the last one depend on, until one adds nothing.
        loop {
            let concerned = parameters.iter().chain(&demands);
            let concerned = concerned.filter(|(about, _)| is_about(about, &known));
            let found = concerned.flat_map(|(_, tokens)| names(tokens.clone()));
            let found: Vec<_> = found.filter(|ident| !known.contains(ident)).collect();
            if found.is_empty() {
                break;
            }
            known.extend(found);
        }
        parameters.retain(|(about, _)| is_about(about, &known));
        demands.retain(|(about, _)| is_about(about, &known));
        let (arguments, declared): (Vec<_>, Vec<_>) = parameters.into_iter().unzip();
        let arguments = arguments.concat();
        let demanded: Vec<_> = demands
            .into_iter()
            .map(|(_, predicate)| predicate)
            .collect();
        let types = generics.type_params().map(|parameter| &parameter.ident);
        let unmentioned = types.filter(|it| known.contains(it) && !mentioned.contains(it));
        Self {
            declaration: angled(&without_self(quote!(#(#declared),*), self_ty)),
            arguments: angled(&quote!(#(#arguments),*)),
            where_clause: where_clause(&demanded).map(|clause| without_self(clause, self_ty)),
            is_whole: arguments.len() == generics.params.len(),
            unmentioned: unmentioned.cloned().collect(),
        }
    }

    /// The parameters that a type alias mentions, without bounds: the compiler does not check the bounds of an alias.
    pub(crate) fn without_bounds(generics: &Generics, used: &TokenStream) -> Self {
        if generics.params.is_empty() {
            return Self::default();
        }
        let mentioned = idents(used.clone());
        let is_mentioned = |it: &&GenericParam| name(it).is_some_and(|it| mentioned.contains(it));
        let parameters = generics.params.iter().filter(is_mentioned);
        let declared = parameters.clone().map(|parameter| match parameter {
            GenericParam::Type(parameter) => parameter.ident.to_token_stream(),
            other => declare(other),
        });
        let arguments = parameters.filter_map(name);
        Self {
            declaration: angled(&quote!(#(#declared),*)),
            arguments: angled(&quote!(#(#arguments),*)),
            ..Self::default()
        }
    }
}

/// What a method demands of parameters that are not its own.
pub(crate) fn conditions(method: &Generics) -> Vec<&WherePredicate> {
    let of_component = |predicate: &&WherePredicate| {
        let tokens = || predicate.to_token_stream();
        matches!(predicate, WherePredicate::Type(_))
            && mentioned(tokens(), method).is_none()
            && !mentions_lifetime(tokens(), method)
    };
    predicates(method).filter(of_component).collect()
}
