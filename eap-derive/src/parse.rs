//! Tokens of the annotated item → syntax. Bodies stay tokens.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt as _, quote};
use syn::parse::{ParseStream, Parser as _};
use syn::{FnArg, ItemImpl, Signature, Visibility};

use crate::attributes::Carried;
use crate::errors::Errors;
use crate::lift::{self, Kind, RawItem};
use crate::options::{ImplOptions, MethodOptions, PARAMETER_ATTRIBUTES, ParameterOptions};

pub(crate) const ATTRIBUTE: &str = "event_async";

/// An inherent impl block.
pub(crate) struct ImplBlock {
    /// Everything but the items. Its own list of items is empty.
    pub(crate) header: ItemImpl,
    pub(crate) options: ImplOptions,
    pub(crate) carried: Carried,
    pub(crate) items: Vec<Item>,
    written: RawItem,
    body: Group,
}

pub(crate) enum Item {
    Method(Box<Method>),
    /// One that is handed on as written.
    Other(RawItem),
}

/// A method that becomes an operation.
pub(crate) struct Method {
    written: RawItem,
    pub(crate) options: MethodOptions,
    pub(crate) carried: Carried,
    pub(crate) vis: Visibility,
    pub(crate) sig: Signature,
    /// One for each of the signature's inputs.
    pub(crate) parameters: Vec<ParameterOptions>,
}

