//! What is still being typed: where the next item begins after an unfinished one, and what can be made of a signature
//! that does not parse. An editor expands the macro all the time, and completes from what it generates.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt as _, quote};
use syn::parse::{Parse, ParseStream, Parser as _};
use syn::punctuated::Punctuated;
use syn::{
    Attribute, FnArg, Generics, ReturnType, Signature, Token, Type, Visibility, WhereClause,
};

use crate::lift::is_punct;
use crate::{names, types};

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

/// Closes the last list of an unfinished item before what cannot be of it: the body of the function whose parameters it
/// holds, or the next function. Gives what comes after it.
///
/// An editor closes a list where the block around it ends, with all that stands between inside.
pub(crate) fn close(unfinished: &Group) -> Option<(Group, Vec<TokenTree>)> {
    if matches!(unfinished.delimiter(), Delimiter::Brace | Delimiter::None) {
        return None;
    }
    let mut content: Vec<TokenTree> = unfinished.stream().into_iter().collect();
    let after = match end_of_list(&content) {
        Some(end) => content.split_off(end),
        None => match content.pop() {
            Some(TokenTree::Group(last)) => {
                let (last, after) = close(&last)?;
                content.push(last.into());
                after
            }
            _ => return None,
        },
    };
    let mut closed = Group::new(unfinished.delimiter(), content.into_iter().collect());
    closed.set_span(unfinished.span());
    Some((closed, after))
}

fn end_of_list(content: &[TokenTree]) -> Option<usize> {
    let mut depth = 0_usize;
    let mut before: Option<&TokenTree> = None;
    for (index, token) in content.iter().enumerate() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '<' => depth += 1,
            TokenTree::Punct(punct) if punct.as_char() == '>' => {
                depth = depth.saturating_sub(1);
            }
            TokenTree::Ident(ident)
                if matches!(content.get(index + 1), Some(TokenTree::Ident(_)))
                    && ident == "fn"
                    && !before.is_some_and(is_quote) =>
            {
                let own = content.get(..index)?;
                return Some(end_of_parameters(before_attributes(before_qualifiers(own))));
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                let follows = |char| before.is_some_and(|before| is_punct(before, char));
                // Among generic arguments, braces hold a constant.
                let is_constant = follows('<') || depth > 0 && follows(',');
                if !is_constant {
                    return Some(end_of_parameters(content.get(..index)?));
                }
            }
            _ => {}
        }
        before = Some(token);
    }
    None
}

/// Where the parameters end before the body: at the arrow, if the last of them has none in its type.
fn end_of_parameters(content: &[TokenTree]) -> usize {
    let is_where = |token: &TokenTree| matches!(token, TokenTree::Ident(ident) if ident == "where");
    if let Some(condition) = content.iter().position(is_where) {
        return end_of_parameters(content.get(..condition).unwrap_or_default());
    }
    let parameters =
        |input: ParseStream| input.call(Punctuated::<FnArg, Token![,]>::parse_terminated);
    if parameters.parse2(collect(content)).is_ok() {
        return content.len();
    }
    let arrow = content.windows(2).rposition(
        |pair| matches!(pair, [first, second] if is_punct(first, '-') && is_punct(second, '>')),
    );
    arrow.unwrap_or(content.len())
}

