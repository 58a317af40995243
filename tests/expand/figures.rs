//! How long what is generated is, beside what a person writes: the figures of `README.md`, counted.

use std::fs;
use std::path::Path;

use proc_macro2::{Group, TokenStream, TokenTree};

use crate::ty::tokens::is_punct;

/// The lines of some code, formatted, without the method it is for and without the struct.
#[derive(Debug, Default, PartialEq, Eq)]
struct Lines {
    code: usize,
    docs: usize,
    attributes: usize,
}

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("expand")
        .join(name);
    fs::read_to_string(path).expect("the file can be read")
}

fn tokens(name: &str) -> TokenStream {
    read(name).parse().expect("the file is made of tokens")
}

/// The tokens with each full path as it is after an import: without the modules.
fn with_imports(tokens: TokenStream) -> TokenStream {
    let mut short: Vec<TokenTree> = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is_colon = |token: &TokenTree| is_punct(token, ':');
        let continues = matches!(short.last(), Some(TokenTree::Ident(_)))
            || short.last().is_some_and(|last| is_punct(last, '>'));
        if is_colon(&token) && tokens.peek().is_some_and(is_colon) && !continues {
            tokens.next();
            // A name that is followed by another path segment is a module's, unless it begins like a type's.
            while let Some(TokenTree::Ident(name)) = tokens.peek() {
                let is_type = name.to_string().starts_with(char::is_uppercase);
                let name = tokens.next();
                let is_module = matches!(tokens.clone().nth(2), Some(TokenTree::Ident(_)));
                if is_type || !is_module || !tokens.peek().is_some_and(is_colon) {
                    short.extend(name);
                    break;
                }
                drop((tokens.next(), tokens.next()));
            }
            continue;
        }
        short.push(match token {
            TokenTree::Group(group) => {
                Group::new(group.delimiter(), with_imports(group.stream())).into()
            }
            token => token,
        });
    }
    short.into_iter().collect()
}

/// Counts the items but for imports, the component's struct and the method itself.
fn count(tokens: TokenStream) -> Lines {
    let mut file: syn::File = syn::parse2(tokens).expect("the file is Rust");
    file.attrs.clear();
    let mut seen = false;
    file.items.retain_mut(|item| match item {
        syn::Item::Use(_) => false,
        syn::Item::Struct(item) => item.ident != "Store",
        syn::Item::Impl(item) if item.trait_.is_none() && !seen => {
            seen = true;
            item.items.remove(0);
            // The block around the method is the user's.
            !item.items.is_empty()
        }
        _ => true,
    });
    let mut lines = Lines::default();
    let mut attribute = None;
    for line in prettyplease::unparse(&file).lines() {
        let indent = line.len() - line.trim_start().len();
        let line = line.trim();
        if line.starts_with("///") {
            lines.docs += 1;
        } else if attribute.is_some() || line.starts_with("#[") {
            lines.attributes += 1;
            let start = attribute.unwrap_or(indent);
            attribute = (indent != start || !line.ends_with(']')).then_some(start);
        } else if !line.is_empty() {
            lines.code += 1;
        }
    }
    lines
}

#[test]
fn the_figures_of_the_readme_hold_and_generated_code_is_no_longer_than_code_written_by_hand() {
    let readme = read("README.md");
    for (case, title) in [("plain", "plain"), ("everything", "with everything")] {
        let generated = tokens(&format!("cases/{case}.expanded.rs"));
        let by_hand = tokens(&format!("by_hand/{case}.rs"));
        let imported = count(with_imports(generated.clone()));
        let by_hand = count(by_hand);
        for (how, lines) in [
            ("generated", &count(generated)),
            ("generated, with imports", &imported),
            ("by hand", &by_hand),
        ] {
            let Lines {
                code,
                docs,
                attributes,
            } = lines;
            let row = format!("| {title} | {how} | {code} | {docs} | {attributes} |");
            assert!(readme.contains(&row), "the README lacks {row}");
        }
        assert!(imported.code <= by_hand.code, "{imported:?}, {by_hand:?}");
    }
}
