//! The attributes of a method that hold for everything generated for it: `cfg`, `deprecated` and `doc(hidden)`, also
//! inside `cfg_attr`.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};

use crate::lift::{RawAttribute, is_punct, path_end};

#[derive(Default)]
pub(crate) struct Carried {
    /// `cfg` alone, for items that cannot be deprecated or hidden, such as a trait impl.
    pub(crate) cfg: TokenStream,
    /// `deprecated` and `doc(hidden)`.
    pub(crate) notes: TokenStream,
    /// What the `cfg`s demand together, one predicate each.
    conditions: Vec<TokenStream>,
}

impl Carried {
    pub(crate) fn of(attributes: &[RawAttribute]) -> Self {
        const KNOWN: &[&str] = &["cfg", "cfg_attr", "deprecated", "doc"];
        let mut carried = Self::default();
        let known = attributes.iter();
        let known = known.filter(|attribute| KNOWN.iter().any(|name| attribute.is(name)));
        for attribute in known {
            carried.add(&attribute.meta());
        }
        carried
    }

    fn add(&mut self, meta: &[TokenTree]) {
        let Some(meta) = Meta::of(meta) else {
            return;
        };
        if let Some(condition) = meta.condition() {
            self.conditions.push(condition);
        }
        for (kept, into) in [
            (meta.keep(Keep::Cfg), &mut self.cfg),
            (meta.keep(Keep::Notes), &mut self.notes),
        ] {
            into.extend(kept.map(|kept| quote!(#[#kept])));
        }
    }

    /// The attributes for an item that can bear all of them.
    pub(crate) fn all(&self) -> TokenStream {
        let Self { cfg, notes, .. } = self;
        quote!(#cfg #notes)
    }

    /// For what uses an item that is `deprecated` together with it.
    pub(crate) fn allow_deprecated(&self) -> Option<TokenStream> {
        (!self.notes.is_empty()).then(|| quote!(#[allow(deprecated)]))
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

/// One predicate for all of these, if there are any.
fn conjunction(predicates: &[TokenStream]) -> Option<TokenStream> {
    match predicates {
        [] => None,
        [one] => Some(one.clone()),
        several => Some(quote!(all(#(#several),*))),
    }
}

#[derive(Clone, Copy)]
enum Keep {
    Cfg,
    Notes,
}

/// What stands between the brackets of an attribute: a name, and perhaps a parenthesized list.
struct Meta<'a> {
    tokens: &'a [TokenTree],
    name: Ident,
    list: Option<Vec<Vec<TokenTree>>>,
}

impl<'a> Meta<'a> {
    fn of(tokens: &'a [TokenTree]) -> Option<Self> {
        let (name, mut rest) = path_end(tokens.iter().cloned().collect())?;
        let list = match rest.flat().next() {
            Some(TokenTree::Group(group)) => split(&group),
            _ => None,
        };
        Some(Self { tokens, name, list })
    }

    /// The predicate and the attributes of `cfg_attr(predicate, attribute, …)`.
    fn conditional(&self) -> Option<(TokenStream, impl Iterator<Item = Meta<'_>>)> {
        let (predicate, attributes) = self.list.as_ref()?.split_first()?;
        if self.name != "cfg_attr" {
            return None;
        }
        let attributes = attributes.iter().filter_map(|tokens| Meta::of(tokens));
        Some((predicate.iter().cloned().collect(), attributes))
    }

    /// This attribute, with nothing but what is to be kept of it.
    fn keep(&self, what: Keep) -> Option<TokenStream> {
        if let Some((predicate, attributes)) = self.conditional() {
            let kept: Vec<_> = attributes.filter_map(|meta| meta.keep(what)).collect();
            return (!kept.is_empty()).then(|| quote!(cfg_attr(#predicate, #(#kept),*)));
        }
        let as_written = || self.tokens.iter().cloned().collect();
        match what {
            Keep::Cfg => (self.name == "cfg").then(as_written),
            Keep::Notes if self.name == "deprecated" => Some(as_written()),
            Keep::Notes => (self.name == "doc" && self.hides()).then(|| quote!(doc(hidden))),
        }
    }

    fn hides(&self) -> bool {
        let hidden = |tokens: &Vec<TokenTree>| matches!(tokens.as_slice(), [TokenTree::Ident(ident)] if ident == "hidden");
        self.list.iter().flatten().any(hidden)
    }

    /// The predicate that must hold for the item to exist, if this attribute makes one.
    fn condition(&self) -> Option<TokenStream> {
        if let Some((predicate, attributes)) = self.conditional() {
            let inner: Vec<_> = attributes.filter_map(|meta| meta.condition()).collect();
            let inner = conjunction(&inner)?;
            return Some(quote!(any(not(#predicate), #inner)));
        }
        let predicate = || {
            self.list
                .iter()
                .flatten()
                .flatten()
                .map(ToTokens::to_token_stream)
        };
        (self.name == "cfg").then(|| predicate().collect())
    }
}

/// The content of parentheses, split at its commas.
fn split(group: &Group) -> Option<Vec<Vec<TokenTree>>> {
    if group.delimiter() != Delimiter::Parenthesis {
        return None;
    }
    let mut parts = vec![Vec::new()];
    for token in group.stream() {
        if is_punct(&token, ',') {
            parts.push(Vec::new());
        } else {
            parts.last_mut()?.push(token);
        }
    }
    parts.retain(|part| !part.is_empty());
    Some(parts)
}
