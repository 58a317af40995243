//! How messages spell tokens, and which known name an unknown one resembles.

use quote::ToTokens;

/// The tokens as people write them, without the spaces that stand between all of them.
pub(crate) fn spelled(written: impl ToTokens) -> String {
    const SPACED: &[(&str, &str)] = &[
        ("# ", "#"),
        ("& ", "&"),
        ("* ", "*"),
        (" ::", "::"),
        (":: ", "::"),
        (" < ", "<"),
        ("< ", "<"),
        (" >", ">"),
        (" ,", ","),
        (" ;", ";"),
        (" :", ":"),
        (" (", "("),
        ("=(", "= ("),
        ("mut(", "mut ("),
        ("dyn(", "dyn ("),
        ("const(", "const ("),
    ];
    let spaced = written.to_token_stream().to_string();
    let spelled = |text: String, (from, to): &(&str, &str)| text.replace(from, to);
    SPACED.iter().fold(spaced, spelled)
}

/// The known name that an unknown one resembles: one of which it is a part, or else the nearest.
pub(crate) fn nearest(
    written: &str,
    names: impl Iterator<Item = &'static str>,
) -> Option<&'static str> {
    let distance = |name: &&str| {
        let is_part = name.split('_').any(|part| part == written);
        if is_part { 0 } else { distance(name, written) }
    };
    let nearest = names.min_by_key(distance)?;
    (distance(&nearest) <= nearest.len() / 3).then_some(nearest)
}

/// How many letters of the longer word are between the beginning and the end that both share.
fn distance(one: &str, other: &str) -> usize {
    let shared = |pairs: &mut dyn Iterator<Item = (char, char)>| {
        pairs.take_while(|(one, other)| one == other).count()
    };
    let beginning = shared(&mut one.chars().zip(other.chars()));
    let end = shared(&mut one.chars().rev().zip(other.chars().rev()));
    let longer = one.chars().count().max(other.chars().count());
    longer.saturating_sub(beginning + end)
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
