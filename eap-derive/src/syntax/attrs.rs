//! The attributes of a method that hold for everything generated for it: `cfg`, `deprecated`, `doc(hidden)`, `doc(cfg(…))` and
//! the lints it allows, also inside `cfg_attr`.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, quote};
use syn::{FnArg, Meta, Signature};

use super::items::{RawAttribute, path_end};
use crate::ty::tokens::split_at_commas;

#[derive(Default)]
pub(crate) struct Carried {
    cfg: TokenStream,
    /// `deprecated`, `doc(hidden)` and `doc(cfg(…))`.
    pub(crate) notes: TokenStream,
    is_deprecated: bool,
    /// The lints that are allowed, since types and names are repeated that may trip them.
    lints: TokenStream,
    /// What the `cfg`s demand together, one predicate each.
    conditions: Vec<TokenStream>,
}

impl Carried {
    pub(crate) fn of(attributes: &[RawAttribute]) -> Self {
        const KNOWN: &[&str] = &["allow", "cfg", "cfg_attr", "deprecated", "doc", "expect"];
        let mut carried = Self::default();
        let is_known = |attribute: &&RawAttribute| KNOWN.iter().any(|name| attribute.is(name));
        for attribute in attributes.iter().filter(is_known) {
            carried.add(&attribute.meta());
        }
        carried
    }

