//! Trait objects without `dyn`, as in `Box<Fn(u8) + Send>`. Up to edition 2018 they are right, but `syn` does not take them
//! all. Later the compiler tells of them, and that once if what is generated has the `dyn`.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use syn::{FnArg, GenericArgument, PathArguments, ReturnType, Signature, Type};

use crate::lift::is_punct;
use crate::parameters;
use crate::types::last_segment;

/// Whether the signature has one that `syn` takes for the path of a type.
pub(crate) fn are_in(sig: &Signature) -> bool {
    let of_input = |input: &FnArg| matches!(input, FnArg::Typed(typed) if is_one(&typed.ty));
    sig.inputs.iter().any(of_input) || matches!(&sig.output, ReturnType::Type(_, ty) if is_one(ty))
}

/// Whether this is one, or has one within: only traits have their associated types said.
fn is_one(ty: &Type) -> bool {
    match ty {
        Type::Reference(reference) => is_one(&reference.elem),
        Type::Paren(paren) => is_one(&paren.elem),
        Type::Slice(slice) => is_one(&slice.elem),
        Type::Tuple(tuple) => tuple.elems.iter().any(is_one),
        Type::Path(_) => match last_segment(ty).map(|segment| &segment.arguments) {
            Some(PathArguments::AngleBracketed(list)) => {
                list.args.iter().any(|argument| match argument {
                    GenericArgument::Type(ty) => is_one(ty),
                    GenericArgument::AssocType(_) => true,
                    _ => false,
                })
            }
            _ => false,
        },
        _ => false,
    }
}

/// The head of a method with a `dyn` before each, if there is one.
pub(crate) fn with_dyn(head: &[TokenTree]) -> Option<TokenStream> {
    let index = parameters::position(head)?;
    let mut found = false;
    let mut tokens: Vec<_> = head.get(..index)?.to_vec();
    if let Some(TokenTree::Group(list)) = head.get(index) {
        tokens.push(within(list, Place::Parameters, &mut found).into());
    }
    let output = head.get(index + 1..)?;
    let is_where = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == "where");
    let end = output.iter().position(is_where).unwrap_or(output.len());
    let (output, bounds) = output.split_at(end);
    tokens.extend(marked(output, Place::Parameters, &mut found));
    tokens.extend_from_slice(bounds);
    found.then(|| tokens.into_iter().collect())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Types begin behind colons and arrows.
    Parameters,
    /// A type begins at the front, and behind each comma.
    Types,
}

fn within(group: &Group, place: Place, found: &mut bool) -> Group {
    let content: Vec<_> = group.stream().into_iter().collect();
    let content = marked(&content, place, found).into_iter().collect();
    let mut new = Group::new(group.delimiter(), content);
    new.set_span(group.span());
    new
}

fn marked(tokens: &[TokenTree], place: Place, found: &mut bool) -> Vec<TokenTree> {
    let mut all = Vec::new();
    let mut angles = 0_usize;
    let mut begins = place == Place::Types;
    let mut before: Option<&TokenTree> = None;
    for (index, token) in tokens.iter().enumerate() {
        let follows = |char| before.is_some_and(|before| is_punct(before, char));
        match token {
            TokenTree::Punct(punct) => match punct.as_char() {
                '&' | '*' | '\'' => {}
                '<' => {
                    angles += 1;
                    begins = true;
                }
                '>' if follows('-') => begins = true,
                '>' => {
                    angles = angles.saturating_sub(1);
                    begins = false;
                }
                ',' => begins = angles > 0 || place == Place::Types,
                ':' => begins = angles == 0 && place == Place::Parameters && !follows(':'),
                '=' => begins = angles > 0,
                _ => begins = false,
            },
            // That of a lifetime.
            TokenTree::Ident(_) if follows('\'') => {}
            TokenTree::Ident(word) if begins && (word == "mut" || word == "const") => {}
            TokenTree::Ident(word) => {
                if begins && is_trait(tokens.get(index..).unwrap_or_default()) {
                    *found = true;
                    all.push(Ident::new("dyn", word.span()).into());
                }
                begins = false;
            }
            TokenTree::Group(group)
                if matches!(
                    group.delimiter(),
                    Delimiter::Parenthesis | Delimiter::Bracket
                ) && !follows('#')
                    && (begins || matches!(before, Some(TokenTree::Ident(_)))) =>
            {
                let is_pattern = angles == 0 && place == Place::Parameters && !begins;
                begins = false;
                if !is_pattern {
                    all.push(within(group, Place::Types, found).into());
                    before = Some(token);
                    continue;
                }
            }
            _ => begins = false,
        }
        all.push(token.clone());
        before = Some(token);
    }
    all
}

/// Whether a trait's path begins here, and no type's.
fn is_trait(mut tokens: &[TokenTree]) -> bool {
    const KEYWORDS: &[&str] = &["dyn", "impl", "fn", "for", "unsafe", "extern"];
    loop {
        tokens = match tokens {
            [TokenTree::Ident(word), ..] if KEYWORDS.iter().any(|known| word == known) => {
                return false;
            }
            [TokenTree::Ident(_), rest @ ..] => rest,
            [first, second, rest @ ..] if is_punct(first, ':') && is_punct(second, ':') => rest,
            [open, rest @ ..] if is_punct(open, '<') => {
                let (binds, rest) = arguments(rest);
                if binds {
                    return true;
                }
                rest
            }
            [TokenTree::Group(group), ..] => return group.delimiter() == Delimiter::Parenthesis,
            _ => return false,
        };
    }
}

/// Whether an associated type is said in the generic arguments that begin here, and what stands behind them.
fn arguments(tokens: &[TokenTree]) -> (bool, &[TokenTree]) {
    let mut angles = 1_usize;
    let mut binds = false;
    let mut arrow = false;
    for (index, token) in tokens.iter().enumerate() {
        if is_punct(token, '<') {
            angles += 1;
        } else if is_punct(token, '>') && !arrow {
            angles -= 1;
        }
        binds |= angles == 1 && is_punct(token, '=');
        arrow = is_punct(token, '-');
        if angles == 0 {
            return (binds, tokens.get(index + 1..).unwrap_or_default());
        }
    }
    (false, &[])
}
