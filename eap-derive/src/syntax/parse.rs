//! Tokens of the annotated item → the impl block.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::quote;
use syn::parse::{ParseStream, Parser as _};
use syn::{Error, ItemImpl, Signature, Visibility};

use super::attrs::{SharedAttributes, take_conditional};
use super::block::{ImplBlock, Item, Method};
use super::depth;
use super::items::{self, Kind, RawAttribute, RawItem};
use super::marks::{Marks, may_be_marked};
use super::options::{Options, Site};
use crate::errors::Errors;
use crate::text::spelled;
use crate::ty::tokens::is_punct;

pub(crate) const ATTRIBUTE: &str = "event_async";

/// The impl block of an item that is one.
pub(crate) fn parse(
    args: TokenStream,
    mut written: RawItem,
    errors: &mut Errors,
) -> Result<ImplBlock, Box<RawItem>> {
    for again in written.take_attributes(ATTRIBUTE) {
        errors.at(again, "`#[event_async]` is given twice");
    }
    let head: TokenStream = written.head.iter().cloned().collect();
    let header = depth::check(&head).and_then(|()| syn::parse2(quote!(#head {})));
    let header: ItemImpl = match header {
        Ok(header) => header,
        Err(error) => {
            errors.push(error);
            return Err(Box::new(written));
        }
    };
    if let Some((name, _)) = &header.trait_ {
        let message = format!(
            "`#[event_async]` goes on an inherent impl block, not on that of a trait: move the methods to an `impl {}`",
            spelled(&header.self_ty)
        );
        errors.at(name, message);
        return Err(Box::new(written));
    }
    let Some(body) = written.body.as_ref().and_then(items::block) else {
        errors.push(Error::new(Span::call_site(), "expected an impl block"));
        return Err(Box::new(written));
    };
    let options = Options::parse(Site::Impl, args, errors);
    let items = items::items(body.stream()).into_iter();
    let items = items.map(|item| self::item(item, errors)).collect();
    Ok(ImplBlock {
        shared: SharedAttributes::of(&written.attributes),
        attributes: written.attributes,
        header,
        options,
        head,
        body,
        items,
    })
}

/// Takes the attribute off an item, also out of a `cfg_attr`. Gives it with the predicates that it is under.
fn annotation(
    written: &mut RawItem,
    errors: &mut Errors,
) -> Option<(RawAttribute, Vec<TokenStream>)> {
    let mut found = written.take_attributes(ATTRIBUTE).into_iter();
    if let Some(first) = found.next() {
        for again in found {
            errors.at(again, "`#[event_async]` is given twice");
        }
        return Some((first, Vec::new()));
    }
    let mut attributes = written.attributes.iter().enumerate();
    let (index, found, predicates, rest) = attributes.find_map(|(index, attribute)| {
        let (part, rest) = take_conditional(attribute.meta(), |name| name == ATTRIBUTE)?;
        let rest = rest.into_iter().map(|rest| attribute.with_meta(rest));
        let rest: Vec<_> = rest.collect();
        Some((index, attribute.with_meta(part.meta), part.predicates, rest))
    })?;
    written.attributes.splice(index..=index, rest);
    Some((found, predicates))
}

/// The content of an attribute's parentheses.
fn arguments(attribute: &RawAttribute, errors: &mut Errors) -> TokenStream {
    match attribute.meta().into_iter().last() {
        Some(TokenTree::Group(list)) if list.delimiter() == Delimiter::Parenthesis => list.stream(),
        Some(TokenTree::Ident(_)) => TokenStream::new(),
        _ => {
            let message = "options go in parentheses: write `#[event_async(…)]`";
            errors.at(attribute, message);
            TokenStream::new()
        }
    }
}

fn item(mut written: RawItem, errors: &mut Errors) -> Item {
    let Some((attribute, predicates)) = annotation(&mut written, errors) else {
        unannotated(&mut written, errors);
        return Item::Other(written);
    };
    let is_function = written.kind == Kind::Function;
    let Some(name) = written.name.clone().filter(|_| is_function) else {
        let message = "`#[event_async]` goes on a method: nothing else runs in the background";
        errors.at(attribute, message);
        return Item::Other(written);
    };
    let arguments = arguments(&attribute, errors);
    let options = Options::parse(Site::Method, arguments, errors);
    let is_conditional = !predicates.is_empty();
    let (vis, mut sig, is_broken) = match signature(&written) {
        Ok((vis, sig)) => (vis, sig, false),
        Err(error) => {
            errors.push(error);
            // Its name is all that is known.
            let Ok(sig) = syn::parse2(quote!(fn #name(&self))) else {
                return Item::Other(written);
            };
            (Visibility::Inherited, sig, true)
        }
    };
    let marks = take_marks(&mut written, (&vis, &mut sig), is_conditional, errors);
    let shared = SharedAttributes::of(&written.attributes).with_lints_of(&sig);
    let method = Method {
        shared: shared.under(predicates),
        options,
        vis: generated(vis),
        sig,
        marks,
        is_broken,
    };
    Item::Method(written, Box::new(method))
}

/// Takes the marks off a method's parameters. What has none stays exactly as written.
fn take_marks(
    written: &mut RawItem,
    (vis, sig): (&Visibility, &mut Signature),
    is_conditional: bool,
    errors: &mut Errors,
) -> Vec<Marks> {
    let inputs = sig.inputs.iter_mut();
    let marks = inputs.map(|input| Marks::take(input, is_conditional, errors));
    let marks: Vec<_> = marks.collect();
    if marks.iter().any(|marks| marks.is_marked) {
        let end = written.head.last().filter(|last| is_punct(last, ';'));
        written.head = quote!(#vis #sig #end).into_iter().collect();
    }
    marks
}

/// The item without the marks on its parameters, if it is a function. Gives the first of them.
pub(crate) fn strip_marks(written: &mut RawItem) -> Option<Ident> {
    if !may_be_marked(&written.head) {
        return None;
    }
    let (vis, mut sig) = signature(written).ok()?;
    let marks = take_marks(written, (&vis, &mut sig), true, &mut Errors::default());
    marks.iter().flat_map(Marks::roles).next().cloned()
}

/// A method with `#[out]` and the like, but without the attribute that gives them a meaning.
fn unannotated(written: &mut RawItem, errors: &mut Errors) {
    if let (Some(mark), Some(name)) = (strip_marks(written), &written.name) {
        let message = format!(
            "`#[{mark}]` is for the parameters of asynchronous operations: annotate `{name}` with `#[event_async]`, too"
        );
        errors.at(mark, message);
    }
}

/// A method's visibility and signature.
fn signature(written: &RawItem) -> syn::Result<(Visibility, Signature)> {
    // The `;` of a method without a body is not part of it.
    let head = match written.head.split_last() {
        Some((last, head)) if is_punct(last, ';') => head,
        _ => written.head.as_slice(),
    };
    let head: TokenStream = head.iter().cloned().collect();
    depth::check(&head)?;
    let parser = |input: ParseStream| Ok((input.parse()?, input.parse()?));
    parser.parse2(head)
}

/// The visibility as generated items have it. With its own span, they would pass for what a `macro_rules` around them has
/// written, and lints would report them.
fn generated(mut vis: Visibility) -> Visibility {
    let keyword = match &mut vis {
        Visibility::Public(keyword) => keyword,
        Visibility::Restricted(restricted) => &mut restricted.pub_token,
        Visibility::Inherited => return vis,
    };
    keyword.span = Span::mixed_site().located_at(keyword.span);
    vis
}