    /// The same under further predicates.
    pub(crate) fn under(mut self, predicates: Vec<TokenStream>) -> Self {
        self.cfg.extend(quote!(#(#[cfg(#predicates)])*));
        self.conditions.extend(predicates);
        self
    }

    /// The same with the lints that parameters allow.
    pub(crate) fn with_lints_of(mut self, sig: &Signature) -> Self {
        let attributes = sig.inputs.iter().flat_map(|input| match input {
            FnArg::Receiver(receiver) => &receiver.attrs,
            FnArg::Typed(typed) => &typed.attrs,
        });
        for attribute in attributes {
            let lints = kept(attribute.meta.to_token_stream(), Keep::Lints);
            self.lints.extend(lints.map(|lints| quote!(#[#lints])));
        }
        self
    }

    fn add(&mut self, meta: &TokenStream) {
        self.conditions.extend(condition(meta.clone()));
        for (keep, into) in [
            (Keep::Cfg, &mut self.cfg),
            (Keep::Notes, &mut self.notes),
            (Keep::Lints, &mut self.lints),
        ] {
            let kept = kept(meta.clone(), keep);
            into.extend(kept.map(|kept| quote!(#[#kept])));
        }
        self.is_deprecated |= kept(meta.clone(), Keep::Deprecated).is_some();
    }

    /// The attributes for an item that can bear all of them.
    pub(crate) fn all(&self) -> Option<TokenStream> {
        let Self {
            cfg, notes, lints, ..
        } = self;
        unless_empty(quote!(#cfg #notes #lints))
    }

    /// The attributes for an item that cannot be deprecated or hidden, such as an impl.
    pub(crate) fn bare(&self) -> Option<TokenStream> {
        let Self { cfg, lints, .. } = self;
        unless_empty(quote!(#cfg #lints))
    }

    /// For what uses an item that is deprecated together with it.
    pub(crate) fn allow_deprecated(&self) -> Option<TokenStream> {
        self.is_deprecated.then(|| quote!(#[allow(deprecated)]))
    }

    pub(crate) fn is_conditional(&self) -> bool {
        !self.conditions.is_empty()
    }

    /// The `cfg` of an item that exists when any of these does.
    pub(crate) fn any<'a>(all: impl Iterator<Item = &'a Self>) -> TokenStream {
        let mut alternatives = Vec::new();
        for Self { conditions, .. } in all {
            match conjunction(conditions) {
                Some(condition) => alternatives.push(condition),
                None => return TokenStream::new(),
            }
        }
        match alternatives.as_slice() {
            [] => TokenStream::new(),
            [one] => quote!(#[cfg(#one)]),
            several => quote!(#[cfg(any(#(#several),*))]),
        }
    }
}

/// Tokens, if there are any: what is put into others costs the macro time, even if it is empty.
fn unless_empty(tokens: TokenStream) -> Option<TokenStream> {
    (!tokens.is_empty()).then_some(tokens)
}

/// One predicate for all of these, if there are any.
fn conjunction(predicates: &[TokenStream]) -> Option<TokenStream> {
    match predicates {
        [] => None,
        [one] => Some(one.clone()),
        several => Some(quote!(all(#(#several),*))),
    }
}

/// What is taken out of a `cfg_attr`.
pub(crate) struct Taken {
    /// Under which predicates it was.
    pub(crate) predicates: Vec<TokenStream>,
    pub(crate) meta: TokenStream,
    /// What is left of the `cfg_attr`, if anything is.
    pub(crate) rest: Option<TokenStream>,
}

/// Takes the first attribute of such a name out of a `cfg_attr`.
pub(crate) fn take_conditional(
    meta: TokenStream,
    is_ours: &impl Fn(&Ident) -> bool,
) -> Option<Taken> {
    let (predicate, mut attributes) = cfg_attr(meta)?;
    for index in 0..attributes.len() {
        let attribute = attributes.get(index)?.clone();
        let taken = if path_end(attribute.clone()).is_some_and(|name| is_ours(&name)) {
            Some(Taken {
                predicates: Vec::new(),
                meta: attribute,
                rest: None,
            })
        } else {
            take_conditional(attribute, is_ours)
        };
        let Some(Taken {
            mut predicates,
            meta,
            rest,
        }) = taken
        else {
            continue;
        };
        attributes.remove(index);
        attributes.extend(rest);
        predicates.insert(0, predicate.clone());
        let rest = (!attributes.is_empty()).then(|| quote!(cfg_attr(#predicate, #(#attributes),*)));
        return Some(Taken {
            predicates,
            meta,
            rest,
        });
    }
    None
}

/// The predicate and the attributes of `cfg_attr(predicate, attribute, …)`.
fn cfg_attr(meta: TokenStream) -> Option<(TokenStream, Vec<TokenStream>)> {
    let mut parts = split_at_commas(list(meta, "cfg_attr")?);
    if parts.is_empty() {
        return None;
    }
    let attributes = parts.split_off(1);
    Some((parts.pop()?, attributes))
}

/// The content of `name(…)`.
fn list(meta: TokenStream, name: &str) -> Option<TokenStream> {
    match syn::parse2(meta).ok()? {
        Meta::List(list) if list.path.is_ident(name) => Some(list.tokens),
        _ => None,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Keep {
    Cfg,
    Notes,
    Deprecated,
    Lints,
}

/// The attribute with nothing but what is to be kept of it.
fn kept(meta: TokenStream, keep: Keep) -> Option<TokenStream> {
    let name = path_end(meta.clone())?.to_string();
    if name == "cfg_attr" {
        let (predicate, attributes) = cfg_attr(meta)?;
        let kept = attributes.into_iter().filter_map(|meta| kept(meta, keep));
        let kept: Vec<_> = kept.collect();
        return (!kept.is_empty()).then(|| quote!(cfg_attr(#predicate, #(#kept),*)));
    }
    match (keep, name.as_str()) {
        (Keep::Cfg, "cfg")
        | (Keep::Notes | Keep::Deprecated, "deprecated")
        | (Keep::Lints, "allow") => Some(meta),
        (Keep::Notes, "doc") => {
            let is_kept = |part: &TokenStream| {
                let name = path_end(part.clone());
                name.is_some_and(|name| name == "hidden" || name == "cfg")
            };
            let parts = split_at_commas(list(meta, "doc")?);
            let kept: Vec<_> = parts.into_iter().filter(is_kept).collect();
            (!kept.is_empty()).then(|| quote!(doc(#(#kept),*)))
        }
        // What is expected of the method need not happen again.
        (Keep::Lints, "expect") => {
            let lints = list(meta, "expect")?;
            Some(quote!(allow(#lints)))
        }
        _ => None,
    }
}

/// The predicate that must hold for the item to exist, if this attribute makes one.
fn condition(meta: TokenStream) -> Option<TokenStream> {
    if let Some((predicate, attributes)) = cfg_attr(meta.clone()) {
        let inner: Vec<_> = attributes.into_iter().filter_map(condition).collect();
        let inner = conjunction(&inner)?;
        return Some(quote!(any(not(#predicate), #inner)));
    }
    list(meta, "cfg")
}
