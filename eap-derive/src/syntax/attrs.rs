//! The attributes of a method that hold for everything generated for it: `cfg`, `deprecated`, `doc(hidden)`, `doc(cfg(…))` and
//! the lints it allows, also inside `cfg_attr`.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, quote};
use syn::{FnArg, Meta, Signature};

use super::items::{RawAttribute, path_end};
use crate::ty::tokens::split_at_commas;

#[derive(Default)]
pub(crate) struct SharedAttributes {
    /// `deprecated`, `doc(hidden)` and `doc(cfg(…))`.
    pub(crate) notes: TokenStream,
    is_deprecated: bool,
    /// The lints that are allowed, since types and names are repeated that may trip them.
    lints: TokenStream,
    /// What the `cfg`s demand together, one predicate each.
    conditions: Vec<TokenStream>,
}

impl SharedAttributes {
    pub(crate) fn of(attributes: &[RawAttribute]) -> Self {
        const KNOWN: &[&str] = &["allow", "cfg", "cfg_attr", "deprecated", "doc", "expect"];
        let mut shared = Self::default();
        let is_known = |attribute: &&RawAttribute| KNOWN.iter().any(|name| attribute.is(name));
        for attribute in attributes.iter().filter(is_known) {
            for part in parts(attribute.meta()) {
                shared.add(&part);
            }
        }
        shared
    }

    /// The same under further predicates.
    pub(crate) fn under(mut self, predicates: Vec<TokenStream>) -> Self {
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
            for part in parts(attribute.meta.to_token_stream()) {
                self.lints.extend(part.lints());
            }
        }
        self
    }

    fn add(&mut self, part: &Part) {
        self.lints.extend(part.lints());
        if let Some(predicate) = part.list("cfg") {
            self.conditions.push(match conjunction(&part.predicates) {
                Some(outer) => quote!(any(not(#outer), #predicate)),
                None => predicate,
            });
        } else if path_end(part.meta.clone()).is_some_and(|name| name == "deprecated") {
            self.notes.extend(part.attribute(&part.meta));
            self.is_deprecated = true;
        } else if let Some(list) = part.list("doc") {
            let mut notes = split_at_commas(list);
            notes.retain(|note| {
                let name = path_end(note.clone());
                name.is_some_and(|name| name == "hidden" || name == "cfg")
            });
            if !notes.is_empty() {
                self.notes.extend(part.attribute(&quote!(doc(#(#notes),*))));
            }
        }
    }

    /// The attributes for an item that can bear all of them, if there are any: empty tokens cost the macro time, too.
    pub(crate) fn all(&self) -> Option<TokenStream> {
        let (cfgs, notes, lints) = (&self.conditions, &self.notes, &self.lints);
        Some(quote!(#(#[cfg(#cfgs)])* #notes #lints)).filter(|attributes| !attributes.is_empty())
    }

    /// The attributes for an item that cannot be deprecated or hidden, such as an impl.
    pub(crate) fn bare(&self) -> Option<TokenStream> {
        let (cfgs, lints) = (&self.conditions, &self.lints);
        Some(quote!(#(#[cfg(#cfgs)])* #lints)).filter(|attributes| !attributes.is_empty())
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
        let alternatives: Option<Vec<_>> = all.map(|it| conjunction(&it.conditions)).collect();
        match alternatives.as_deref() {
            None | Some([]) => TokenStream::new(),
            Some([one]) => quote!(#[cfg(#one)]),
            Some(several) => quote!(#[cfg(any(#(#several),*))]),
        }
    }
}

/// One predicate for all of these, if there are any.
fn conjunction(predicates: &[TokenStream]) -> Option<TokenStream> {
    match predicates {
        [] => None,
        [one] => Some(one.clone()),
        several => Some(quote!(all(#(#several),*))),
    }
}

/// An attribute, and the predicates of the `cfg_attr`s around it.
pub(crate) struct Part {
    pub(crate) predicates: Vec<TokenStream>,
    pub(crate) meta: TokenStream,
}

impl Part {
    /// The content of `name(…)`.
    fn list(&self, name: &str) -> Option<TokenStream> {
        list(self.meta.clone(), name)
    }

    fn lints(&self) -> Option<TokenStream> {
        // A lint that the method expects may not fire in generated code, so `expect` becomes `allow`.
        let lints = self.list("allow").or_else(|| self.list("expect"))?;
        Some(self.attribute(&quote!(allow(#lints))))
    }

    /// Another attribute under the same predicates.
    fn attribute(&self, meta: &TokenStream) -> TokenStream {
        let meta = self.conditional(meta);
        quote!(#[#meta])
    }

    fn conditional(&self, meta: &TokenStream) -> TokenStream {
        match conjunction(&self.predicates) {
            Some(predicate) => quote!(cfg_attr(#predicate, #meta)),
            None => meta.clone(),
        }
    }
}

/// Removes the first matching attribute from a `cfg_attr`. Returns it and the remaining attributes.
pub(crate) fn take_conditional(
    meta: TokenStream,
    is_ours: impl Fn(&Ident) -> bool,
) -> Option<(Part, Vec<TokenStream>)> {
    list(meta.clone(), "cfg_attr")?;
    let mut parts = parts(meta);
    let is_one = |part: &Part| path_end(part.meta.clone()).is_some_and(|name| is_ours(&name));
    let found = parts.remove(parts.iter().position(is_one)?);
    let rest = parts.iter().map(|part| part.conditional(&part.meta));
    Some((found, rest.collect()))
}

/// The attributes of `cfg_attr(predicate, attribute, …)`, or else the attribute itself.
fn parts(meta: TokenStream) -> Vec<Part> {
    let Some(content) = list(meta.clone(), "cfg_attr") else {
        let predicates = Vec::new();
        return vec![Part { predicates, meta }];
    };
    let mut content = split_at_commas(content).into_iter();
    let predicate = content.next().unwrap_or_default();
    let mut parts: Vec<_> = content.flat_map(parts).collect();
    for part in &mut parts {
        part.predicates.insert(0, predicate.clone());
    }
    parts
}

/// The content of `name(…)`.
fn list(meta: TokenStream, name: &str) -> Option<TokenStream> {
    if path_end(meta.clone())? != name {
        return None;
    }
    match syn::parse2(meta).ok()? {
        Meta::List(list) if list.path.is_ident(name) => Some(list.tokens),
        _ => None,
    }
}
