//! Tokens of the annotated item → syntax. Bodies stay tokens.

use std::{iter, mem};

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt as _, quote};
use syn::parse::{ParseStream, Parser as _};
use syn::{ItemImpl, Signature, Visibility};

use crate::attributes::{self, Carried};
use crate::counterparts;
use crate::depth;
use crate::errors::Errors;
use crate::generics;
use crate::half_typed;
use crate::lift::{self, Kind, RawAttribute, RawItem};
use crate::misplaced;
use crate::nearness;
use crate::options::{
    self, ImplOptions, MethodOptions, ParameterOptions, Written, is_parameter_attribute,
};
use crate::parameters;
use crate::signature::{self, Parsed};
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
    pub(crate) written: RawItem,
    pub(crate) body: Group,
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
    let again = repeated(&mut written, errors);
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
            let Some(header) = misplaced::without_visibility(&written, errors) else {
                errors.push(error);
                return Err(misplaced::strip(written));
            };
            header
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
    let mut options = Written::on_impl(args, errors);
    for arguments in again.iter().filter_map(options::arguments) {
        options.add(Written::on_impl(arguments, errors));
    }
    let mut items = lift::items(body.stream());
    items.retain(|item| !is_separator(item, errors));
    let items = items.into_iter().enumerate();
    let stray = &mut options.of_impl;
    let items = items.map(|(index, item)| self::item(index, item, stray, errors));
    let mut items: Vec<_> = items.collect();
    hand_on(&options.of_method, &mut items);
    counterparts::part(&mut items);
    if is_wrapped {
        wrapped::forget_bodies(&mut items);
    }
    Ok(ImplBlock {
        carried: Carried::of(&written.attributes),
        header,
        options: options.of_impl,
        items,
        written,
        body,
    })
}

/// Whether this is what stands between two items in other languages: the compiler has told of it, and would again, and
/// would miss the items behind.
fn is_separator(item: &RawItem, errors: &mut Errors) -> bool {
    let is_mark = |token| lift::is_punct(token, ';') || lift::is_punct(token, ',');
    let is_one = item.attributes.is_empty() && item.head.iter().all(is_mark);
    if is_one {
        errors.leave_to_compiler();
    }
    is_one
}

/// Takes further attributes off.
fn repeated(written: &mut RawItem, errors: &mut Errors) -> Vec<RawAttribute> {
    let again = iter::from_fn(|| take_attribute(written));
    let again: Vec<_> = again.collect();
    for attribute in &again {
        errors.at(attribute, "`#[event_async]` is given twice");
    }
    again
}

/// What was said of the block and is of a method can be meant for one only.
fn hand_on(options: &MethodOptions, items: &mut [Item]) {
    let variants = items.iter_mut().filter_map(|item| match item {
        Item::Method(_, variants) => Some(variants),
        Item::Other(_) => None,
    });
    let mut all: Vec<_> = variants.collect();
    if let [only] = all.as_mut_slice() {
        for variant in only.iter_mut() {
            variant.options.add(options.clone());
        }
    }
}

