//! Methods of one name, each under a `cfg` of its own.
//!
//! The compiler keeps one of them, unless two of the `cfg`s hold. It tells of that at the methods, and should not do so again of
//! all that is generated for them: that is there for the first alone.

use proc_macro2::{Ident, TokenStream};

use crate::attributes::conjunction;
use crate::lift::list;
use crate::parse::{Item, Method};
use crate::variants::negated;

/// Has the later methods of a name give way to the earlier ones.
pub(crate) fn part(items: &mut [Item]) {
    let mut known: Vec<(Ident, TokenStream)> = Vec::new();
    for item in items {
        let Item::Method(_, variants) = item else {
            continue;
        };
        for method in variants.iter_mut() {
            let name = &method.sig.ident;
            for (_, earlier) in known.iter().filter(|(earlier, _)| earlier == name) {
                if !method
                    .carried
                    .conditions()
                    .iter()
                    .any(|it| excludes(it, earlier))
                {
                    method.carried.give_way(earlier);
                }
            }
        }
        let condition =
            |it: &Method| Some((it.sig.ident.clone(), conjunction(it.carried.conditions())?));
        known.extend(variants.first().and_then(condition));
    }
}

/// Whether the two predicates cannot both hold, as far as their spelling tells.
fn excludes(one: &TokenStream, other: &TokenStream) -> bool {
    denies(one, other) || denies(other, one)
}

/// Whether the one is `not(other)`, or `not(any(…, other, …))`.
fn denies(one: &TokenStream, other: &TokenStream) -> bool {
    let Some(denied) = negated(one.clone()) else {
        return false;
    };
    let text = other.to_string();
    let mut tokens = denied.clone().into_iter();
    let is_any = tokens
        .next()
        .is_some_and(|first| first.to_string() == "any");
    let alternatives = tokens.next().filter(|_| is_any).and_then(|it| list(&it));
    let mut alternatives = alternatives
        .into_iter()
        .flatten()
        .map(TokenStream::from_iter);
    denied.to_string() == text || alternatives.any(|it| it.to_string() == text)
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::excludes;

    #[test]
    fn predicates_exclude_each_other_where_one_is_denied() {
        let unix = quote!(unix);
        assert!(excludes(&unix, &quote!(not(unix))));
        assert!(excludes(&quote!(not(unix)), &unix));
        assert!(excludes(&quote!(not(any(windows, unix))), &unix));
        assert!(!excludes(&unix, &unix));
        assert!(!excludes(&unix, &quote!(windows)));
        assert!(!excludes(&quote!(not(all(windows, unix))), &unix));
        assert!(!excludes(&quote!(not(any())), &quote!(not(unix))));
    }
}
