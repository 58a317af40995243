//! What is still being typed: where the next item begins after an unfinished one, and what can be made of a signature
//! that does not parse. An editor expands the macro all the time, and completes from what it generates.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt as _, quote};
use syn::parse::{Parse, ParseStream, Parser as _};
use syn::{Attribute, FnArg, Generics, ReturnType, Signature, Visibility, WhereClause};

use crate::lift::{self, is_punct};
use crate::types;

/// Where the function begins whose `fn` follows these tokens, if they hold something else before it.
///
/// `unfinished` tells that an item has begun in them, and lacks its end. Other tokens are the function's own, unless
/// its attributes stand between.
pub(crate) fn start_of_function(head: &[TokenTree], unfinished: bool) -> Option<usize> {
    let qualified = before_qualifiers(head);
    let before = before_attributes(qualified);
    let is_separate = unfinished || before.len() < qualified.len();
    (is_separate && !before.is_empty()).then_some(before.len())
}

fn before_qualifiers(mut head: &[TokenTree]) -> &[TokenTree] {
    const WORDS: &[&str] = &[
        "pub", "const", "async", "unsafe", "safe", "extern", "default",
    ];
    loop {
        head = match head {
            [rest @ .., TokenTree::Ident(word)] if WORDS.iter().any(|known| word == known) => rest,
            [rest @ .., TokenTree::Ident(vis), TokenTree::Group(group)]
                if group.delimiter() == Delimiter::Parenthesis && vis == "pub" =>
            {
                rest
            }
            [rest @ .., TokenTree::Ident(word), TokenTree::Literal(_)] if word == "extern" => rest,
            // The visibility that a macro was given.
            [rest @ .., TokenTree::Group(group)] if group.delimiter() == Delimiter::None => rest,
            _ => return head,
        };
    }
}

fn before_attributes(mut head: &[TokenTree]) -> &[TokenTree] {
    loop {
        head = match head {
            [rest @ .., mark, TokenTree::Group(group)]
                if group.delimiter() == Delimiter::Bracket && is_punct(mark, '#') =>
            {
                rest
            }
            _ => return head,
        };
    }
}

