//! `out x: T`, `[out] x: T` and `x: #[out] T`, as other languages mark parameters.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::quote;

use crate::errors::Errors;
use crate::half_typed;
use crate::lift::{is_punct, path_end};
use crate::options::is_parameter_attribute;
use crate::parameters;
use crate::spelling::spelled;

/// Says how each is written, and gives the head of the method with all of them written so.
///
/// The compiler has told that these cannot be parameters, but not what they can be.
pub(crate) fn put_right(head: &[TokenTree], errors: &mut Errors) -> Option<TokenStream> {
    let index = parameters::position(head)?;
    let Some(TokenTree::Group(list)) = head.get(index) else {
        return None;
    };
    let mut found = false;
    let mut inputs = Vec::new();
    for input in half_typed::split(list.stream(), true)? {
        let right = right(&input).map(|(marker, right)| {
            found = true;
            if let Some(marker) = marker {
                let message = format!("`{marker}` is an attribute: write `{}`", spelled(&right));
                errors.at(marker, message);
            }
            right
        });
        inputs.push(right.unwrap_or_else(|| input.into_iter().collect()));
    }
    let mut new = Group::new(Delimiter::Parenthesis, quote!(#(#inputs),*));
    new.set_span(list.span());
    let (before, after) = (head.get(..index)?, head.get(index + 1..)?);
    found.then(|| quote!(#(#before)* #new #(#after)*))
}

/// The marker of a parameter, and the parameter with it at its place. With an attribute right before its own tokens, it is
/// the next parameter that lacks its comma.
fn right(input: &[TokenTree]) -> Option<(Option<Ident>, TokenStream)> {
    match input {
        [TokenTree::Ident(marker), rest @ ..]
            if is_parameter_attribute(marker) && is_typed(rest) =>
        {
            Some((Some(marker.clone()), quote!(#[#marker] #(#rest)*)))
        }
        [TokenTree::Group(list), rest @ ..] if is_typed(rest) => {
            let marker = marker(list)?;
            Some((Some(marker), quote!(# #list #(#rest)*)))
        }
        _ => {
            let mark = input
                .iter()
                .skip(1)
                .position(|token| is_punct(token, '#'))?
                + 1;
            let (before, [mark, TokenTree::Group(list), ty @ ..]) = input.split_at(mark) else {
                return None;
            };
            let is_of_type = before.last().is_some_and(|colon| is_punct(colon, ':'));
            let marker = marker(list)?;
            if is_of_type {
                Some((Some(marker), quote!(#mark #list #(#before)* #(#ty)*)))
            } else {
                Some((None, quote!(#(#before)*, #mark #list #(#ty)*)))
            }
        }
    }
}

/// Whether this is a parameter by itself.
fn is_typed(input: &[TokenTree]) -> bool {
    matches!(input.first(), Some(TokenTree::Ident(_)))
        && input.iter().any(|token| is_punct(token, ':'))
}

fn marker(list: &Group) -> Option<Ident> {
    let is_list = list.delimiter() == Delimiter::Bracket;
    let (name, _) = path_end(list.stream()).filter(|_| is_list)?;
    Some(name).filter(is_parameter_attribute)
}
