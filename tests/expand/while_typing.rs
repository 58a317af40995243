//! Code that is being typed, as an editor hands it on: what is whole keeps all that is generated for it, and what is not
//! is emitted as written.

use heck::ToUpperCamelCase as _;
use proc_macro2::TokenStream;

use crate::expand::event_async;

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
    let camel = operation.to_upper_camel_case();
    assert_once(text, &format!("struct {camel}CompletedEventArgs"));
}

#[track_caller]
fn assert_operation(text: &str, operation: &str) {
    let camel = operation.to_upper_camel_case();
    assert_once(
        text,
        &format!("fn {operation}_async (self : & :: std :: sync :: Arc < Self >"),
    );
    assert_once(text, &format!("fn {operation}_completed (& self)"));
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
fn a_half_typed_parameter_costs_nothing_but_its_type() {
    for parameter in [
        "x",
        "x:",
        "x: &",
        "x: &mut",
        "x: Vec<",
        "mut x: Option<u8",
        "x: impl Into<",
        "x = 1",
        "x.",
    ] {
        let method = format!("pub fn typed(&self, y: u8, {parameter}, z: u16) -> u8 {{ 1 }}");
        let text = check_operation(&method);
        assert_whole(&text, "typed");
        let start = ", y : u8 , x : impl :: core :: marker :: Sized";
        assert!(text.contains(start), "{text}");
        assert!(text.contains(", z : u16 ,) ->"), "{text}");
    }
}

#[test]
fn a_marked_parameter_keeps_its_meaning_while_its_type_is_typed() {
    let text = check(
        "#[event_async] fn typed(&self, #[cancel] a: , #[progress] b: &, #[out] c: &mut) {}",
        "fn typed(&self, a: , b: &, c: &mut) {}",
    );
    assert_whole(&text, "typed");
    assert_once(&text, "fn cancel_async (& self)");
    assert_once(&text, "fn progress_changed (& self)");
    assert_once(&text, "fn c (& self)");
    assert_once(
        &text,
        "fn typed_async (self : & :: std :: sync :: Arc < Self > ,) ->",
    );
}

#[test]
fn a_receiver_that_is_being_typed_is_one() {
    for receiver in ["&self x: u8", "self:", "self: &Arc<", "&'a mut self."] {
        let text = check_operation(&format!("fn typed({receiver}) {{ 1 }}"));
        assert_operation(&text, "typed");
    }
}

#[test]
fn a_half_typed_return_type_is_a_type() {
    for output in [
        "-> Vec<",
        "-> &",
        "-> Result<u8,",
        "-> impl",
        "-> Vec<u8> x",
    ] {
        let text = check_operation(&format!("fn typed(&self) {output} {{ 1 }}"));
        assert_whole(&text, "typed");
    }
}

#[test]
fn an_arrow_returns_nothing_yet() {
    let text = check_operation("fn typed(&self) -> { 1 }");
    assert_operation(&text, "typed");
}

#[test]
fn half_typed_generics_and_bounds_are_left_out() {
    for signature in [
        "typed<(&self) -> u8",
        "typed<T: (&self) -> u8",
        "typed<T(&self) -> u8",
        "typed(&self) -> u8 where T",
        "typed(&self) -> u8 where u8: Into<",
    ] {
        let text = check_operation(&format!("fn {signature} {{ 1 }}"));
        assert_whole(&text, "typed");
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
fn what_the_compiler_tells_of_is_not_told_again() {
    for method in [
        "pub",
        "pub fn",
        "fn typed",
        "fn typed(&self)",
        "fn typed(&self, x) {}",
        "fn typed(&self, x: ) {}",
        "fn typed(&self, x: Vec<, y: u8) {}",
        "fn typed(&self, x: &) {}",
        "fn typed(&self) -> {}",
        "fn typed(&self) -> Option< {}",
        "fn typed<(&self) {}",
    ] {
        let text = check_operation(method);
        assert!(!text.contains("compile_error"), "{text}");
    }
}

#[test]
fn what_is_news_to_the_macro_alone_does_not_run() {
    for method in [
        "fn typed(&self, x: u8 = 1) {}",
        "fn typed(&self, x: u8 in Pool) {}",
        "fn typed(&self) -> u8 yields u8 {}",
        "fn typed(&self) to u8 {}",
    ] {
        let text = check_operation(method);
        assert!(!text.contains("compile_error"), "{text}");
        assert!(text.contains("const { :: core :: panic !"), "{text}");
    }
}

#[test]
fn the_compiler_gets_a_stand_in_for_what_it_cannot_parse() {
    for method in [
        "fn typed(&self) u8 { 1 }",
        "public fn typed(&self) -> u8 { 1 }",
        "fn typed<T extends U>(&self) -> u8 { 1 }",
        "fn typed(&self) -> u8 where T is U { 1 }",
    ] {
        let text = check_operation(method);
        assert_whole(&text, "typed");
        assert_once(&text, "half_typed ! { { # [allow (unused)] fn typed");
        assert!(!text.contains("compile_error"), "{text}");
    }
    for method in ["fn typed(&self): u8 { 1 }", "fn typed(&self, x: u8 = 1) {}"] {
        assert!(!check_operation(method).contains("half_typed !"));
    }
    let text = check("#[event_async] pub typed(&self) {}", "pub typed(&self) {}");
    assert_once(&text, "half_typed ! { { } pub typed (& self) { } }");
}

#[test]
fn half_typed_options_cost_themselves_alone() {
    for options in ["(result = )", "(res)", "(fallible,,)", "=", "(result)"] {
        let method = "pub fn typed(&self, x: u8) -> u8 { 1 }";
        let text = check(&format!("#[event_async {options}] {method}"), method);
        assert_whole(&text, "typed");
    }
    for attribute in ["#[out(name = )]", "#[out(init)]", "#[o]", "#[]", "#"] {
        let method = format!("fn typed(&self, {attribute} x: &mut u8) -> u8 {{ 1 }}");
        let text = expand(&format!("#[event_async] {method} {LAST}"));
        assert_whole(&text, "typed");
        assert_whole(&text, "last");
    }
}

/// What an editor makes of an opening bracket: a list that goes on to the end of the block around it.
#[track_caller]
fn check_unclosed(head: &str, open: char, rest: &str) -> String {
    let close = if open == '(' { ')' } else { ']' };
    let in_front = expand(&format!("{head} {open} {rest} {LAST} {close}"));
    let between = expand(&format!("{FIRST} {head} {open} {rest} {LAST} {close}"));
    assert_whole(&between, "first");
    assert_whole(&in_front, "last");
    assert_whole(&between, "last");
    between
}

#[test]
fn a_missing_parenthesis_takes_no_other_item_along() {
    for rest in [
        "&self, x: u8 -> u8 { 1 }",
        "&self, x: Vec<u8 -> u8 { 1 }",
        "&self, x: impl Fn(u8) -> u8 -> Foo<{ N }> where u8: Copy { 1 }",
        "&self, x: u8 -> u8",
        "&self, x: -> u8 {}",
        "&self, x: (u8) -> u8 { 1 } fn other() {} const A: u8 = 1;",
    ] {
        let text = check_unclosed("#[event_async] pub fn typed", '(', rest);
        assert_whole(&text, "typed");
        assert!(text.contains("x : "), "{text}");
        check_unclosed("fn typed", '(', rest);
    }
    for rest in ["", "&", "&self", "&self, x", "&self, x: Foo<{ N }, { M }>,"] {
        let text = check_unclosed("#[event_async] pub fn typed", '(', rest);
        assert_operation(&text, "typed");
        check_unclosed("pub fn typed", '(', rest);
    }
}

#[test]
fn a_list_that_is_open_within_a_list_takes_no_other_item_along() {
    let nested = format!("#[event_async] fn typed(&self, x: (u8, [u8; 4 -> u8 {{ 1 }} {LAST}])");
    // As the brackets are closed one by one.
    let text = expand(&format!("{FIRST} {nested})"));
    assert_whole(&text, "first");
    assert_whole(&text, "last");
    assert_whole(&text, "typed");
}

#[test]
fn a_missing_bracket_takes_no_item_along() {
    let text = check_unclosed("#", '[', "event_async fn typed(&self) -> u8 { 1 }");
    assert_whole(&text, "typed");
    for rest in [
        "",
        "ev",
        "doc =",
        "cfg(unix)",
        "cfg(unix) fn typed(&self) {}",
    ] {
        check_unclosed("#", '[', rest);
    }
    let options = format!("#[event_async(result = fn typed(&self) -> u8 {{ 1 }} {LAST})]");
    let text = expand(&format!("{FIRST} {options}"));
    assert_whole(&text, "first");
    assert_whole(&text, "last");
    assert_whole(&text, "typed");
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
