//! What the macro must make of an input, whatever it is.

use std::panic::{self, AssertUnwindSafe};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use quote::quote;
use syn::parse::Parse;

use super::seeds::Input;
use crate::event_async;

/// How many inputs ended how.
#[derive(Debug, Default)]
pub(super) struct Tally {
    expanded: u64,
    /// With messages, and with stand-ins for all that would have been generated.
    with_messages: u64,
    /// With messages alone.
    refused: u64,
    /// Those of them all that are Rust, as far as the syntax goes: so is what comes of them.
    parsed: u64,
}

impl Tally {
    pub(super) fn add(&mut self, other: &Self) {
        self.expanded += other.expanded;
        self.with_messages += other.with_messages;
        self.refused += other.refused;
        self.parsed += other.parsed;
    }
}

/// Expands an input. An error says what the macro does wrong.
pub(super) fn expand(input: &Input, tally: &mut Tally) -> Result<(), String> {
    let Input { args, item } = input.clone();
    let expanded = panic::catch_unwind(AssertUnwindSafe(|| event_async(args, item)));
    let expanded = expanded.map_err(|_| String::from("it panics"))?;
    let is_told = mentions(&expanded, "compile_error");
    match (is_told, mentions(&expanded, "Component")) {
        (false, true) => tally.expanded += 1,
        (true, true) => tally.with_messages += 1,
        (true, false) => tally.refused += 1,
        (false, false) => {
            return Err(String::from("it neither generates anything nor says why"));
        }
    }
    let is_possible = is_possible(&input.item) && is_possible(&input.args);
    if is_possible && is_parsed::<syn::Item>(&input.item) {
        tally.parsed += 1;
        if let Err(error) = syn::parse2::<syn::File>(expanded.clone()) {
            return Err(format!(
                "of what can be parsed, it makes what cannot: {error} in {expanded}"
            ));
        }
    }
    if is_possible && is_text(&input.item) && is_text(&input.args) && !is_text(&expanded) {
        return Err(format!(
            "of what can be written, it makes what cannot: {expanded}"
        ));
    }
    Ok(())
}

fn is_parsed<T: Parse>(tokens: &TokenStream) -> bool {
    syn::parse2::<T>(tokens.clone()).is_ok()
}

/// Whether a compiler could hand on these tokens: each invisible group holds what a macro can be given, and no half of
/// anything; and each quote has its name.
fn is_possible(tokens: &TokenStream) -> bool {
    let mut tokens = tokens.clone().into_iter().peekable();
    while let Some(token) = tokens.next() {
        let next = tokens.peek();
        let is_possible = match token {
            TokenTree::Group(group) => {
                let content = group.stream();
                let is_whole = group.delimiter() != Delimiter::None || is_fragment(&content);
                is_whole && is_possible(&content)
            }
            TokenTree::Punct(punct) => {
                punct.as_char() != '\'' || matches!(next, Some(TokenTree::Ident(_)))
            }
            _ => true,
        };
        if !is_possible {
            return false;
        }
    }
    true
}

fn is_fragment(tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().count() == 1
        || is_parsed::<syn::Type>(tokens)
        || is_parsed::<syn::Visibility>(tokens)
        || is_parsed::<syn::Meta>(tokens)
        || is_parsed::<syn::Expr>(tokens)
        || is_parsed::<syn::ImplItem>(tokens)
}

fn mentions(tokens: &TokenStream, word: &str) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == word,
        TokenTree::Group(group) => mentions(&group.stream(), word),
        _ => false,
    })
}

/// Whether the tokens are those of some text.
fn is_text(tokens: &TokenStream) -> bool {
    tokens.to_string().parse::<TokenStream>().is_ok()
}

/// The input without all that can be left out, so that the same is still wrong.
pub(super) fn shrink(input: Input) -> Input {
    const TRIES: usize = 20_000;
    // Every try that panics would say so.
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let mut best = input;
    let mut tries = 0;
    let mut place = 0;
    while tries < TRIES {
        let count = size(&best.args) + size(&best.item);
        if place >= count {
            break;
        }
        let mut index = place;
        let smaller = Input {
            args: without(best.args.clone(), &mut index),
            item: without(best.item.clone(), &mut index),
        };
        tries += 1;
        if expand(&smaller, &mut Tally::default()).is_err() {
            best = smaller;
        } else {
            place += 1;
        }
    }
    panic::set_hook(hook);
    best
}

/// The tokens with invisible groups made visible.
pub(super) fn shown(tokens: &TokenStream) -> TokenStream {
    let shown = |token| match token {
        TokenTree::Group(group) => {
            let content = shown(&group.stream());
            match group.delimiter() {
                Delimiter::None => quote!(INVISIBLE[#content]),
                delimiter => TokenTree::from(Group::new(delimiter, content)).into(),
            }
        }
        token => token.into(),
    };
    tokens.clone().into_iter().map(shown).collect()
}

fn size(tokens: &TokenStream) -> usize {
    let size = |token| match token {
        TokenTree::Group(group) => 1 + size(&group.stream()),
        _ => 1,
    };
    tokens.clone().into_iter().map(size).sum()
}

/// The tokens without the one at this place, counted in reading order, and from there on.
fn without(tokens: TokenStream, place: &mut usize) -> TokenStream {
    let mut left = Vec::new();
    for token in tokens {
        let is_here = *place == 0;
        *place = place.wrapping_sub(1);
        match token {
            _ if is_here => {}
            TokenTree::Group(group) => {
                let content = without(group.stream(), place);
                left.push(Group::new(group.delimiter(), content).into());
            }
            token => left.push(token),
        }
    }
    left.into_iter().collect()
}
