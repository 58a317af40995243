//! Tokens as people write them, for messages.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::ToTokens;

/// What is written there, without the spaces that the compiler puts between all tokens.
pub(crate) fn spelled(written: impl ToTokens) -> String {
    let mut text = String::new();
    spell(written.to_token_stream(), &mut text);
    text
}

fn spell(tokens: TokenStream, text: &mut String) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (opening, closing) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("", ""),
                };
                text.push_str(opening);
                spell(group.stream(), text);
                text.push_str(closing);
            }
            TokenTree::Punct(punct) => {
                let is_spaced = matches!(punct.as_char(), '+' | '=' | '-');
                if is_spaced && !text.ends_with(' ') {
                    text.push(' ');
                }
                let is_path = text.ends_with(':') || punct.spacing() == Spacing::Joint;
                let ends_a_part = match punct.as_char() {
                    ':' => !is_path,
                    other => matches!(other, ',' | ';' | '+' | '='),
                };
                text.push(punct.as_char());
                if ends_a_part || text.ends_with("->") {
                    text.push(' ');
                }
            }
            word => {
                if text.ends_with(|last: char| {
                    last.is_alphanumeric() || matches!(last, '_' | '"' | ']')
                }) {
                    text.push(' ');
                }
                text.push_str(&word.to_string());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::spelled;

    #[test]
    fn tokens_are_spelled_as_people_do() {
        for (tokens, text) in [
            (quote!(std::fmt::Debug), "std::fmt::Debug"),
            (quote!(?Sized), "?Sized"),
            (quote!(#[out] x: &mut u8), "#[out] x: &mut u8"),
            (quote!(Iterator<Item: Send>), "Iterator<Item: Send>"),
            (
                quote!(HashMap<u8, Vec<[u8; 4]>>),
                "HashMap<u8, Vec<[u8; 4]>>",
            ),
            (quote!(&'static mut str), "&'static mut str"),
            (
                quote!(Box<dyn Fn(&str, u8) -> T + Send>),
                "Box<dyn Fn(&str, u8) -> T + Send>",
            ),
            (
                quote!(<T as Iterator<Item = ()>>::Item),
                "<T as Iterator<Item = ()>>::Item",
            ),
        ] {
            assert_eq!(spelled(tokens), text);
        }
    }
}
