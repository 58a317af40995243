//! Items that `#[event_async]` does not go on.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens as _, TokenStreamExt as _};

use super::items::{self, RawItem};
use super::parse::{ATTRIBUTE, strip_marks};
use crate::errors::Errors;
use crate::ty::tokens::{is_punct, regroup};

pub(crate) fn is_impl(item: &RawItem) -> bool {
    keyword(item).is_some_and(|keyword| keyword == "impl")
}

/// The word that says what an item is.
fn keyword(item: &RawItem) -> Option<&Ident> {
    const KEYWORDS: &[&str] = &["impl", "fn", "trait", "struct", "enum", "union", "mod"];
    idents(item).find(|ident| KEYWORDS.iter().any(|keyword| ident == keyword))
}

fn idents(item: &RawItem) -> impl Iterator<Item = &Ident> {
    item.head.iter().filter_map(|token| match token {
        TokenTree::Ident(ident) => Some(ident),
        _ => None,
    })
}

/// Says where the attribute belongs.
pub(crate) fn report(item: &RawItem, errors: &mut Errors) {
    let keyword = keyword(item);
    let name = idents(item)
        .skip_while(|ident| Some(*ident) != keyword)
        .nth(1);
    let (Some(keyword), Some(name)) = (keyword, name) else {
        let first = item.head.first().or(item.body.as_ref());
        let message = "`#[event_async]` goes on an inherent impl block, and on its methods";
        errors.at(first, message);
        return;
    };
    let ends_with_semicolon = item.head.last().is_some_and(|last| is_punct(last, ';'));
    let message = match keyword.to_string().as_str() {
        "fn" if ends_with_semicolon => format!(
            "`{name}` is a method of a trait: `#[event_async]` goes on an inherent impl block, and on its methods"
        ),
        "fn" if has_receiver(item) => format!(
            "`{name}` is annotated, but its impl block is not: put `#[event_async]` on the block, too, under this name, and \
             write `{name}` there without a macro"
        ),
        "fn" => format!(
            "`{name}` is not in an impl block with `#[event_async]`: annotate the block, or move `{name}` into one"
        ),
        "mod" => format!(
            "`#[event_async]` goes on an inherent impl block: annotate those in the module `{name}`"
        ),
        other => {
            format!("`#[event_async]` goes on an inherent impl block, not on the {other} `{name}`")
        }
    };
    errors.at(name, message);
}

/// Whether a function has a parameter `self`.
fn has_receiver(item: &RawItem) -> bool {
    let is_self = |token| matches!(token, TokenTree::Ident(ident) if ident == "self");
    item.head.iter().any(|token| match token {
        TokenTree::Group(group) => group.stream().into_iter().any(is_self),
        _ => false,
    })
}

/// The item without this crate's attributes on its parameters or its methods, which would only repeat the mistake.
pub(crate) fn strip(mut item: RawItem) -> TokenStream {
    strip_marks(&mut item);
    let holds_methods = keyword(&item).is_some_and(|what| what == "impl" || what == "trait");
    let body = item.body.as_ref().and_then(items::block);
    if let Some(body) = body.filter(|_| holds_methods) {
        let mut content = TokenStream::new();
        content.append_all(items::items(body.stream()).into_iter().map(|mut method| {
            method.take_attributes(ATTRIBUTE);
            strip_marks(&mut method);
            method
        }));
        item.body = Some(regroup(&body, content));
    }
    item.into_token_stream()
}
