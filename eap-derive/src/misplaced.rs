//! Items that `#[event_async]` does not go on.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens as _, quote};
use syn::parse::{ParseStream, Parser as _};
use syn::{ItemImpl, Visibility};

use crate::depth;
use crate::errors::Errors;
use crate::lift::{self, RawItem};
use crate::options::is_parameter_attribute;
use crate::parameters;
use crate::parse::{braced, take_attribute};

pub(crate) fn is_impl(item: &RawItem) -> bool {
    keyword(item).is_some_and(|keyword| keyword == "impl")
}

/// The block's header without a visibility, which the compiler tells not to write.
pub(crate) fn without_visibility(item: &RawItem, errors: &mut Errors) -> Option<ItemImpl> {
    let header = |input: ParseStream| {
        depth::check(input)?;
        input.parse::<Visibility>()?;
        input.parse()
    };
    let head = &item.head;
    let header = header.parse2(quote!(#(#head)* {})).ok()?;
    errors.leave_to_compiler();
    Some(header)
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
        let message = "`#[event_async]` goes on an inherent impl block, and on methods of it";
        errors.at(first, message);
        return;
    };
    let message = match keyword.to_string().as_str() {
        "fn" if item
            .head
            .last()
            .is_some_and(|last| lift::is_punct(last, ';')) =>
        {
            format!(
                "`{name}` is a method of a trait: `#[event_async]` goes on an inherent impl block, and on methods of it"
            )
        }
        "fn" if parameters::has_receiver(&item.head) => format!(
            "`{name}` is in an impl block that is not annotated: put `#[event_async]` on the block, too; if it is there, a \
             macro makes `{name}`, and has to make the whole block"
        ),
        "fn" => format!(
            "`{name}` is no method of an impl block with `#[event_async]`: annotate the block that it is in, or move it into \
             one"
        ),
        "mod" => format!(
            "`#[event_async]` goes on an inherent impl block: annotate those in the module `{name}`"
        ),
        "trait" => {
            format!("`#[event_async]` goes on an inherent impl block, not on the trait `{name}`")
        }
        other => {
            format!("`#[event_async]` goes on an inherent `impl {name}`, not on the {other} itself")
        }
    };
    errors.at(name, message);
}

/// The item without this crate's attributes on its parameters or its methods, which would only repeat the mistake.
pub(crate) fn strip(mut item: RawItem) -> TokenStream {
    parameters::strip(&mut item.head, is_parameter_attribute);
    let holds_methods = keyword(&item).is_some_and(|what| what == "impl" || what == "trait");
    let body = item.body.as_ref().and_then(lift::block);
    if let Some(body) = body.filter(|_| holds_methods) {
        let methods = lift::items(body.stream()).into_iter().map(|mut method| {
            while take_attribute(&mut method).is_some() {}
            parameters::strip(&mut method.head, is_parameter_attribute);
            method
        });
        item.body = Some(braced(&body, methods));
    }
    item.into_token_stream()
}
