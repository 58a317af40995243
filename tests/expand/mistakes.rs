//! Wrong inputs: one message for each mistake, and the user's code is emitted all the same.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use crate::cases::pretty;
use crate::event_async;

/// The texts of the `compile_error!`s among the tokens.
fn messages(tokens: TokenStream) -> Vec<String> {
    let mut messages = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(ident) if ident == "compile_error" => {
                let group = tokens.find_map(|token| match token {
                    TokenTree::Group(group) => Some(group.stream()),
                    _ => None,
                });
                let text: syn::LitStr =
                    syn::parse2(group.unwrap_or_default()).expect("a message is a string");
                messages.push(text.value());
            }
            TokenTree::Group(group) => messages.extend(self::messages(group.stream())),
            _ => {}
        }
    }
    messages
}

#[track_caller]
fn check(args: TokenStream, input: TokenStream, expected: &[&str]) -> String {
    let expanded = event_async(args, input);
    let messages = messages(expanded.clone());
    assert_eq!(messages.len(), expected.len(), "{messages:#?}");
    for (message, expected) in messages.iter().zip(expected) {
        assert!(
            message.contains(expected),
            "{message:?} does not say {expected:?}"
        );
    }
    pretty(expanded)
}

#[test]
fn all_mistakes_are_reported_at_once_and_the_code_stays() {
    let expanded = check(
        quote!(concurent, user_state),
        quote! {
            impl Store {
                #[event_async(rezult = bytes)]
                pub fn load(&mut self, #[out] count: &mut usize) -> &[u8] {
                    self.bytes
                }

                #[event_async]
                pub fn save(&self) {}

                pub fn untouched(&self) {}
            }
        },
        &[
            "did you mean `concurrent`?",
            "write `user_state = TaskId`",
            "did you mean `result`?",
            "`load` takes `&mut self`",
            "return a `Vec<u8>`",
        ],
    );
    assert!(
        expanded
            .contains("pub fn load(&mut self, count: &mut usize) -> &[u8] {\n        self.bytes")
    );
    assert!(expanded.contains("pub fn untouched(&self) {}"));
    // The wrong operation gets a stub, the other one is expanded.
    assert!(expanded.contains("pub fn load_async("));
    assert!(expanded.contains("pub struct LoadCompletedEventArgs;"));
    assert!(expanded.contains(".completed(Self::save_completed)"));
}

#[test]
fn a_signature_that_cannot_be_parsed_gets_a_stub_and_a_message() {
    let expanded = event_async(
        TokenStream::new(),
        quote! {
            impl Store {
                #[event_async]
                fn broken(&self, 5 of: them) { any? tokens; at + all }
                #[event_async]
                fn whole(&self) {}
            }
        },
    );
    let text = expanded.to_string();
    assert_eq!(messages(expanded).len(), 1, "{text}");
    assert!(text.contains("fn broken (& self , 5 of : them) { any ? tokens ; at + all }"));
    assert!(text.contains("whole_async") && text.contains("broken_async"));
}

