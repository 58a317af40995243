//! Where an editor goes from a generated name, and what it shows at a name in the source.

use proc_macro2::{Ident, LineColumn, Span, TokenStream, TokenTree};

use crate::event_async;

const SOURCE: &str = "impl Store {
    #[event_async(result = bytes)]
    pub fn load(
        &self,
        #[out] count: &mut usize,
        #[out(name = rest)] left: &mut usize,
        #[cancel] cancel: &CancellationToken,
        #[progress] progress: &Progress<Line>,
    ) -> Vec<u8> {
        Vec::new()
    }
}";

/// Every token of the expansion that is not a group.
fn leaves(tokens: TokenStream) -> Vec<TokenTree> {
    let leaves = |token| match token {
        TokenTree::Group(group) => leaves(group.stream()),
        token => vec![token],
    };
    tokens.into_iter().flat_map(leaves).collect()
}

fn expansion() -> Vec<TokenTree> {
    let input = SOURCE.parse().expect("the source is made of tokens");
    leaves(event_async(TokenStream::new(), input))
}

/// The names that the expansion defines, and where an editor finds them.
fn definitions(tokens: &[TokenTree]) -> Vec<&Ident> {
    let definitions = tokens.windows(2).filter_map(|pair| match pair {
        [TokenTree::Ident(keyword), TokenTree::Ident(name)] => {
            let defines = ["fn", "struct", "type"].iter().any(|word| keyword == word);
            defines.then_some(name)
        }
        _ => None,
    });
    definitions.collect()
}

/// Where the source has this text first.
fn place(text: &str) -> (LineColumn, LineColumn) {
    let at = |index: usize| {
        let before = &SOURCE[..index];
        let column = before.len() - before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.matches('\n').count() + 1;
        LineColumn { line, column }
    };
    let start = SOURCE.find(text).expect("the source has the text");
    (at(start), at(start + text.len()))
}

fn span(span: Span) -> (LineColumn, LineColumn) {
    (span.start(), span.end())
}

#[test]
fn what_bears_the_methods_name_is_found_at_the_method() {
    let tokens = expansion();
    let definitions = definitions(&tokens);
    for name in [
        "load",
        "load_async",
        "load_completed",
        "load_progress_changed",
        "load_async_cancel",
        "LoadCompletedEventArgs",
        "LoadCompletedEventHandler",
        "LoadProgressChangedEventArgs",
        "LoadProgressChangedEventHandler",
    ] {
        let definition = definitions.iter().find(|ident| **ident == name);
        let definition = definition.unwrap_or_else(|| panic!("`{name}` is generated"));
        assert_eq!(span(definition.span()), place("load"), "{name}");
    }
}

#[test]
fn accessors_are_found_where_they_are_named() {
    let tokens = expansion();
    let definitions = definitions(&tokens);
    for name in ["bytes", "count", "rest"] {
        let accessor = definitions.iter().find(|ident| **ident == name);
        let accessor = accessor.unwrap_or_else(|| panic!("`{name}` is generated"));
        assert_eq!(span(accessor.span()), place(name), "{name}");
    }
}

#[test]
fn nothing_else_is_heard_of_at_the_names_in_the_source() {
    let tokens = expansion();
    let heard = |text| {
        let place = place(text);
        let here = tokens
            .iter()
            .filter(move |token| span(token.span()) == place);
        here.map(ToString::to_string)
    };
    for name in heard("load") {
        assert!(name.to_lowercase().starts_with("load"), "{name}");
    }
    for name in heard("Store") {
        assert_eq!(name, "Store");
    }
}

#[test]
fn no_other_name_stands_at_a_name_of_the_source() {
    let source = leaves(SOURCE.parse().expect("the source is made of tokens"));
    let tokens = expansion();
    for written in source {
        let place = span(written.span());
        let here = tokens.iter().filter(|token| span(token.span()) == place);
        for token in here {
            let same = token.to_string() == written.to_string();
            let named = token.to_string().to_lowercase().starts_with("load");
            if let (TokenTree::Ident(written), TokenTree::Ident(token)) = (&written, token) {
                let keyword = ["impl", "fn"].iter().any(|word| written == word);
                assert!(same || named || keyword, "`{token}` stands at `{written}`");
            }
        }
    }
}