/// The signature with stand-ins for those of its parts that do not parse. It has to have a name.
pub(crate) fn signature(head: &[TokenTree]) -> Option<(Visibility, Signature)> {
    let is_fn = |token: &TokenTree| matches!(token, TokenTree::Ident(ident) if ident == "fn");
    let function = head.iter().position(is_fn)?;
    let (before, rest) = head.split_at(function);
    let [keyword, name @ TokenTree::Ident(_), after @ ..] = rest else {
        return None;
    };
    let index = parameters(head, after);
    let (generics, rest) = after.split_at(index);
    let (inputs, rest) = match rest {
        [TokenTree::Group(group), rest @ ..] => (inputs(group.stream()), rest),
        rest => (Vec::new(), rest),
    };
    let is_where = |token: &TokenTree| matches!(token, TokenTree::Ident(ident) if ident == "where");
    let end = rest.iter().position(is_where).unwrap_or(rest.len());
    let (output, where_clause) = rest.split_at(end);
    let vis = |input: ParseStream| {
        let vis: Visibility = input.parse()?;
        input.parse::<TokenStream>()?;
        Ok(vis)
    };
    let vis = vis.parse2(collect(before)).ok()?;
    let generics = part::<Generics>(generics);
    let output = self::output(output);
    let where_clause = part::<WhereClause>(where_clause);
    let sig = syn::parse2(quote!(#keyword #name #generics (#(#inputs),*) #output #where_clause));
    Some((vis, sig.ok()?))
}

/// How many tokens of those after the name stand before the parenthesized parameters.
fn parameters(head: &[TokenTree], after: &[TokenTree]) -> usize {
    // An angle bracket that is still open hides them.
    let first = || {
        let is_list = |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis);
        after.iter().position(is_list)
    };
    let offset = head.len() - after.len();
    lift::parameters(head)
        .and_then(|index| index.checked_sub(offset))
        .or_else(first)
        .unwrap_or(after.len())
}

fn collect(tokens: &[TokenTree]) -> TokenStream {
    tokens.iter().cloned().collect()
}

fn part<T: Parse>(tokens: &[TokenTree]) -> Option<T> {
    syn::parse2(collect(tokens)).ok()
}

/// A type that is not known yet is one without values.
fn output(tokens: &[TokenTree]) -> TokenStream {
    match tokens {
        // Nothing, or an arrow to nothing yet.
        [] | [_, _] => TokenStream::new(),
        tokens => part::<ReturnType>(tokens).map_or_else(
            || quote!(-> ::core::convert::Infallible),
            ToTokens::into_token_stream,
        ),
    }
}

fn inputs(list: TokenStream) -> Vec<TokenStream> {
    // After an angle bracket that is still open, every comma may be the next.
    let parameters = split(list.clone(), true).or_else(|| split(list, false));
    let mut inputs = Vec::new();
    for tokens in parameters.into_iter().flatten() {
        let is_first = inputs.is_empty();
        let input = part::<FnArg>(&tokens).map(ToTokens::into_token_stream);
        inputs.push(input.unwrap_or_else(|| stand_in(tokens, is_first)));
    }
    inputs
}

/// The parameters, split at the commas that no angle bracket encloses, if each is closed; or else at all commas.
fn split(list: TokenStream, heed_brackets: bool) -> Option<Vec<Vec<TokenTree>>> {
    let mut all = Vec::new();
    let mut one = Vec::new();
    let mut depth = 0_usize;
    let mut arrow = false;
    for token in list {
        if heed_brackets && is_punct(&token, '<') {
            depth += 1;
        } else if is_punct(&token, '>') && !arrow {
            depth = depth.saturating_sub(1);
        }
        arrow = is_punct(&token, '-');
        if depth == 0 && is_punct(&token, ',') {
            all.push(std::mem::take(&mut one));
        } else {
            one.push(token);
        }
    }
    all.push(one);
    all.retain(|tokens| !tokens.is_empty());
    (depth == 0).then_some(all)
}

/// A parameter in place of one that does not parse: what it is called and marked as is known, if nothing else.
fn stand_in(tokens: Vec<TokenTree>, is_first: bool) -> TokenStream {
    let attributes_and_rest = |input: ParseStream| {
        let attributes = input.call(Attribute::parse_outer)?;
        let rest: TokenStream = input.parse()?;
        Ok((attributes, rest))
    };
    let tokens: TokenStream = tokens.into_iter().collect();
    let (attributes, rest) = attributes_and_rest
        .parse2(tokens.clone())
        .unwrap_or_else(|_| (Vec::new(), tokens));
    let before_type = rest.into_iter().take_while(|token| !is_punct(token, ':'));
    let mut idents = Vec::new();
    types::idents(before_type.collect(), &mut idents);
    let name = idents.into_iter().find(|ident| ident != "mut");
    if is_first && name.as_ref().is_some_and(|name| name == "self") {
        return quote!(&self);
    }
    let name = name.filter(|name| syn::parse2::<Ident>(name.to_token_stream()).is_ok());
    let name = name.unwrap_or_else(|| Ident::new("_", Span::mixed_site()));
    let is = |role: &str| {
        attributes
            .iter()
            .any(|attribute| attribute.path().is_ident(role))
    };
    let ty = if is("cancel") {
        quote!(CancellationToken)
    } else if is("progress") {
        quote!(Progress)
    } else if is("out") || is("inout") {
        quote!(&mut ())
    } else {
        // Whatever a caller passes is right.
        quote!(impl ::core::marker::Sized)
    };
    let mut input = TokenStream::new();
    input.append_all(attributes);
    input.extend(quote!(#name: #ty));
    input
}
