//! How messages spell tokens, and which known name an unknown one resembles.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::ToTokens;

/// The tokens as people write them, without the spaces that the compiler puts between all tokens.
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
                let follows_keyword = ["mut", "const", "dyn", "as"]
                    .iter()
                    .any(|word| text.ends_with(word));
                if follows_keyword || opening == "[" && text.ends_with(char::is_alphanumeric) {
                    text.push(' ');
                }
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

/// The known name that an unknown one resembles: one of which it is a part, or else the nearest.
pub(crate) fn nearest(
    written: &str,
    names: impl Iterator<Item = &'static str>,
) -> Option<&'static str> {
    let names: Vec<_> = names.collect();
    let is_whole = |name: &&str| name.split('_').any(|part| part == written);
    let whole = names.iter().copied().find(is_whole);
    let distances = names.iter().map(|name| (distance(name, written), *name));
    let near = || {
        distances
            .min()
            .filter(|(distance, name)| *distance <= name.len() / 3)
    };
    whole.or_else(|| near().map(|(_, name)| name))
}

/// How many letters have to be added, dropped or changed to make one word of the other.
fn distance(from: &str, to: &str) -> usize {
    let mut row: Vec<usize> = (0..=to.chars().count()).collect();
    for (i, a) in from.chars().enumerate() {
        let mut left = i + 1;
        let mut next = vec![left];
        for ((b, above), diagonal) in to.chars().zip(row.iter().skip(1)).zip(&row) {
            left = (left + 1)
                .min(above + 1)
                .min(diagonal + usize::from(a != b));
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::{nearest, spelled};

    #[test]
    fn tokens_are_spelled_as_people_do() {
        for (tokens, text) in [
            (quote!(#[out] x: &mut [u8]), "#[out] x: &mut [u8]"),
            (quote!(Vec<&'static [u8; 4]>), "Vec<&'static [u8; 4]>"),
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

    #[test]
    fn a_name_is_near_if_a_third_of_it_differs() {
        let near = |written| nearest(written, ["concurrent", "user_state", "crate"].into_iter());
        assert_eq!(near("concurent"), Some("concurrent"));
        assert_eq!(near("state"), Some("user_state"));
        assert_eq!(near("threads"), None);
    }
}
