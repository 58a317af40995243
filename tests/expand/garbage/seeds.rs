//! Where garbage begins: what people annotate, in the tests and the examples.

use std::fs;
use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::syntax::items::{self, Tokens};
use crate::ty::tokens::is_punct;

/// What the macro is given: the arguments of the attribute, and the item without it.
#[derive(Clone, Default)]
pub(super) struct Input {
    pub(super) args: TokenStream,
    pub(super) item: TokenStream,
}

/// Every annotated item outside of another one, right or wrong.
pub(super) fn all() -> Vec<Input> {
    let mut inputs = Vec::new();
    for folder in ["expand/cases", "ui", "pattern", "../examples"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        read(&folder, &mut inputs);
    }
    assert!(inputs.len() > 100, "there are seeds");
    inputs
}

fn read(folder: &Path, inputs: &mut Vec<Input>) {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    // The same inputs in every run, in whatever order the folder is listed.
    paths.sort();
    for path in paths {
        let name = path.to_string_lossy();
        if path.is_dir() {
            read(&path, inputs);
        } else if name.ends_with(".rs") && !name.ends_with(".expanded.rs") {
            let text = fs::read_to_string(&path).expect("a source can be read");
            annotated(text.parse().unwrap_or_default(), inputs);
        }
    }
}

fn annotated(source: TokenStream, inputs: &mut Vec<Input>) {
    let mut tokens = source.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match (token, tokens.peek()) {
            (mark, Some(TokenTree::Group(group))) if is_punct(&mark, '#') => {
                if let Some(args) = arguments(group.stream()) {
                    tokens.next();
                    let item = item(&mut tokens);
                    inputs.push(Input { args, item });
                }
            }
            (TokenTree::Group(group), _) => annotated(group.stream(), inputs),
            _ => {}
        }
    }
}

/// The arguments of an attribute, if it is the macro's.
fn arguments(attribute: TokenStream) -> Option<TokenStream> {
    let name = items::path_end(attribute.clone())?;
    let list = match Tokens::new(attribute).flat().last() {
        Some(TokenTree::Group(group)) => group.stream(),
        _ => TokenStream::new(),
    };
    (name == "event_async").then_some(list)
}

/// The tokens up to the braces or the semicolon that end an item.
fn item(tokens: &mut impl Iterator<Item = TokenTree>) -> TokenStream {
    let mut item = TokenStream::new();
    for token in tokens {
        let is_block =
            matches!(&token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
        let ends = is_block || is_punct(&token, ';');
        item.extend([token]);
        if ends {
            break;
        }
    }
    item
}
