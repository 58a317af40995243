//! Wrong inputs: one message for each mistake, and the user's code is emitted all the same.

mod conditions;

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use crate::cases::pretty;
use crate::expand::event_async;

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
pub(crate) fn check(args: TokenStream, input: TokenStream, expected: &[&str]) -> String {
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
fn all_mistakes_are_told_at_once_and_the_code_stays() {
    let expanded = check(
        quote!(concurent, user_state),
        quote! {
            impl Store {
                #[event_async(rezult = bytes)]
                pub fn load(&mut self, #[out] count: &mut usize) -> &[u8] {
                    self.bytes
                }

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
    // What a client would use is there, so that nothing else is reported.
    assert!(expanded.contains("pub fn load_async("));
    assert!(expanded.contains("&'static [u8]"));
    assert!(expanded.contains("::core::unreachable!()"));
}

#[test]
fn a_signature_that_cannot_be_parsed_is_left_to_the_compiler() {
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
    assert!(messages(expanded).is_empty(), "{text}");
    assert!(text.contains("fn broken (& self , 5 of : them) { any ? tokens ; at + all }"));
    assert!(text.contains("whole_async") && text.contains("broken_async"));
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
        (an_impl, "not on a trait's"),
        (
            quote!(
                struct Store;
            ),
            "an inherent `impl Store`",
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
    assert!(messages(expanded)[0].contains("`load` is in an impl block that is not annotated"));
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
fn accessors_must_not_hide_one_another() {
    check(
        TokenStream::new(),
        quote! {
            impl Store {
                #[event_async(result = check)]
                fn load(&self, #[out] error: &mut u8, #[inout(name = size)] a: &mut u8, #[out] size: &mut u8) -> u8 { 1 }
            }
        },
        &[
            "accessor `check` already",
            "accessor `error` already",
            "called `size`",
        ],
    );
}

#[test]
fn attributes_of_a_parameter_have_their_places() {
    check(
        TokenStream::new(),
        quote! {
            impl Store {
                #[event_async]
                fn load(
                    &self,
                    #[out] a: u8,
                    #[out] b: &mut str,
                    #[inout] c: &u8,
                    #[cancel] d: &u8,
                    #[progress] e: &u8,
                    #[out] #[inout] f: &mut u8,
                    g: &CancellationToken,
                    h: Progress<u8>,
                    #[inout] (i, j): &mut (u8, u8),
                    #[cfg(unix)] k: u8,
                ) {}
                #[event_async]
                fn save(&self, g: &CancellationToken, h: Progress<u8>) {}
                fn not_annotated(&self, #[cancel] cancel: &CancellationToken) {}
            }
        },
        &[
            "annotate `not_annotated`",
            "take a `&mut u8`",
            "`b` has to be a `&mut String`",
            "take a `&mut u8`",
            "with `#[cancel]`, `d`",
            "with `#[progress]`, `e`",
            "either `#[out]` or `#[inout]`",
            "a token already",
            "through another parameter already",
            "write `#[inout(name = …)]`",
            "mark it with `#[cancel]`",
            "mark it with `#[progress]`",
        ],
    );
}

#[test]
fn what_outlives_the_call_must_not_borrow() {
    check(
        TokenStream::new(),
        quote! {
            impl Store {
                #[event_async]
                fn a(&self, x: Option<&str>, y: &[Cow<'_, Path>], z: Box<dyn Fn(&str) -> &str + Send>, w: &'static str) {}
                #[event_async]
                fn b(&self) -> Result<&'static str, Cow<'_, str>> { loop {} }
                #[event_async]
                fn c<'a, T: From<&'a str>>(&'a self, x: &'a T) -> Box<dyn for<'b> Fn(&'b str) -> &'b str + Send> { loop {} }
                #[event_async]
                fn d(&self) -> Option<impl Iterator<Item = u8>> { loop {} }
                #[event_async]
                fn e<T>(&self, #[out] x: &mut Vec<T>) -> Option<T> { loop {} }
            }
        },
        &[
            "`x` cannot borrow: take a `String`",
            "`y` cannot borrow",
            "`b` returns a borrow",
            "bind it with `for<'a>`",
            "the result of `d` has to be of a type with a name",
            "the outputs of `e`",
            "the result of `e`",
        ],
    );
}

#[test]
fn a_component_owns_its_data() {
    for input in [
        quote!(
            impl<'a> Store<'a> {
                #[event_async]
                fn load(&self) {}
            }
        ),
        quote!(impl Store<'_> { #[event_async] fn load(&self) {} }),
        quote!(impl Store<&u8> { #[event_async] fn load(&self) {} }),
    ] {
        check(TokenStream::new(), input, &["owns its data"]);
    }
    check(
        TokenStream::new(),
        quote!(impl Store<'static> { #[event_async] fn load(&self) {} }),
        &[],
    );
    check(
        TokenStream::new(),
        quote!(impl dyn Load { #[event_async] fn load(&self) {} }),
        &["component is a struct"],
    );
}

#[test]
fn an_operation_has_a_known_number_of_arguments() {
    check(
        TokenStream::new(),
        quote! {
            impl Store {
                #[event_async]
                unsafe extern "C" fn load(&self, keys: ...) {}
            }
        },
        &["`load` is unsafe", "take a `Vec` instead"],
    );
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
                fn load(&self, #[arg(long)] key: u8, #[outer::about] size: u8) {}
            }
        },
        &[],
    );
    assert!(expanded.contains("#[event]"));
    assert!(expanded.contains("#[arg(long)]") && expanded.contains("#[outer::about]"));
}
