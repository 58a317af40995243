//! The attributes of a method that hold for everything generated for it: `cfg`, `deprecated`, `doc(hidden)` and the lints it
//! allows, also inside `cfg_attr`.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Attribute, FnArg, GenericParam, Signature};

use crate::lift::{RawAttribute, list, path_end};
use crate::variants::Variant;
use crate::well_formed::is_taken;

/// What is handed on, beside `doc(hidden)`.
const CARRIED: &[&str] = &["cfg", "cfg_attr", "deprecated", "allow", "expect"];

#[derive(Default)]
pub(crate) struct Carried {
    cfg: TokenStream,
    /// `deprecated` and `doc(hidden)`.
    pub(crate) notes: TokenStream,
    /// The lints that are allowed, since types and names are repeated that may trip them.
    lints: TokenStream,
    /// What the `cfg`s demand together, one predicate each.
    conditions: Vec<TokenStream>,
    /// Which of a method's variants this is for, if it has several.
    variant: Option<Variant>,
}

impl Carried {
    pub(crate) fn of(attributes: &[RawAttribute]) -> Self {
        let mut carried = Self::default();
        let known = attributes.iter();
        let known = known.filter(|attribute| {
            attribute.is("doc") || CARRIED.iter().any(|name| attribute.is(name))
        });
        for attribute in known {
            carried.add(&attribute.meta());
        }
        carried
    }