/// An impl block to go on with, or else tokens to emit, for an item that cannot be annotated.
pub(crate) fn parse(
    args: TokenStream,
    input: TokenStream,
    errors: &mut Errors,
) -> Result<ImplBlock, TokenStream> {
    let mut written = lift::item(input);
    if let Some(again) = take_attribute(&mut written) {
        errors.at(again, "`#[event_async]` is given twice");
    }
    let body = written.body.as_ref().and_then(lift::block);
    let what = keyword(&written);
    let header = || -> Option<ItemImpl> {
        let header = written.head.iter().cloned().collect::<TokenStream>();
        syn::parse2(quote!(#header {})).ok()
    };
    let header = match what.as_ref().filter(|what| *what == "impl") {
        Some(_) => header(),
        None => None,
    };
    let (Some(header), Some(body)) = (header, body) else {
        return Err(misplaced(written, what.as_ref(), errors));
    };
    if let Some((name, _)) = &header.trait_ {
        let message = "`#[event_async]` goes on an inherent impl block, not on a trait's: move the methods to an `impl` \
                       of the type itself, and let the trait's call them";
        errors.at(name, message);
        return Err(strip(written));
    }
    let options = ImplOptions::parse(args, errors);
    let items = lift::items(body.stream())
        .into_iter()
        .map(|item| self::item(item, errors))
        .collect();
    Ok(ImplBlock {
        carried: Carried::of(&written.attributes),
        header,
        options,
        items,
        written,
        body,
    })
}

fn item(mut written: RawItem, errors: &mut Errors) -> Item {
    let Some(attribute) = take_attribute(&mut written) else {
        if written.kind == Kind::Function {
            unannotated(&mut written, errors);
        }
        return Item::Other(written);
    };
    let Some(name) = attribute.name() else {
        return Item::Other(written);
    };
    while let Some(again) = take_attribute(&mut written) {
        errors.at(again, "`#[event_async]` is given twice");
    }
    if written.kind != Kind::Function {
        errors.at(
            name,
            "`#[event_async]` goes on methods: nothing else runs in the background",
        );
        return Item::Other(written);
    }
    let options = MethodOptions::parse(&name, &attribute.arguments(), errors);
    let signature = |input: ParseStream| Ok((input.parse()?, input.parse()?));
    let head = written.head.iter();
    // The `;` of a method without a body is no part of its signature.
    let head = head.filter(|token| !lift::is_punct(token, ';'));
    let parsed = signature.parse2(head.cloned().collect());
    lift::strip_parameters(&mut written.head, PARAMETER_ATTRIBUTES);
    let (vis, sig): (Visibility, Signature) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => {
            errors.push(error);
            return Item::Other(written);
        }
    };
    let parameters = sig.inputs.iter().map(|input| match input {
        FnArg::Receiver(receiver) => ParameterOptions::parse(&receiver.attrs, errors),
        FnArg::Typed(typed) => ParameterOptions::parse(&typed.attrs, errors),
    });
    Item::Method(Box::new(Method {
        parameters: parameters.collect(),
        carried: Carried::of(&written.attributes),
        written,
        options,
        vis,
        sig,
    }))
}

/// A method with `#[out]` and the like, but without the attribute that gives them a meaning.
fn unannotated(written: &mut RawItem, errors: &mut Errors) {
    let found = lift::strip_parameters(&mut written.head, PARAMETER_ATTRIBUTES);
    if let (Some(first), Some(name)) = (found.first(), &written.name) {
        let message = format!(
            "`#[{first}]` means something on the parameters of asynchronous operations: \
             annotate `{name}` with `#[event_async]`, too"
        );
        errors.at(first, message);
    }
}

fn take_attribute(item: &mut RawItem) -> Option<lift::RawAttribute> {
    let is_ours =
        |attribute: &lift::RawAttribute| attribute.name().is_some_and(|name| name == ATTRIBUTE);
    let index = item.attributes.iter().position(is_ours)?;
    Some(item.attributes.remove(index))
}

/// The word that says what an item is.
fn keyword(item: &RawItem) -> Option<Ident> {
    const KEYWORDS: &[&str] = &[
        "impl",
        "fn",
        "trait",
        "struct",
        "enum",
        "union",
        "mod",
        "type",
        "static",
        "use",
        "macro_rules",
    ];
    let idents = item.head.iter().filter_map(|token| match token {
        TokenTree::Ident(ident) => Some(ident),
        _ => None,
    });
    // A `const` may begin a function or an impl block.
    let mut found = None;
    for ident in idents {
        if KEYWORDS.iter().any(|keyword| ident == keyword) {
            return Some(ident.clone());
        }
        if ident == "const" {
            found = Some(ident.clone());
        }
    }
    found
}

/// Says where the attribute belongs, and hands the item on without the attributes that would only repeat it.
fn misplaced(item: RawItem, what: Option<&Ident>, errors: &mut Errors) -> TokenStream {
    let named = item.head.iter().filter_map(|token| match token {
        TokenTree::Ident(ident) => Some(ident),
        _ => None,
    });
    let mut named = named.skip_while(|ident| Some(*ident) != what).skip(1);
    let name = named.next().cloned();
    let what_is = what.map_or_else(String::new, ToString::to_string);
    let (place, message) = match (what_is.as_str(), &name) {
        ("fn", Some(name)) if lift::has_receiver(&item.head) => (
            name,
            format!(
                "`{name}` is in an impl block that is not annotated: put `#[event_async]` on the block, too"
            ),
        ),
        ("fn", Some(name)) => (
            name,
            format!(
                "`#[event_async]` works on the methods of an inherent impl block that has it, too: annotate the block of \
                 `{name}`, or move it into one"
            ),
        ),
        ("struct" | "enum" | "union", Some(name)) => (
            name,
            format!(
                "`#[event_async]` goes on an inherent `impl {name}`, not on the {what_is} itself"
            ),
        ),
        ("trait", Some(name)) => (
            name,
            format!("`#[event_async]` goes on an inherent impl block, not on the trait `{name}`"),
        ),
        ("mod", Some(name)) => (
            name,
            format!(
                "`#[event_async]` goes on an inherent impl block: annotate those in the module `{name}`"
            ),
        ),
        _ => {
            let message = "`#[event_async]` goes on an inherent impl block, and on methods of it";
            let first = item.head.iter().chain(&item.body).next();
            match first {
                Some(first) => errors.at(first, message),
                None => errors.at(TokenStream::new(), message),
            }
            return strip(item);
        }
    };
    errors.at(place, message);
    strip(item)
}

/// The item without the attributes of this crate on its own parameters or those of its methods.
fn strip(mut item: RawItem) -> TokenStream {
    lift::strip_parameters(&mut item.head, PARAMETER_ATTRIBUTES);
    let holds_methods = keyword(&item).is_some_and(|what| what == "impl" || what == "trait");
    let Some(body) = item
        .body
        .as_ref()
        .and_then(lift::block)
        .filter(|_| holds_methods)
    else {
        return item.into_token_stream();
    };
    let methods = lift::items(body.stream()).into_iter().map(|mut method| {
        while take_attribute(&mut method).is_some() {}
        lift::strip_parameters(&mut method.head, PARAMETER_ATTRIBUTES);
        method
    });
    item.body = Some(braced(&body, methods));
    item.into_token_stream()
}

fn braced(like: &Group, items: impl Iterator<Item = impl ToTokens>) -> TokenTree {
    let mut content = TokenStream::new();
    content.append_all(items);
    let mut group = Group::new(like.delimiter(), content);
    group.set_span(like.span());
    group.into()
}

impl ImplBlock {
    pub(crate) fn methods(&self) -> impl Iterator<Item = &Method> {
        self.items.iter().filter_map(|item| match item {
            Item::Method(method) => Some(&**method),
            Item::Other(_) => None,
        })
    }
}

/// As written, without the attributes of this crate.
impl ToTokens for ImplBlock {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append_all(&self.written.attributes);
        tokens.append_all(&self.written.head);
        tokens.append(braced(&self.body, self.items.iter()));
    }
}

impl ToTokens for Item {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Method(method) => method.written.to_tokens(tokens),
            Self::Other(written) => written.to_tokens(tokens),
        }
    }
}
