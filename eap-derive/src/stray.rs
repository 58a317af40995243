//! Unmatched delimiters, which an editor passes as punctuation while code is being typed.

use std::panic::{self, AssertUnwindSafe};

use proc_macro::{Group, TokenStream, TokenTree};

/// Expands the item. If that panics, removes stray delimiters and expands it again.
///
/// The compiler never passes stray delimiters, and `proc_macro2` panics on them. Catching the panic costs nothing in the usual case.
pub(crate) fn without_stray_delimiters(
    expand: impl Fn(TokenStream) -> TokenStream,
    item: TokenStream,
) -> TokenStream {
    let attempt = AssertUnwindSafe(|| expand(item.clone()));
    panic::catch_unwind(attempt).unwrap_or_else(|_| expand(without(item)))
}

fn without(tokens: TokenStream) -> TokenStream {
    let kept = tokens.into_iter().filter_map(|token| match token {
        TokenTree::Punct(punct) if matches!(punct.as_char(), '(' | ')' | '[' | ']' | '{' | '}') => {
            None
        }
        TokenTree::Group(group) => {
            let mut new = Group::new(group.delimiter(), without(group.stream()));
            new.set_span(group.span());
            Some(new.into())
        }
        token => Some(token),
    });
    kept.collect()
}
