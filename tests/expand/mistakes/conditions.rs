//! Mistakes in what exists under some conditions only.

use proc_macro2::TokenStream;
use quote::quote;

use super::check;

#[test]
fn an_operation_is_one_under_every_cfg() {
    check(
        TokenStream::new(),
        quote! {
            impl Store {
                #[cfg_attr(feature = "async", event_async(result = bytes))]
                fn load(&self) -> u8 { 1 }
            }
        },
        &["cannot be conditional"],
    );
}

#[test]
fn names_of_two_operations_may_only_meet_under_cfg() {
    let same = |cfg: TokenStream| {
        quote! {
            impl Store {
                #cfg
                #[event_async]
                fn load(&self) {}
                #cfg
                #[event_async]
                fn load(&self) -> u8 { 1 }
            }
        }
    };
    check(TokenStream::new(), same(quote!(#[cfg(unix)])), &[]);
    // The compiler says so itself where both are always there.
    check(TokenStream::new(), same(TokenStream::new()), &[]);
    check(
        TokenStream::new(),
        quote! {
            impl Store {
                #[event_async]
                fn load(&self) {}
                #[cfg(unix)]
                #[event_async]
                fn load(&self) -> u8 { 1 }
            }
        },
        &["two operations called `load`"],
    );
}

#[test]
fn a_mistake_is_one_in_all_the_variants_of_a_method() {
    let expanded = check(
        TokenStream::new(),
        quote! {
            impl Store {
                #[event_async]
                fn load(
                    &mut self,
                    #[cfg(unix)] a: &CancellationToken,
                    #[cfg(windows)] b: u8,
                    #[out] (c, d): &mut (u8, u8),
                    #[out] (e, f): &mut (u8, u8),
                ) {}
                fn load_async(&self) {}
            }
        },
        &[
            "`load` takes `&mut self`",
            "mark it with `#[cancel]`",
            "write `#[out(name = …)]`",
            "write `#[out(name = …)]`",
            "would generate `load_async` for `load`",
        ],
    );
    assert_eq!(expanded.matches("fn load_completed(").count(), 4);
}

#[test]
fn parameters_under_too_many_conditions_are_as_if_under_none() {
    let expanded = check(
        TokenStream::new(),
        quote! {
            impl Store {
                #[event_async]
                fn load(
                    &self,
                    #[cfg(a)] a: u8,
                    #[cfg(not(a))] b: u8,
                    #[cfg(c)] c: u8,
                    #[cfg(d)] d: u8,
                    #[cfg(e)] e: u8,
                    #[cfg(f)] f: u8,
                ) {}
            }
        },
        &["more than 3 different predicates"],
    );
    assert_eq!(expanded.matches("fn load_completed(").count(), 1);
}