/// Options of the block that stand on a method are added to the block's.
fn item(index: usize, mut written: RawItem, block: &mut ImplOptions, errors: &mut Errors) -> Item {
    let attribute = take_attribute(&mut written).or_else(|| misspelt(&mut written, errors));
    if written.kind == Kind::Other && written.ends_with_block() && !written.is_macro() {
        errors.leave_to_compiler();
        written.stand_in = Some(TokenStream::new());
    }
    let Some(attribute) = attribute else {
        conditional(&mut written, errors);
        if written.kind == Kind::Function {
            unannotated(&mut written, errors);
            if written.body.is_some() && half_typed::is_lost(&written.head) {
                let signature = signature::of(&written, &mut Errors::default());
                written.stand_in = signature.map(|signature| signature.stand_in());
                errors.leave_to_compiler();
            }
        }
        return Item::Other(written);
    };
    let again = repeated(&mut written, errors);
    if written.kind != Kind::Function {
        // It may become a method; and what else is no item, the compiler does not take.
        let is_item = written.kind == Kind::Definition || written.is_macro();
        if written.is_unfinished || !is_item {
            errors.leave_to_compiler();
        } else {
            let message = "`#[event_async]` goes on methods: nothing else runs in the background";
            errors.at(attribute, message);
        }
        return Item::Other(written);
    }
    of_parameter(&mut written, errors);
    parameters::check_unneeded(&mut written, errors);
    let mut options = Written::on_method(&attribute, errors);
    for attribute in &again {
        options.add(Written::on_method(attribute, errors));
    }
    block.add(options.of_impl);
    let options = options.of_method;
    let signature = signature::of(&written, errors);
    let inputs = signature.iter().flat_map(|signature| &signature.sig.inputs);
    let loose: Vec<_> = inputs.flat_map(options::loose).collect();
    let is_ours = |name: &Ident| options::meant(name).is_some() || loose.contains(&name);
    let is_lost = signature.as_ref().is_some_and(|it| !it.is_whole)
        && (half_typed::is_lost(&written.head)
            || half_typed::has_lost_part(&written.head)
            || half_typed::ends_in_mark(&written.head));
    parameters::strip(&mut written.head, is_ours);
    let Some(signature) = signature else {
        return Item::Other(written);
    };
    if is_lost {
        written.stand_in = Some(signature.stand_in());
        written.is_unfinished = false;
    }
    let Parsed {
        head,
        vis,
        mut sig,
        is_whole,
    } = signature;
    if written.is_unfinished && is_whole {
        // Nothing but the body is missing, which the compiler has told.
        let body = Group::new(Delimiter::Brace, quote!(::core::unreachable!()));
        written.body = Some(body.into());
        written.is_unfinished = false;
    }
    if attributes::are_wrong(&written.attributes, &sig) {
        errors.leave_to_compiler();
    }
    let variants = variants(index, &sig, errors).into_iter();
    let carried = || Carried::of(&written.attributes).with_lints_of(&sig);
    let variants = variants.filter_map(|it| variant(it, head.clone(), options.clone(), carried()));
    let mut methods: Vec<_> = variants.collect();
    let parameters = parameter_options(&sig, errors);
    if methods.is_empty() {
        let carried = carried();
        parameters::name_apart(&mut sig);
        methods.push(Method {
            options,
            carried,
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
    options: MethodOptions,
    carried: Carried,
) -> Option<Method> {
    // What is wrong with the options is reported for the method as it is written.
    let mut errors = Errors::default();
    let (vis, mut sig) = signature::parse.parse2(head).ok()?;
    let mut has = variant.has.iter();
    let mut is_there = || has.next().copied().unwrap_or(true);
    let inputs = mem::take(&mut sig.inputs).into_iter();
    sig.inputs = inputs.filter(|_| is_there()).collect();
    let generics = mem::take(&mut sig.generics.params).into_iter();
    sig.generics.params = generics.filter(|_| is_there()).collect();
    Some(Method {
        options,
        carried: carried.of_variant(variant),
        parameters: parameter_options(&sig, &mut errors),
        vis,
        sig,
    })
}

fn parameter_options(sig: &Signature, errors: &mut Errors) -> Vec<ParameterOptions> {
    let inputs = sig.inputs.iter();
    inputs
        .map(|input| ParameterOptions::parse(input, errors))
        .collect()
}

/// The attribute under a name that is nearly its own.
fn misspelt(written: &mut RawItem, errors: &mut Errors) -> Option<RawAttribute> {
    let is_near = |attribute: &RawAttribute| {
        let name = attribute.name.as_ref().map(ToString::to_string);
        name.is_some_and(|name| {
            nearness::nearest(&name, [ATTRIBUTE].into_iter(), |distance, _| distance <= 2).is_some()
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
}

impl Item {
    pub(crate) fn written(&self) -> &RawItem {
        match self {
            Self::Method(written, _) | Self::Other(written) => written,
        }
    }
}
