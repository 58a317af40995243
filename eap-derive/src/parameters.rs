//! A function's parameters and their attributes, found in the raw tokens of its head.

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, TokenStream, TokenTree};
use quote::TokenStreamExt as _;
use syn::{FnArg, Pat, Signature};

use crate::errors::Errors;
use crate::lift::{RawItem, is_punct, list, path_end};
use crate::names;
use crate::types::as_reference;

/// Takes the attributes with such names off a function's parameters, also those in a `cfg_attr`, and tells which there
/// were.
pub(crate) fn strip(head: &mut [TokenTree], is_ours: impl Fn(&Ident) -> bool + Copy) -> Vec<Ident> {
    let mut stripped = Vec::new();
    let parameters = position(head).and_then(|index| head.get_mut(index));
    let Some(TokenTree::Group(parameters)) = parameters else {
        return stripped;
    };
    let mut rest = TokenStream::new();
    let mut tokens = parameters.stream().into_iter().peekable();
    let mut before: Option<TokenTree> = None;
    while let Some(token) = tokens.next() {
        // The compiler has told that it is no attribute of a type.
        let is_of_type = before.as_ref().is_some_and(|colon| is_punct(colon, ':'));
        if is_punct(&token, '#') && !is_of_type {
            let helper = match tokens.peek() {
                Some(TokenTree::Group(group)) => helper(group.stream(), is_ours),
                _ => None,
            };
            if let Some(name) = helper {
                stripped.push(name);
                tokens.next();
                // So it has told of a comma that is missing before the next parameter, and would again.
                if before.as_ref().is_some_and(|before| !may_end(before)) {
                    before = Some(Punct::new(',', Spacing::Alone).into());
                    rest.extend(before.clone());
                }
                continue;
            }
        }
        before = Some(token.clone());
        rest.append(token);
    }
    // A group made anew has one span for both its parentheses, so it is replaced only where it has to be.
    if !stripped.is_empty() {
        let mut group = Group::new(parameters.delimiter(), rest);
        group.set_span(parameters.span());
        *parameters = group;
    }
    stripped
}

/// Whether a parameter may begin behind this token.
fn may_end(token: &TokenTree) -> bool {
    match token {
        // An attribute, or what a macro was given.
        TokenTree::Group(group) => {
            matches!(group.delimiter(), Delimiter::Bracket | Delimiter::None)
        }
        token => is_punct(token, ','),
    }
}

/// Takes off attributes that there are not, since what they would say goes without saying.
pub(crate) fn check_unneeded(item: &mut RawItem, errors: &mut Errors) {
    const UNNEEDED: &[&str] = &["in", "ref", "user_state"];
    let is_one = |name: &Ident| UNNEEDED.iter().any(|unneeded| name == unneeded);
    for found in strip(&mut item.head, is_one) {
        let message = match (found.to_string().as_str(), &item.name) {
            ("in", _) => String::from("what goes in needs no attribute: take `#[in]` away"),
            ("ref", _) => String::from(
                "what goes in and comes back is a `&mut`, and needs no attribute: take `#[ref]` away",
            ),
            (_, Some(method)) => format!(
                "the user state is no parameter of `{method}`: `concurrent` or `user_state = …` on the impl block gives one to \
                 `{method}_async`"
            ),
            (_, None) => continue,
        };
        errors.at(found, message);
    }
}

/// Gives parameters of one name different ones, for what is generated: then the compiler tells of the method alone. And it
/// has nothing to tell if one of them is a macro's own. Names that accessors are called by stay.
pub(crate) fn name_apart(sig: &mut Signature) {
    let mut known: Vec<Ident> = Vec::new();
    for (index, input) in sig.inputs.iter_mut().enumerate() {
        let FnArg::Typed(typed) = input else {
            continue;
        };
        let is_output = as_reference(&typed.ty).is_some_and(|ty| ty.mutability.is_some());
        if let Pat::Ident(pat) = &mut *typed.pat {
            if !known.contains(&pat.ident) {
                known.push(pat.ident.clone());
            } else if !is_output {
                pat.ident = names::argument(index);
            }
        }
    }
}

/// The name of an attribute if it is such a one, or of the first such in a `cfg_attr`.
pub(crate) fn helper(meta: TokenStream, is_ours: impl Fn(&Ident) -> bool + Copy) -> Option<Ident> {
    let (name, mut rest) = path_end(meta)?;
    if name != "cfg_attr" {
        return Some(name).filter(is_ours);
    }
    let list = rest.flat().next().and_then(|token| list(&token))?;
    let attributes = list.into_iter().skip(1);
    attributes
        .map(TokenStream::from_iter)
        .find_map(|meta| helper(meta, is_ours))
}

/// Whether a function's first parameter is some `self`.
pub(crate) fn has_receiver(head: &[TokenTree]) -> bool {
    let Some(TokenTree::Group(parameters)) = position(head).and_then(|index| head.get(index))
    else {
        return false;
    };
    let first = parameters
        .stream()
        .into_iter()
        .take_while(|token| !is_punct(token, ','));
    first
        .into_iter()
        .any(|token| matches!(token, TokenTree::Ident(ident) if ident == "self"))
}

/// Where the parenthesized parameters stand after `fn name<…>`.
pub(crate) fn position(head: &[TokenTree]) -> Option<usize> {
    let is_fn = |token: &TokenTree| matches!(token, TokenTree::Ident(ident) if ident == "fn");
    let function = head.iter().position(is_fn)?;
    let mut depth = 0_usize;
    let mut arrow = false;
    let parameters = head.iter().skip(function).position(|token| {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '<' => depth += 1,
            TokenTree::Punct(punct) if punct.as_char() == '>' && !arrow => {
                depth = depth.saturating_sub(1);
            }
            TokenTree::Group(group) if depth == 0 => {
                return group.delimiter() == Delimiter::Parenthesis;
            }
            _ => {}
        }
        arrow = is_punct(token, '-');
        false
    });
    parameters.map(|after| function + after)
}
