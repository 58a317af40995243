//! Pure functions from identifier to identifier. No other file spells a generated name.

use heck::ToUpperCamelCase as _;
use proc_macro2::{Ident, Span};
use syn::ext::IdentExt as _;

/// `load` → `load_async`. The `r#` of a keyword goes: with a suffix it is not one any more.
pub(crate) fn suffixed(method: &Ident, suffix: &str) -> Ident {
    Ident::new(&format!("{}{suffix}", method.unraw()), method.span())
}

/// `load` → `begin_load`.
pub(crate) fn prefixed(prefix: &str, method: &Ident) -> Ident {
    Ident::new(&format!("{prefix}{}", method.unraw()), method.span())
}

/// `load_page` → `LoadPageCompletedEventArgs`, with `types_prefix` before it.
pub(crate) fn type_name(types_prefix: Option<&Ident>, method: &Ident, suffix: &str) -> Ident {
    let words = method.unraw().to_string().to_upper_camel_case();
    let prefix = types_prefix.map_or_else(String::new, |prefix| prefix.unraw().to_string());
    let name = format!("{prefix}{words}{suffix}");
    // Without its underscores a name may begin with a digit, and not every letter has an upper case that is one.
    let Ok(mut name) = syn::parse_str::<Ident>(&name) else {
        return suffixed(method, suffix);
    };
    name.set_span(method.span());
    name
}

/// A name of the whole component.
pub(crate) fn class_wide(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// The name of a parameter that is written as a pattern.
pub(crate) fn argument(index: usize) -> Ident {
    Ident::new(&format!("argument{}", index + 1), Span::mixed_site())
}

/// The variable that holds what an argument was converted to. `clippy::shadow_reuse` allows no second one of the same name.
pub(crate) fn owned(parameter: &Ident) -> Ident {
    Ident::new(&format!("owned_{}", parameter.unraw()), Span::mixed_site())
}

/// The accessor of what a method returns.
pub(crate) fn result(chosen: Option<&Ident>, method: &Ident) -> Ident {
    chosen
        .cloned()
        .unwrap_or_else(|| Ident::new("result", method.span()))
}

/// The accessor of all outputs at once.
pub(crate) const RESULTS: &str = "results";

/// What the args of every Completed event have, and an accessor would hide.
pub(crate) const RESERVED: &[&str] = &["error", "cancelled", "user_state", "check", RESULTS];

#[cfg(test)]
mod tests {
    use super::*;

    fn ident(name: &str) -> Ident {
        syn::parse_str(name).unwrap_or_else(|_| panic!("`{name}` is an identifier"))
    }

    #[test]
    fn words_stay_and_take_the_case_of_rust() {
        let method = ident("calculate_prime");
        assert_eq!(suffixed(&method, "_async"), "calculate_prime_async");
        assert_eq!(prefixed("begin_", &method), "begin_calculate_prime");
        assert_eq!(type_name(None, &method, "Args"), "CalculatePrimeArgs");
        assert_eq!(
            type_name(None, &ident("load_2d_page3"), "Args"),
            "Load2dPage3Args"
        );
        assert_eq!(
            type_name(Some(&ident("Disk")), &method, "Args"),
            "DiskCalculatePrimeArgs"
        );
    }

    #[test]
    fn what_has_no_camel_case_keeps_its_name() {
        assert_eq!(suffixed(&ident("r#match"), "_async"), "match_async");
        assert_eq!(type_name(None, &ident("r#match"), "Args"), "MatchArgs");
        assert_eq!(type_name(None, &ident("_1"), "Args"), "_1Args");
        assert_eq!(type_name(None, &ident("__"), "Args"), "Args");
    }
}
