//! Tokens of the annotated item → syntax. Bodies stay tokens.

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt as _, quote, quote_spanned};
use syn::parse::{ParseStream, Parser as _};
use syn::{Block, Error, FnArg, ItemImpl, Signature, Visibility};

use crate::attributes::Carried;
use crate::depth;
use crate::errors::Errors;
use crate::half_typed;
use crate::lift::{self, Kind, RawAttribute, RawItem};
use crate::misplaced;
use crate::options::{ImplOptions, MethodOptions, PARAMETER_ATTRIBUTES, ParameterOptions};
use crate::parameters;

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
    while let Some(again) = take_attribute(&mut written) {
        errors.at(again, "`#[event_async]` is given twice");
    }
    let body = written.body.as_ref().and_then(lift::block);
    let Some(body) = body.filter(|_| misplaced::is_impl(&written)) else {
        misplaced::report(&written, errors);
        return Err(misplaced::strip(written));
    };
    let head: TokenStream = written.head.iter().cloned().collect();
    let header = |input: ParseStream| {
        depth::check(input)?;
        input.parse()
    };
    let header: ItemImpl = match header.parse2(quote!(#head {})) {
        Ok(header) => header,
        Err(error) => {
            errors.push(error);
            return Err(misplaced::strip(written));
        }
    };
    if let Some((name, _)) = &header.trait_ {
        let message = format!(
            "`#[event_async]` goes on an inherent impl block, not on a trait's: move the methods to an `impl {}`, and let \
             the trait's call them",
            header.self_ty.to_token_stream()
        );
        errors.at(name, message);
        return Err(misplaced::strip(written));
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
        conditional(&mut written, errors);
        if written.kind == Kind::Function {
            unannotated(&mut written, errors);
        }
        return Item::Other(written);
    };
    while let Some(again) = take_attribute(&mut written) {
        errors.at(again, "`#[event_async]` is given twice");
    }
    if written.kind != Kind::Function {
        let message = "`#[event_async]` goes on methods: nothing else runs in the background";
        errors.at(attribute, message);
        return Item::Other(written);
    }
    let options = MethodOptions::parse(&attribute, errors);
    let signature = signature(&written, errors);
    parameters::strip(&mut written.head, PARAMETER_ATTRIBUTES);
    let Some((vis, sig)) = signature else {
        return Item::Other(written);
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

/// A method's visibility and signature. After a mistake in it, there may be one to go on with.
fn signature(written: &RawItem, errors: &mut Errors) -> Option<(Visibility, Signature)> {
    // The `;` of a method without a body is no part of its signature.
    let head = written.head.split_last();
    let head = match head {
        Some((last, head)) if lift::is_punct(last, ';') => head,
        _ => written.head.as_slice(),
    };
    let tokens: TokenStream = head.iter().cloned().collect();
    let mut is_deep = false;
    let signature = |input: ParseStream| {
        depth::check(input).inspect_err(|_| is_deep = true)?;
        Ok((input.parse()?, input.parse()?))
    };
    match signature.parse2(tokens.clone()) {
        Ok(parsed) => Some(parsed),
        Err(error) if is_deep => {
            errors.push(error);
            None
        }
        Err(error) => {
            errors.push(before_body(&tokens, written).unwrap_or(error));
            half_typed::signature(head)
        }
    }
}

/// The mistake in a signature that has a body, which is where something is missed that is not there.
fn before_body(signature: &TokenStream, written: &RawItem) -> Option<Error> {
    let body = written.body.as_ref().and_then(lift::block)?;
    let body = quote_spanned!(body.span()=> {});
    let function = |input: ParseStream| {
        input.parse::<Visibility>()?;
        input.parse::<Signature>()?;
        input.parse::<Block>()
    };
    function.parse2(quote!(#signature #body)).err()
}

/// An attribute that only appears when `cfg_attr` is resolved, and that is after this expansion.
fn conditional(written: &mut RawItem, errors: &mut Errors) {
    let hides_ours = |attribute: &RawAttribute| {
        attribute.is("cfg_attr") && attribute.arguments().iter().any(mentions_attribute)
    };
    while let Some(index) = written.attributes.iter().position(hides_ours) {
        let message = "`#[event_async]` on a method cannot be conditional, since the names of others depend on it: write it \
                       without `cfg_attr`, and put a `#[cfg]` on the method";
        errors.at(written.attributes.remove(index), message);
    }
}

fn mentions_attribute(token: &TokenTree) -> bool {
    match token {
        TokenTree::Ident(ident) => ident == ATTRIBUTE,
        TokenTree::Group(group) => group
            .stream()
            .into_iter()
            .any(|token| mentions_attribute(&token)),
        _ => false,
    }
}

/// A method with `#[out]` and the like, but without the attribute that gives them a meaning.
fn unannotated(written: &mut RawItem, errors: &mut Errors) {
    let found = parameters::strip(&mut written.head, PARAMETER_ATTRIBUTES);
    if let (Some(first), Some(name)) = (found.first(), &written.name) {
        let message = format!(
            "`#[{first}]` means something on the parameters of asynchronous operations: \
             annotate `{name}` with `#[event_async]`, too"
        );
        errors.at(first, message);
    }
}

pub(crate) fn take_attribute(item: &mut RawItem) -> Option<RawAttribute> {
    let is_ours = |attribute: &RawAttribute| attribute.is(ATTRIBUTE);
    let index = item.attributes.iter().position(is_ours)?;
    Some(item.attributes.remove(index))
}

/// A block like this one, of other items.
pub(crate) fn braced(like: &Group, items: impl Iterator<Item = impl ToTokens>) -> TokenTree {
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