fn before_qualifiers(mut head: &[TokenTree]) -> &[TokenTree] {
    const WORDS: &[&str] = &[
        "pub", "const", "async", "unsafe", "safe", "extern", "default", "final", "gen",
    ];
    loop {
        head = match head {
            // It is the name of a lifetime.
            [.., quote, TokenTree::Ident(_)]
            | [
                ..,
                quote,
                TokenTree::Ident(_),
                TokenTree::Group(_) | TokenTree::Literal(_),
            ] if is_quote(quote) => return head,
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

/// Whether this makes a lifetime of the next token.
fn is_quote(token: &TokenTree) -> bool {
    is_punct(token, '\'')
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

/// The head of a function, as far as raw tokens show what is what.
struct Parts<'a> {
    before: &'a [TokenTree],
    keyword: &'a TokenTree,
    name: &'a TokenTree,
    generics: &'a [TokenTree],
    inputs: Option<&'a Group>,
    output: &'a [TokenTree],
    where_clause: &'a [TokenTree],
}

impl<'a> Parts<'a> {
    /// A function has to have a name.
    fn of(head: &'a [TokenTree]) -> Option<Self> {
        let is = |word| move |token: &TokenTree| matches!(token, TokenTree::Ident(ident) if ident == word);
        let function = head.iter().position(is("fn"))?;
        let (before, rest) = head.split_at(function);
        let [keyword, name @ TokenTree::Ident(_), after @ ..] = rest else {
            return None;
        };
        let (generics, rest) = after.split_at(list(head, after));
        let (inputs, rest) = match rest {
            [TokenTree::Group(group), rest @ ..] => (Some(group), rest),
            rest => (None, rest),
        };
        let end = rest.iter().position(is("where")).unwrap_or(rest.len());
        let (output, where_clause) = rest.split_at(end);
        Some(Self {
            before,
            keyword,
            name,
            generics,
            inputs,
            output,
            where_clause,
        })
    }

    /// Whether there are generic parameters that cannot be read.
    fn lacks_generics(&self) -> bool {
        !self.generics.is_empty() && part::<Generics>(self.generics).is_none()
    }
}

/// The signature with stand-ins for those of its parts that do not parse.
pub(crate) fn signature(head: &[TokenTree]) -> Option<(Visibility, Signature)> {
    let parts = Parts::of(head)?;
    let vis = |input: ParseStream| {
        let vis: Visibility = input.parse()?;
        input.parse::<TokenStream>()?;
        Ok(vis)
    };
    let vis = vis.parse2(collect(parts.before)).ok()?;
    let (keyword, name) = (parts.keyword, parts.name);
    let generics = part::<Generics>(parts.generics);
    let are_named = !parts.lacks_generics();
    let inputs = parts.inputs.map(|list| inputs(list.stream(), are_named));
    let inputs = inputs.iter().flatten();
    let output = output(parts.output, are_named);
    let where_clause = part::<WhereClause>(parts.where_clause);
    let sig = syn::parse2(quote!(#keyword #name #generics (#(#inputs),*) #output #where_clause));
    Some((vis, sig.ok()?))
}

/// Whether the compiler cannot parse the method at all, as far as raw tokens show. It would tell of that in other words each
/// time, and would miss the methods behind.
pub(crate) fn is_lost(head: &[TokenTree]) -> bool {
    Parts::of(head).is_some_and(|parts| {
        let is_word = |first| matches!(first, &TokenTree::Ident(_));
        !before_qualifiers(parts.before).is_empty() || parts.output.first().is_some_and(is_word)
    })
}

/// The same of a signature that does not parse: in parameters and before the return type, the compiler puts up with much.
pub(crate) fn has_lost_part(head: &[TokenTree]) -> bool {
    let is_other = |first| ":=".chars().any(|mark| is_punct(first, mark));
    Parts::of(head).is_some_and(|parts| {
        let output = parts.output;
        let is_returned = output.first().is_none_or(is_other);
        parts.lacks_generics()
            || !is_returned && part::<ReturnType>(output).is_none()
            || !parts.where_clause.is_empty() && part::<WhereClause>(parts.where_clause).is_none()
    })
}

/// Whether the last parameter is not finished, and has an attribute that is taken off: the list's own end is what it runs
/// into, which is another one then.
pub(crate) fn ends_in_mark(head: &[TokenTree]) -> bool {
    let inputs = Parts::of(head).and_then(|parts| Some(parameters(parts.inputs?.stream())));
    inputs.is_some_and(|inputs| {
        inputs.last().is_some_and(|last| {
            last.first().is_some_and(|first| is_punct(first, '#')) && part::<FnArg>(last).is_none()
        })
    })
}

/// How many tokens of those after the name stand before the parenthesized parameters.
fn list(head: &[TokenTree], after: &[TokenTree]) -> usize {
    // An angle bracket that is still open hides them.
    let first = || {
        let is_list = |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis);
        after.iter().position(is_list)
    };
    let offset = head.len() - after.len();
    crate::parameters::position(head)
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
fn output(tokens: &[TokenTree], are_named: bool) -> TokenStream {
    // As other languages begin it.
    let ty = match tokens {
        // Nothing, or an arrow to nothing yet.
        [] => return TokenStream::new(),
        [dash, _] if is_punct(dash, '-') => return TokenStream::new(),
        [colon, ty @ ..] if is_punct(colon, ':') => ty,
        [equals, arrow, ty @ ..] if is_punct(equals, '=') && is_punct(arrow, '>') => ty,
        ty => ty,
    };
    let returned = part::<ReturnType>(tokens).map(ToTokens::into_token_stream);
    let ty = || part::<Type>(ty).map(|ty| quote!(-> #ty));
    returned
        .or_else(ty)
        .filter(|_| are_named)
        .unwrap_or_else(|| quote!(-> ::core::convert::Infallible))
}

/// With all types replaced if they may name generic parameters that are not known.
fn inputs(list: TokenStream, are_named: bool) -> Vec<TokenStream> {
    let mut inputs = Vec::new();
    for tokens in parameters(list) {
        let input = part::<FnArg>(&tokens);
        if matches!(input, Some(FnArg::Receiver(_))) {
            // Also where it does not belong.
            inputs.insert(0, input.into_token_stream());
            continue;
        }
        let input = input.filter(|_| are_named);
        let input = input.map(ToTokens::into_token_stream);
        inputs.push(input.unwrap_or_else(|| stand_in(tokens, inputs.len())));
    }
    inputs
}

fn parameters(list: TokenStream) -> Vec<Vec<TokenTree>> {
    // After an angle bracket that is still open, every comma may be the next.
    let parameters = split(list.clone(), true).or_else(|| split(list, false));
    parameters.unwrap_or_default()
}

/// The parameters, split at the commas that no angle bracket encloses, if each is closed; or else at all commas.
pub(crate) fn split(list: TokenStream, heed_brackets: bool) -> Option<Vec<Vec<TokenTree>>> {
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
fn stand_in(tokens: Vec<TokenTree>, index: usize) -> TokenStream {
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
    if index == 0 && name.as_ref().is_some_and(|name| name == "self") {
        return quote!(&self);
    }
    let name = name.filter(|name| syn::parse2::<Ident>(name.to_token_stream()).is_ok());
    let is = |role: &str| {
        attributes
            .iter()
            .any(|attribute| attribute.path().is_ident(role))
    };
    let is_output = is("out") || is("inout");
    let name = name.unwrap_or_else(|| {
        // What comes back has to have a name.
        if is_output {
            names::argument(index)
        } else {
            Ident::new("_", Span::mixed_site())
        }
    });
    let ty = if is("cancel") {
        quote!(CancellationToken)
    } else if is("progress") {
        quote!(Progress)
    } else if is_output {
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
