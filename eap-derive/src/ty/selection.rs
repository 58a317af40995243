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
        let demands = |predicate: &&WherePredicate, known: &[Ident]| {
            let WherePredicate::Type(of_type) = predicate else {
                return false;
            };
            // A predicate is about the parameters of its type, or else about all in it.
            let ty = without_self(of_type.bounded_ty.to_token_stream(), self_ty);
            let is_of_self = ty.to_string() == self_ty.to_string();
            let mut concerned = names(ty);
            if concerned.is_empty() {
                concerned = names(predicate.to_token_stream());
            }
            (uses_self || !is_of_self) && concerned.iter().any(|ident| known.contains(ident))
        };
        let candidates: Vec<_> = predicates(generics)
            .chain(conditions.iter().copied())
            .collect();
        let is_known = |parameter: &&GenericParam, known: &[Ident]| {
            name(parameter).is_some_and(|name| known.contains(name))
        };
        // Each round adds what the parameters of the last one depend on, until one adds nothing.
        loop {
            let parameters = generics
                .params
                .iter()
                .filter(|it| is_known(it, &known))
                .map(declare);
            let demanded = candidates.iter().filter(|it| demands(it, &known));
            let found = parameters
                .chain(demanded.map(ToTokens::to_token_stream))
                .flat_map(names);
            let found: Vec<_> = found.filter(|ident| !known.contains(ident)).collect();
            if found.is_empty() {
                break;
            }
            known.extend(found);
        }
        // The order of the declaration holds, not that of discovery.
        let parameters = generics.params.iter().filter(|it| is_known(it, &known));
        let declared: Vec<_> = parameters.clone().map(declare).collect();
        let arguments: Vec<_> = parameters.filter_map(name).collect();
        let demanded: Vec<_> = candidates.iter().filter(|it| demands(it, &known)).collect();
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

    /// The parameters that a type alias mentions. Its bounds are not checked, so it has none without need.
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
