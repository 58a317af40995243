//! Questions and changes to the tokens of types, where syntax trees would have to be walked and rebuilt for the same.

use proc_macro2::{Group, Ident, Spacing, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::Generics;

pub(crate) fn is_punct(token: &TokenTree, char: char) -> bool {
    char_of(token) == char
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
    let used = idents(tokens);
    let types = generics.type_params().map(|it| &it.ident);
    let consts = generics.const_params().map(|it| &it.ident);
    types.chain(consts).find(|it| used.contains(it))
}

/// Whether the tokens mention one of a method's lifetime parameters.
pub(crate) fn mentions_lifetime(tokens: TokenStream, generics: &Generics) -> bool {
    let mut lifetimes = generics.lifetimes().peekable();
    lifetimes.peek().is_some() && {
        let used = words(tokens, &[Use::Lifetime]);
        lifetimes.any(|it| used.contains(&it.lifetime.ident))
    }
}

/// Whether a type parameter is followed by `::` among the tokens, which its bounds must give a meaning to.
pub(crate) fn has_projection(tokens: &TokenStream, generics: &Generics) -> bool {
    let mut types = generics.type_params().peekable();
    types.peek().is_some() && {
        let used = words(tokens.clone(), &[Use::Qualifier]);
        types.any(|it| used.contains(&it.ident))
    }
}

/// Every identifier that could be a name in scope: not those that follow `::`, nor lifetimes.
pub(crate) fn idents(tokens: TokenStream) -> Vec<Ident> {
    words(tokens, &[Use::Name, Use::Qualifier])
}

/// What the tokens around an identifier make of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Name,
    /// A name with a colon behind it.
    Qualifier,
    Lifetime,
}

/// The identifiers with one of these uses.
fn words(tokens: TokenStream, uses: &[Use]) -> Vec<Ident> {
    let mut words = Vec::new();
    let (mut last, mut last_but_one) = (' ', ' ');
    let mut is_in_list = false;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let next = tokens.peek().map_or(' ', char_of);
        let char = char_of(&token);
        is_in_list |= char == '<';
        match token {
            TokenTree::Group(group) => words.extend(self::words(group.stream(), uses)),
            TokenTree::Ident(ident) => {
                let found = match (last_but_one, last, next) {
                    (_, '\'', _) => Some(Use::Lifetime),
                    // The `Item` of `Iterator<Item = u8>` is the trait's.
                    (_, _, '=') if is_in_list => None,
                    (':', ':', _) => None,
                    (_, _, ':') => Some(Use::Qualifier),
                    _ => Some(Use::Name),
                };
                words.extend(found.filter(|it| uses.contains(it)).map(|_| ident));
            }
            _ => {}
        }
        (last_but_one, last) = (last, char);
    }
    words
}

/// The character of a punctuation mark.
pub(crate) fn char_of(token: &TokenTree) -> char {
    match token {
        TokenTree::Punct(punct) => punct.as_char(),
        _ => ' ',
    }
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
                result.extend([regroup(&group, without_self(group.stream(), self_ty))]);
            }
            token => result.extend([token]),
        }
    }
    result
}

/// Adds `Send + 'static` to every `impl Trait` among the tokens, except behind references and pointers.
pub(crate) fn with_sendable_impls(tokens: TokenStream) -> TokenStream {
    let mut is_pointee = false;
    let tokens = tokens.into_iter().flat_map(|token| {
        let was_pointee = is_pointee;
        is_pointee = matches!(char_of(&token), '&' | '*' | '\'')
            || is_pointee && matches!(token, TokenTree::Ident(_));
        match token {
            TokenTree::Ident(keyword) if keyword == "impl" && !was_pointee => {
                quote!(#keyword ::core::marker::Send + 'static +)
            }
            TokenTree::Group(group) => regroup(&group, with_sendable_impls(group.stream())).into(),
            token => token.into(),
        }
    });
    tokens.collect()
}
