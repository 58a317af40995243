//! Questions and changes to the tokens of types, where syntax trees would have to be walked and rebuilt for the same.

use std::iter::{self, Peekable};

use proc_macro2::{Delimiter, Group, Ident, Spacing, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::Generics;

pub(crate) fn is_punct(token: &TokenTree, char: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == char)
}

/// A group like this one, with other content.
pub(crate) fn regroup(group: &Group, content: TokenStream) -> TokenTree {
    let mut new = Group::new(group.delimiter(), content);
    new.set_span(group.span());
    new.into()
}

/// The parts of a list between its commas.
pub(crate) fn split_at_commas(list: TokenStream) -> Vec<TokenStream> {
    let mut parts = vec![TokenStream::new()];
    for token in list {
        if is_punct(&token, ',') {
            parts.push(TokenStream::new());
        } else if let Some(last) = parts.last_mut() {
            last.extend([token]);
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// The first type or const parameter among these that the tokens mention.
pub(crate) fn mentioned(tokens: TokenStream, generics: &Generics) -> Option<&Ident> {
    if generics.params.is_empty() {
        return None;
    }
    let mut used = Vec::new();
    idents(tokens, &mut used);
    let types = generics.type_params().map(|parameter| &parameter.ident);
    let consts = generics.const_params().map(|parameter| &parameter.ident);
    types
        .chain(consts)
        .find(|parameter| used.contains(parameter))
}

/// Every identifier that could be a name in scope: not those that follow `::`, nor lifetimes.
pub(crate) fn idents(tokens: TokenStream, into: &mut Vec<Ident>) {
    let mut colons = 0;
    let mut quote = false;
    let mut is_in_list = false;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        is_in_list |= is_punct(&token, '<');
        // The `Item` of `Iterator<Item = u8>` is the trait's.
        let is_binding = is_in_list && tokens.peek().is_some_and(|next| is_punct(next, '='));
        let is_quote = is_punct(&token, '\'');
        let before = colons;
        colons = if is_punct(&token, ':') { colons + 1 } else { 0 };
        match token {
            TokenTree::Ident(_) if is_binding => {}
            TokenTree::Ident(ident) if !quote && before < 2 => into.push(ident),
            TokenTree::Group(group) => idents(group.stream(), into),
            _ => {}
        }
        quote = is_quote;
    }
}

/// Whether the tokens mention one of a method's lifetime parameters.
pub(crate) fn mentions_lifetime(tokens: TokenStream, generics: &Generics) -> bool {
    if generics.lifetimes().next().is_none() {
        return false;
    }
    let mut after_quote = false;
    tokens.into_iter().any(|token| {
        let is_lifetime = after_quote;
        after_quote = is_punct(&token, '\'');
        match token {
            TokenTree::Ident(ident) if is_lifetime => {
                let mut lifetimes = generics.lifetimes();
                lifetimes.any(|parameter| parameter.lifetime.ident == ident)
            }
            TokenTree::Group(group) => mentions_lifetime(group.stream(), generics),
            _ => false,
        }
    })
}

/// The tokens with `Self` spelled out, for use outside of the impl block.
pub(crate) fn without_self(tokens: TokenStream, self_ty: &TokenStream) -> TokenStream {
    let mut result = TokenStream::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(ident) if ident == "Self" => {
                // A bound has one colon after `Self`.
                let is_path = matches!(tokens.peek(), Some(TokenTree::Punct(next))
                    if next.as_char() == ':' && next.spacing() == Spacing::Joint);
                result.extend(if is_path {
                    quote_spanned!(ident.span()=> <#self_ty>)
                } else {
                    self_ty.clone()
                });
            }
            TokenTree::Group(group) => {
                // A length may be in it, which is an expression.
                let computes = matches!(group.delimiter(), Delimiter::Brace | Delimiter::Bracket);
                let turbofish = computes.then(|| with_turbofish(self_ty));
                let self_ty = turbofish.as_ref().unwrap_or(self_ty);
                result.extend([regroup(&group, without_self(group.stream(), self_ty))]);
            }
            token => result.extend([token]),
        }
    }
    result
}

/// A type as it is written among expressions: `Shelf::<u16>`.
fn with_turbofish(ty: &TokenStream) -> TokenStream {
    let mut before = None;
    let tokens = ty.clone().into_iter().flat_map(|token| {
        let opens = is_punct(&token, '<') && matches!(before, Some(TokenTree::Ident(_)));
        before = Some(token.clone());
        let colons = opens.then(|| quote!(::));
        colons.into_iter().flatten().chain([token])
    });
    tokens.collect()
}

/// The tokens with every `impl Trait` among them one that can go to another thread.
pub(crate) fn with_sendable_impls(tokens: TokenStream) -> TokenStream {
    let mut result = TokenStream::new();
    let mut is_pointee = false;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let points = points(&token) || is_pointee && matches!(&token, TokenTree::Ident(_));
        match token {
            TokenTree::Ident(keyword) if keyword == "impl" => {
                let sendable = quote!(#keyword ::core::marker::Send + 'static +);
                if is_pointee {
                    // Behind a pointer, more than one bound needs parentheses.
                    let bound = with_sendable_impls(bound(&mut tokens));
                    result.extend(quote!((#sendable #bound)));
                } else {
                    result.extend(sendable);
                }
            }
            TokenTree::Group(group) => {
                result.extend([regroup(&group, with_sendable_impls(group.stream()))]);
            }
            token => result.extend([token]),
        }
        is_pointee = points;
    }
    result
}

/// Whether the token can stand between two types of which the one points to the other, apart from names.
fn points(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if matches!(punct.as_char(), '&' | '*' | '\''))
}

/// One bound, to the end of the type it belongs to.
fn bound(tokens: &mut Peekable<impl Iterator<Item = TokenTree>>) -> TokenStream {
    let mut depth = 0_usize;
    let mut is_arrow = false;
    let rest = iter::from_fn(|| {
        let token = tokens.next_if(|token| match token {
            TokenTree::Punct(punct) => match punct.as_char() {
                '>' if is_arrow => true,
                ',' | ';' | '=' | '+' | '>' => depth > 0,
                _ => true,
            },
            _ => true,
        })?;
        if is_punct(&token, '<') {
            depth += 1;
        } else if is_punct(&token, '>') && !is_arrow {
            depth = depth.saturating_sub(1);
        }
        is_arrow = is_punct(&token, '-');
        Some(token)
    });
    rest.collect()
}

/// Whether a type parameter is followed by `::` among the tokens, which its bounds must give a meaning to.
pub(crate) fn has_projection(tokens: &TokenStream, generics: &Generics) -> bool {
    if generics.params.is_empty() {
        return false;
    }
    let mut tokens = tokens.clone().into_iter().peekable();
    while let Some(token) = tokens.next() {
        let found = match token {
            TokenTree::Ident(ident) => {
                let qualifies = tokens.peek().is_some_and(|next| is_punct(next, ':'));
                let mut parameters = generics.type_params();
                qualifies && parameters.any(|parameter| parameter.ident == ident)
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
