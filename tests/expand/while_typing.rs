//! Code that is being typed, as an editor hands it on: what is whole keeps all that is generated for it, and what is not
//! is emitted as written.

use proc_macro2::TokenStream;

use crate::event_async;

const FIRST: &str = "#[event_async] pub fn first(&self, a: u8) -> u8 { a }";
const LAST: &str = "#[event_async] pub fn last(
    &self, #[out] b: &mut u8, #[cancel] c: &CancellationToken, #[progress] p: &Progress<Line>,
) {}";

/// Expands an impl block with something half-typed before, between and after two operations that are right.
///
/// `emitted` is what is left of it without the attributes of the macro. Gives the expansion with both operations.
#[track_caller]
fn check(half_typed: &str, emitted: &str) -> String {
    let emitted = tokens(emitted).to_string();
    let in_front = expand(&format!("{half_typed} {LAST}"));
    let behind = expand(&format!("{FIRST} {half_typed}"));
    let between = expand(&format!("{FIRST} {half_typed} {LAST}"));
    for text in [&in_front, &behind, &between] {
        assert!(text.contains(&emitted), "`{emitted}` in {text}");
    }
    for text in [&behind, &between] {
        assert_whole(text, "first");
    }
    for text in [&in_front, &between] {
        assert_whole(text, "last");
        assert_once(text, "pub fn b (& self)");
        assert!(text.contains("progress_changed (& self)"), "{text}");
        assert!(text.contains("cancel"), "{text}");
    }
    between
}

/// Checks a method that is an operation, and may have a mistake in it.
#[track_caller]
fn check_operation(method: &str) -> String {
    check(&format!("#[event_async] {method}"), method)
}

fn tokens(text: &str) -> TokenStream {
    text.parse().expect("the text is made of tokens")
}

fn expand(items: &str) -> String {
    let block = tokens(&format!("impl Store {{ {items} }}"));
    event_async(TokenStream::new(), block).to_string()
}

/// Whether everything is there, once, that an operation with outputs is started, awaited and spoken of with.
#[track_caller]
fn assert_whole(text: &str, operation: &str) {
    assert_operation(text, operation);
    let camel = camel(operation);
    assert_once(text, &format!("struct {camel}CompletedEventArgs"));
}

#[track_caller]
fn assert_operation(text: &str, operation: &str) {
    let camel = camel(operation);
    assert_once(
        text,
        &format!("fn {operation}_async (self : & :: std :: sync :: Arc < Self >"),
    );
    assert_once(text, &format!("fn {operation}_completed (& self"));
    assert_once(text, &format!("type {camel}CompletedEventHandler"));
}

#[track_caller]
fn assert_once(text: &str, item: &str) {
    assert_eq!(text.matches(item).count(), 1, "`{item}` in {text}");
}

#[test]
fn a_body_is_never_looked_into() {
    for body in [
        "self.",
        "let x =",
        "if self.ready() else",
        "match self. { Some(x) => }",
        "self.first_async(1, ) #[ev] fn inner()",
        "fn first(&self) {} #[event_async] fn inner() {}",
        "# for x in",
    ] {
        let text = check_operation(&format!("pub fn typed(&self) -> u8 {{ {body} }}"));
        assert_whole(&text, "typed");
        assert!(!text.contains("compile_error"), "{text}");
    }
}

#[test]
fn a_signature_that_is_being_typed_gets_a_stub_and_a_message() {
    for signature in [
        "typed(&self, x) -> u8",
        "typed(&self, x: ) -> u8",
        "typed(&self, x: Vec<, y: u8) -> u8",
        "typed(&self, x: &mut)",
        "typed(self.) -> u8",
        "typed(&self) ->",
        "typed(&self) -> Result<u8,",
        "typed<(&self) -> u8",
        "typed<T: (&self) -> u8",
        "typed(&self) -> u8 where T",
        "typed(&self) u8",
    ] {
        let text = check_operation(&format!("pub fn {signature} {{ 1 }}"));
        assert_operation(&text, "typed");
        assert!(text.contains("compile_error"), "{text}");
    }
}

#[test]
fn a_method_without_a_body_yet_does_not_take_the_next_one() {
    for method in [
        "fn typed(&self, x: u8) -> u8",
        "fn typed(&self) -> u8;",
        "pub(crate) fn typed(&self) -> Vec<u8> where u8: Copy",
    ] {
        let text = check_operation(method);
        assert_whole(&text, "typed");
    }
    for method in ["fn typed", "pub fn typed()", "async fn typed(&)"] {
        let text = check_operation(method);
        assert_operation(&text, "typed");
    }
    for unannotated in ["pub fn typed(&self)", "fn typed", "pub const unsafe fn"] {
        check(unannotated, unannotated);
    }
}

#[test]
fn a_method_without_a_name_yet_costs_itself_alone() {
    for method in ["fn", "pub fn", "fn (&self) {}", "fn 5(&self) {}"] {
        check_operation(method);
        check(method, method);
    }
}

#[test]
fn a_quote_keeps_its_name() {
    for (items, kept) in [
        ("fn 'pub fn print(&self) {}", "fn 'pub"),
        ("fn 'extern \"C\" fn print(&self) {}", "fn 'extern"),
        ("#[load('fn print)]", "'fn print"),
    ] {
        let text = expand(items);
        assert!(text.contains(kept), "{text}");
    }
}

#[test]
fn words_between_the_items_stay_where_they_are() {
    for words in [
        "pu",
        "asyn",
        "pub",
        "pub(crate)",
        "self.",
        "self.first_async(1)",
        "let x = 1;",
        "x: u8,",
        "#",
        "#[]",
        "#[ev]",
        "#[doc = ]",
        "const LIMIT: usize =",
        "const LIMIT",
        "type Item =",
        "store!()",
        "=> ? ::",
    ] {
        check(words, words);
    }
}

#[test]
fn half_typed_options_cost_themselves_alone() {
    for options in ["(result = )", "(res)", "(fallible,,)", "=", "(result)"] {
        let method = "pub fn typed(&self, x: u8) -> u8 { 1 }";
        let text = check(&format!("#[event_async {options}] {method}"), method);
        assert_whole(&text, "typed");
    }
    for attribute in ["#[out(name = )]", "#[out(init)]", "#[o]"] {
        let method = format!("fn typed(&self, {attribute} x: &mut u8) -> u8 {{ 1 }}");
        let text = expand(&format!("#[event_async] {method} {LAST}"));
        assert_whole(&text, "typed");
        assert_whole(&text, "last");
    }
}

#[test]
fn items_that_only_look_unfinished_stay_whole() {
    let methods = r#"
        pub(crate) const unsafe extern "C" fn plain(f: fn(u8) -> u8) -> unsafe extern "C" fn(u8) {}
        fn generic<#[cfg(unix)] T: Fn(fn(u8)), const N: usize>() -> impl Fn(fn()) where #[cfg(unix)] T: Copy {}
        const F: fn(u8) -> u8 = f;
    "#;
    let text = check(methods, methods);
    assert!(!text.contains("compile_error"), "{text}");
}

fn camel(operation: &str) -> String {
    let (first, rest) = operation.split_at(1);
    format!("{}{rest}", first.to_uppercase())
}