    /// The same for one of the method's variants, which has a `cfg` of its own.
    pub(crate) fn of_variant(mut self, variant: Variant) -> Self {
        let condition = conjunction(&variant.conditions);
        self.cfg.extend(quote!(#[cfg(#condition)]));
        self.variant = Some(variant);
        self
    }

    /// The same with the lints that parameters allow.
    pub(crate) fn with_lints_of(mut self, sig: &Signature) -> Self {
        const KNOWN: &[&str] = &["allow", "expect", "cfg_attr"];
        let attributes = sig.inputs.iter().flat_map(attributes);
        let is_known = |it: &&Attribute| KNOWN.iter().any(|name| it.path().is_ident(name));
        for attribute in attributes.filter(is_known) {
            let meta: Vec<_> = attribute.meta.to_token_stream().into_iter().collect();
            let kept = Meta::taken(&meta).and_then(|meta| meta.keep(Keep::Lints));
            self.lints.extend(kept.map(|kept| quote!(#[#kept])));
        }
        self
    }

    fn add(&mut self, meta: &[TokenTree]) {
        let Some(meta) = Meta::taken(meta) else {
            return;
        };
        if let Some(condition) = meta.condition() {
            self.conditions.push(condition);
        }
        for (kept, into) in [
            (meta.keep(Keep::Cfg), &mut self.cfg),
            (meta.keep(Keep::Notes), &mut self.notes),
            (meta.keep(Keep::Lints), &mut self.lints),
        ] {
            into.extend(kept.map(|kept| quote!(#[#kept])));
        }
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

    /// For what uses an item that is `deprecated` together with it.
    pub(crate) fn allow_deprecated(&self) -> Option<TokenStream> {
        (!self.notes.is_empty()).then(|| quote!(#[allow(deprecated)]))
    }

    /// Whether this is for a variant of a method that another one has been seen of.
    pub(crate) fn is_repeated(&self) -> bool {
        self.variant
            .as_ref()
            .is_some_and(|variant| variant.index > 0)
    }

    /// What the `cfg`s demand, one predicate each.
    pub(crate) fn conditions(&self) -> &[TokenStream] {
        &self.conditions
    }

    /// What is generated is there only where this does not hold.
    pub(crate) fn give_way(&mut self, condition: &TokenStream) {
        self.cfg.extend(quote!(#[cfg(not(#condition))]));
    }

    pub(crate) fn is_conditional(&self) -> bool {
        !self.conditions.is_empty() || self.variant.is_some()
    }

    /// The `cfg` of an item that exists when any of these does.
    pub(crate) fn any<'a>(all: impl Iterator<Item = &'a Self>) -> TokenStream {
        let all: Vec<_> = all.collect();
        let variants = || all.iter().filter_map(|carried| carried.variant.as_ref());
        let mut alternatives = Vec::new();
        for Self {
            conditions,
            variant,
            ..
        } in &all
        {
            let mut conditions = conditions.clone();
            if let Some(variant) = variant {
                // Where all variants count, it does not matter which of them there is.
                if !variant.is_one_of_all(variants()) {
                    conditions.extend(variant.conditions.iter().cloned());
                } else if variant.index > 0 {
                    continue;
                }
            }
            match conjunction(&conditions) {
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

pub(crate) fn attributes(input: &FnArg) -> &[Attribute] {
    match input {
        FnArg::Receiver(receiver) => &receiver.attrs,
        FnArg::Typed(typed) => &typed.attrs,
    }
}

pub(crate) fn attributes_of_generic(parameter: &GenericParam) -> &[Attribute] {
    match parameter {
        GenericParam::Type(parameter) => &parameter.attrs,
        GenericParam::Const(parameter) => &parameter.attrs,
        GenericParam::Lifetime(parameter) => &parameter.attrs,
    }
}

/// The predicate that must hold for a parameter to exist, if this attribute of it makes one.
pub(crate) fn condition(attribute: &Attribute) -> Option<TokenStream> {
    let path = attribute.path();
    if !(path.is_ident("cfg") || path.is_ident("cfg_attr")) {
        return None;
    }
    let tokens: Vec<_> = attribute.meta.to_token_stream().into_iter().collect();
    Meta::taken(&tokens)?.condition()
}

/// Whether there is an attribute, of the method or of a parameter, that would be handed on if the compiler took it.
pub(crate) fn are_wrong(of_method: &[RawAttribute], sig: &Signature) -> bool {
    let is_wrong = |meta: Vec<TokenTree>| Meta::taken(&meta).is_none();
    let inputs = sig.inputs.iter().flat_map(attributes);
    let generics = sig.generics.params.iter().flat_map(attributes_of_generic);
    let is_wrong_within = |attribute: &Attribute| {
        CARRIED.iter().any(|name| attribute.path().is_ident(name))
            && is_wrong(attribute.meta.to_token_stream().into_iter().collect())
    };
    let is_wrong_on = |attribute: &RawAttribute| {
        CARRIED.iter().any(|name| attribute.is(name)) && is_wrong(attribute.meta())
    };
    of_method.iter().any(is_wrong_on) || inputs.chain(generics).any(is_wrong_within)
}

/// Tokens, if there are any: what is put into others costs the macro time, even if it is empty.
fn unless_empty(tokens: TokenStream) -> Option<TokenStream> {
    (!tokens.is_empty()).then_some(tokens)
}

/// One predicate for all of these, if there are any.
pub(crate) fn conjunction(predicates: &[TokenStream]) -> Option<TokenStream> {
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
    Lints,
}

/// What stands between the brackets of an attribute: a name, and perhaps a parenthesized list.
struct Meta<'a> {
    tokens: &'a [TokenTree],
    name: Ident,
    /// What follows the path.
    arguments: Vec<TokenTree>,
    list: Option<Vec<Vec<TokenTree>>>,
}

impl<'a> Meta<'a> {
    fn of(tokens: &'a [TokenTree]) -> Option<Self> {
        let (name, mut rest) = path_end(tokens.iter().cloned().collect())?;
        let arguments: Vec<_> = rest.flat().collect();
        Some(Self {
            tokens,
            name,
            list: arguments.first().and_then(list),
            arguments,
        })
    }

    /// The same, if the compiler takes it.
    fn taken(tokens: &'a [TokenTree]) -> Option<Self> {
        let meta = Self::of(tokens)?;
        let mut inner = meta.list.iter().flatten().skip(1);
        let is_whole = meta.name != "cfg_attr" || inner.all(|meta| Meta::taken(meta).is_some());
        (is_whole && is_taken(&meta.name, &meta.arguments)).then_some(meta)
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
            Keep::Lints if self.name == "allow" => Some(as_written()),
            // What is expected of the method need not happen again.
            Keep::Lints if self.name == "expect" => {
                let list = self.tokens.iter().skip(1);
                Some(quote!(allow #(#list)*))
            }
            Keep::Lints => None,
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
