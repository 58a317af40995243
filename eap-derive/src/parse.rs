//! Tokens of the annotated item → syntax. Bodies stay tokens.

use std::{iter, mem};

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt as _, quote, quote_spanned};
use syn::parse::{ParseStream, Parser as _};
use syn::{Block, Error, ItemImpl, Signature, Visibility};

use crate::attributes::{Carried, attributes};
use crate::counterparts;
use crate::depth;
use crate::errors::Errors;
use crate::generics;
use crate::grammar;
use crate::half_typed;
use crate::lift::{self, Kind, RawAttribute, RawItem};
use crate::misplaced;
use crate::options::{self, ImplOptions, MethodOptions, ParameterOptions, is_parameter_attribute};
use crate::parameters;
use crate::spelling::spelled;
use crate::variants::{Variant, variants};
use crate::wrapped;

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
    /// One that becomes an operation, and its variants.
    Method(RawItem, Vec<Method>),
    /// One that is handed on as written.
    Other(RawItem),
}

/// A method that becomes an operation, or a variant of one.
pub(crate) struct Method {
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
    let mut header: ItemImpl = match header.parse2(quote!(#head {})) {
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
            spelled(&header.self_ty)
        );
        errors.at(name, message);
        return Err(misplaced::strip(written));
    }
    generics::make_unconditional(&mut header, errors);
    let is_wrapped = wrapped::unwrap(&mut header, &mut written, errors);
    let options = ImplOptions::parse(args, errors);
    let items = lift::items(body.stream()).into_iter().enumerate();
    let items = items.map(|(index, item)| self::item(index, item, errors));
    let mut items: Vec<_> = items.collect();
    counterparts::part(&mut items);
    if is_wrapped {
        wrapped::forget_bodies(&mut items);
    }
    Ok(ImplBlock {
        carried: Carried::of(&written.attributes),
        header,
        options,
        items,
        written,
        body,
    })
}

fn item(index: usize, mut written: RawItem, errors: &mut Errors) -> Item {
    let attribute = take_attribute(&mut written).or_else(|| misspelt(&mut written, errors));
    let Some(attribute) = attribute else {
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
        if written.is_unfinished {
            // It may become a method.
            errors.leave_to_compiler();
        } else {
            let message = "`#[event_async]` goes on methods: nothing else runs in the background";
            errors.at(attribute, message);
        }
        return Item::Other(written);
    }
    of_parameter(&mut written, errors);
    parameters::check_unneeded(&mut written, errors);
    let options = MethodOptions::parse(&attribute, errors);
    let head = head(&written);
    let signature = signature(&head, &written, errors);
    parameters::strip(&mut written.head, |name| options::meant(name).is_some());
    let Some((vis, sig)) = signature else {
        return Item::Other(written);
    };
    if written.is_unfinished && parse_signature.parse2(head.clone()).is_ok() {
        // Nothing but the body is missing, which the compiler has told.
        let body = Group::new(Delimiter::Brace, quote!(::core::unreachable!()));
        written.body = Some(body.into());
        written.is_unfinished = false;
    }
    let variants = variants(index, &sig, errors).into_iter();
    let carried = || Carried::of(&written.attributes).with_lints_of(&sig);
    let variants = variants.filter_map(|it| variant(it, head.clone(), &attribute, carried()));
    let mut methods: Vec<_> = variants.collect();
    let parameters = parameter_options(&sig, errors);
    if methods.is_empty() {
        methods.push(Method {
            carried: carried(),
            options,
            vis,
            sig,
            parameters,
        });
    }
    Item::Method(written, methods)
}

/// The method as the `cfg`s of its parameters leave it in one case.
fn variant(
    variant: Variant,
    head: TokenStream,
    attribute: &RawAttribute,
    carried: Carried,
) -> Option<Method> {
    // What is wrong with the options is reported for the method as it is written.
    let mut errors = Errors::default();
    let (vis, mut sig) = parse_signature.parse2(head).ok()?;
    let mut has = variant.has.iter();
    let mut is_there = || has.next().copied().unwrap_or(true);
    let inputs = mem::take(&mut sig.inputs).into_iter();
    sig.inputs = inputs.filter(|_| is_there()).collect();
    let generics = mem::take(&mut sig.generics.params).into_iter();
    sig.generics.params = generics.filter(|_| is_there()).collect();
    Some(Method {
        options: MethodOptions::parse(attribute, &mut errors),
        carried: carried.of_variant(variant),
        parameters: parameter_options(&sig, &mut errors),
        vis,
        sig,
    })
}

fn parse_signature(input: ParseStream) -> syn::Result<(Visibility, Signature)> {
    Ok((generated(input.parse()?), input.parse()?))
}

/// The visibility as generated items have it. With its own span, they would pass for what a `macro_rules` around them has
/// written, and lints would have their say.
fn generated(mut vis: Visibility) -> Visibility {
    let keyword = match &mut vis {
        Visibility::Public(keyword) => keyword,
        Visibility::Restricted(restricted) => &mut restricted.pub_token,
        Visibility::Inherited => return vis,
    };
    keyword.span = Span::mixed_site().located_at(keyword.span);
    vis
}