#[test]
fn whatever_follows_a_body_begins_another_item() {
    for follower in [
        quote!(::my_crate::more!();),
        quote!(? Sized;),
        quote!(-> u8;),
        quote!(.load()),
        quote!(= 5;),
    ] {
        let expanded = event_async(
            TokenStream::new(),
            quote!(impl Store { #[event_async] fn load(&self) -> u8 { 1 } #follower }),
        );
        let text = expanded.to_string();
        assert!(
            text.contains(&format!("fn load (& self) -> u8 {{ 1 }} {follower}")),
            "{text}"
        );
        assert!(text.contains(". start (move | this , _ |"), "{text}");
        assert!(messages(expanded).is_empty(), "{text}");
    }
}

#[test]
fn an_unknown_predicate_is_a_predicate() {
    let expanded = check(
        TokenStream::new(),
        quote! {
            impl Store {
                #[cfg(version_since(rustc, "1.98"))]
                #[event_async]
                fn load(&self) {}
                #[cfg(not(version_since(rustc, "1.98")))]
                fn is_busy(&self) -> bool { false }
            }
        },
        &[],
    );
    assert!(expanded.contains("#[cfg(version_since(rustc, \"1.98\"))]\n    /// Starts"));
}

#[test]
fn names_of_two_operations_may_only_be_the_same_under_cfg() {
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
        &["put each under its `#[cfg]`"],
    );
}

#[test]
fn a_mistake_adds_none_at_code_that_is_right() {
    let expanded = check(
        TokenStream::new(),
        quote! {
            impl Store {
                #[event_async]
                fn load(&self, x: &&str) {}
                #[event_async]
                fn save(&self, parse: impl for<'a> Fn(&'a str) -> &'a str, x: Box<dyn for<'b> Parse<&'b [u8]> + Send>) {}
            }
        },
        &["`x` cannot borrow"],
    );
    assert!(expanded.contains("parse: impl for<'a> Fn(&'a str) -> &'a str"));
    assert!(expanded.contains("x: Box<dyn for<'b> Parse<&'b [u8]> + Send>"));
}

#[test]
fn one_misplaced_attribute_is_one_mistake() {
    let none = TokenStream::new;
    let a_trait = quote!(
        trait Load {
            #[event_async]
            fn load(&self, #[out] count: &mut usize);
        }
    );
    let an_impl =
        quote!(impl Load for Store { #[event_async] fn load(&self, #[out] n: &mut u8) {} });
    let a_method = quote!(
        fn load(&self, #[out] count: &mut usize) {}
    );
    for (input, expected) in [
        (a_trait, "not on the trait `Load`"),
        (an_impl, "not on that of a trait"),
        (
            quote!(
                struct Store;
            ),
            "not on the struct `Store`",
        ),
        (
            quote!(
                mod stores {}
            ),
            "in the module `stores`",
        ),
        (
            quote!(
                const N: u8 = 1;
            ),
            "goes on an inherent impl block",
        ),
        (
            quote!(
                fn free() {}
            ),
            "`free`",
        ),
    ] {
        let expanded = check(none(), input, &[expected]);
        let left = expanded
            .lines()
            .find(|line| line.trim_start().starts_with("#["));
        assert_eq!(left, None);
    }
    let expanded = event_async(none(), a_method);
    assert!(messages(expanded)[0].contains("`load` is annotated, but its impl block is not"));
}

#[test]
fn a_name_that_is_taken_is_left_out() {
    let expanded = check(
        TokenStream::new(),
        quote! {
            impl Store {
                #[event_async]
                fn load(&self) {}
                fn load_async(&self) {}
                fn is_busy(&self) {}
            }
        },
        &[
            "generates `is_busy`",
            "would generate `load_async` for `load`",
        ],
    );
    assert_eq!(expanded.matches("fn load_async(").count(), 1);
    assert_eq!(expanded.matches("fn is_busy(").count(), 1);
    assert!(expanded.contains("fn load_completed("));
}

#[test]
fn an_attribute_is_known_by_its_last_word() {
    let expanded = check(
        TokenStream::new(),
        quote! {
            impl Store {
                #[eap_runtime::event_async]
                fn load(&self, #[eap_runtime::out] count: &mut u8) {}
            }
        },
        &[],
    );
    assert!(expanded.contains("fn load(&self, count: &mut u8)"));
    assert!(expanded.contains("fn count(&self)"));
}

#[test]
fn attributes_of_others_stay_where_they_are() {
    let expanded = check(
        TokenStream::new(),
        quote! {
            impl Store {
                #[event_async]
                #[event]
                #[event_sync]
                fn load(&self, #[arg(long)] key: u8, #[outer::out] size: u8) {}
            }
        },
        &[],
    );
    assert!(expanded.contains("#[event]") && expanded.contains("#[event_sync]"));
    assert!(expanded.contains("#[arg(long)]") && expanded.contains("#[outer::out]"));
}