fn parameter_options(sig: &Signature, errors: &mut Errors) -> Vec<ParameterOptions> {
    let attributes = sig.inputs.iter().map(attributes);
    attributes
        .map(|attributes| ParameterOptions::parse(attributes, errors))
        .collect()
}

/// The tokens of a method's signature.
fn head(written: &RawItem) -> TokenStream {
    // The `;` of a method without a body is no part of it.
    let head = match written.head.split_last() {
        Some((last, head)) if lift::is_punct(last, ';') => head,
        _ => written.head.as_slice(),
    };
    head.iter().cloned().collect()
}

/// A method's visibility and signature. After a mistake in it, there may be one to go on with.
fn signature(
    head: &TokenStream,
    written: &RawItem,
    errors: &mut Errors,
) -> Option<(Visibility, Signature)> {
    let mut is_deep = false;
    let checked = |input: ParseStream| {
        depth::check(input).inspect_err(|_| is_deep = true)?;
        parse_signature(input)
    };
    match checked.parse2(head.clone()) {
        Ok(parsed) => Some(parsed),
        Err(error) if is_deep => {
            errors.push(error);
            None
        }
        Err(error) => {
            let tokens: Vec<_> = head.clone().into_iter().collect();
            if half_typed::lacks_something(&tokens) {
                errors.leave_to_compiler();
            } else {
                errors.push(before_body(head, written).unwrap_or(error));
            }
            half_typed::signature(&tokens)
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

/// The attribute under a name that is nearly its own.
fn misspelt(written: &mut RawItem, errors: &mut Errors) -> Option<RawAttribute> {
    let is_near = |attribute: &RawAttribute| {
        let name = attribute.name.as_ref().map(ToString::to_string);
        name.is_some_and(|name| {
            grammar::nearest(&name, [ATTRIBUTE].into_iter(), |distance, _| distance <= 2).is_some()
        })
    };
    let index = written.attributes.iter().position(is_near)?;
    let attribute = written.attributes.remove(index);
    if let Some(name) = &attribute.name {
        let message = format!("unknown attribute `#[{name}]`; did you mean `#[{ATTRIBUTE}]`?");
        errors.at(name, message);
    }
    Some(attribute)
}

/// An attribute of parameters that stands on the method.
fn of_parameter(written: &mut RawItem, errors: &mut Errors) {
    let is_one = |attribute: &RawAttribute| {
        let first = attribute.meta().first().map(ToString::to_string);
        attribute
            .name
            .as_ref()
            .is_some_and(|name| is_parameter_attribute(name) && first == Some(name.to_string()))
    };
    while let Some(index) = written.attributes.iter().position(is_one) {
        let attribute = written.attributes.remove(index);
        if let (Some(name), Some(method)) = (&attribute.name, &written.name) {
            let message =
                format!("`#[{name}]` goes on a parameter of `{method}`, not on the method itself");
            errors.at(name, message);
        }
    }
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
    let found = parameters::strip(&mut written.head, is_parameter_attribute);
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
        self.items.iter().flat_map(|item| match item {
            Item::Method(_, variants) => variants.as_slice(),
            Item::Other(_) => &[],
        })
    }

    /// What stands before the braces, with an empty list of parameters if there is none: behind a bare `impl`, the compiler
    /// offers to declare a misspelt type as a parameter. It would offer so of the method and not of what is generated for
    /// it, and tell of the type twice.
    fn head(&self) -> TokenStream {
        let head = &self.written.head;
        let is_keyword =
            |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == "impl");
        match head.iter().position(is_keyword) {
            Some(keyword) if self.header.generics.lt_token.is_none() => {
                let (before, behind) = head.split_at(keyword + 1);
                let span = Span::mixed_site().located_at(self.header.impl_token.span);
                quote_spanned!(span=> #(#before)* <> #(#behind)*)
            }
            _ => head.iter().cloned().collect(),
        }
    }
}

impl Item {
    pub(crate) fn written(&self) -> &RawItem {
        match self {
            Self::Method(written, _) | Self::Other(written) => written,
        }
    }
}

/// As written, without the attributes of this crate.
impl ToTokens for ImplBlock {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let is_whole = |item: &&Item| !item.written().is_unfinished;
        tokens.append_all(&self.written.attributes);
        let head = self.head();
        tokens.append_all(head.clone());
        tokens.append(braced(&self.body, self.items.iter().filter(is_whole)));
        // At an unfinished item, the compiler leaves a block, and would miss the items behind.
        for unfinished in self.items.iter().filter(|item| !is_whole(item)) {
            self.carried.bare().to_tokens(tokens);
            tokens.append_all(head.clone());
            tokens.append(braced(&self.body, iter::once(unfinished)));
        }
    }
}

impl ToTokens for Item {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.written().to_tokens(tokens);
    }
}
