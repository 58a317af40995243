//! The items of a braced block, found in the raw tokens.
//!
//! A method body may be long, and syn copies every token it is given. So bodies are never given to it: they are lifted
//! out here, as opaque groups, and handed on as they came.

use std::iter::Peekable;

use proc_macro2::token_stream::IntoIter;
use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt as _};

use crate::half_typed;

/// An attribute, `#[…]` or `#![…]`, with its tokens as written.
pub(crate) struct RawAttribute {
    marks: Vec<TokenTree>,
    group: Group,
    /// The last segment of the attribute's path.
    pub(crate) name: Option<Ident>,
}

impl RawAttribute {
    pub(crate) fn is(&self, name: &str) -> bool {
        self.name.as_ref().is_some_and(|ident| ident == name)
    }

    /// What stands between the brackets, taken out of invisible groups.
    pub(crate) fn meta(&self) -> Vec<TokenTree> {
        let mut tokens = Tokens::new(self.group.stream());
        tokens.flat().collect()
    }

    /// The tokens after the path.
    pub(crate) fn arguments(&self) -> Vec<TokenTree> {
        path_end(self.group.stream()).map_or_else(Vec::new, |(_, mut rest)| rest.flat().collect())
    }

    fn is_inner(&self) -> bool {
        self.marks.len() > 1
    }
}

impl ToTokens for RawAttribute {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append_all(&self.marks);
        self.group.to_tokens(tokens);
    }
}

/// An item as written, taken apart only as far as raw tokens show.
#[derive(Default)]
pub(crate) struct RawItem {
    pub(crate) attributes: Vec<RawAttribute>,
    /// Everything between the attributes and the body.
    pub(crate) head: Vec<TokenTree>,
    /// The brace group of a function, or an invisible group around one.
    pub(crate) body: Option<TokenTree>,
    pub(crate) kind: Kind,
    /// The name the item defines, if it is one that a name can be read off.
    pub(crate) name: Option<Ident>,
    /// Whether its end is missing, which the compiler tells by itself.
    pub(crate) is_unfinished: bool,
    /// What the compiler gets in its place.
    pub(crate) stand_in: Option<TokenStream>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Kind {
    Function,
    /// A `const` or a `type`, which only a semicolon ends: its value may hold braces.
    Definition,
    #[default]
    Other,
}

impl RawItem {
    /// Whether braces end the item, and it is none that has a body.
    pub(crate) fn ends_with_block(&self) -> bool {
        !self.is_unfinished && self.head.last().is_some_and(is_block)
    }

    /// Whether this item is the call of a macro.
    pub(crate) fn is_macro(&self) -> bool {
        let names = self.head.windows(2).filter_map(|tokens| match tokens {
            [TokenTree::Ident(name), mark] if is_punct(mark, '!') => Some(name),
            _ => None,
        });
        self.kind == Kind::Other && names.count() > 0
    }
}

impl ToTokens for RawItem {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append_all(&self.attributes);
        tokens.append_all(&self.head);
        self.body.to_tokens(tokens);
    }
}

/// Splits the content of a block into its items.
pub(crate) fn items(block: TokenStream) -> Vec<RawItem> {
    let mut tokens = Tokens::new(block);
    let mut items = Vec::new();
    while let Some(item) = tokens.item() {
        items.push(item);
    }
    items
}

/// The whole of an attribute macro's input, which is one item.
pub(crate) fn item(input: TokenStream) -> RawItem {
    let mut tokens = Tokens::new(input);
    let mut head = Vec::new();
    let attributes = tokens.attributes(&mut head);
    head.extend(tokens);
    // A tail such as the `;` of `struct S { .. };` keeps the group where it is.
    let body = match head.pop() {
        Some(token) if is_block(&token) => Some(token),
        other => {
            head.extend(other);
            None
        }
    };
    RawItem {
        attributes,
        head,
        body,
        ..RawItem::default()
    }
}

/// A token stream that opens the invisible groups around items, as `macro_rules` leaves them.
pub(crate) struct Tokens {
    open: Vec<Peekable<IntoIter>>,
}

impl Tokens {
    fn new(stream: TokenStream) -> Self {
        Self {
            open: vec![stream.into_iter().peekable()],
        }
    }

    fn peek(&mut self) -> Option<&TokenTree> {
        while self.open.last_mut()?.peek().is_none() {
            self.open.pop();
        }
        self.open.last_mut()?.peek()
    }

    /// Opens the invisible groups that stand before the next token.
    fn open_groups(&mut self) {
        while let Some(TokenTree::Group(group)) = self.peek() {
            if group.delimiter() != Delimiter::None {
                return;
            }
            let inner = group.stream();
            self.next();
            self.open.push(inner.into_iter().peekable());
        }
    }

    /// The tokens with the outermost invisible groups opened.
    pub(crate) fn flat(&mut self) -> impl Iterator<Item = TokenTree> {
        std::iter::from_fn(|| {
            self.open_groups();
            self.next()
        })
    }

    /// Reads an item's attributes. Marks without brackets are the head's.
    fn attributes(&mut self, head: &mut Vec<TokenTree>) -> Vec<RawAttribute> {
        let mut attributes = Vec::new();
        loop {
            self.open_groups();
            let mut marks = Vec::new();
            marks.extend(self.next_if('#'));
            if !marks.is_empty() {
                self.open_groups();
                marks.extend(self.next_if('!'));
                self.open_groups();
            }
            let is_list = |group: &Group| group.delimiter() == Delimiter::Bracket;
            let group = match self.peek() {
                Some(TokenTree::Group(group)) if !marks.is_empty() && is_list(group) => {
                    group.clone()
                }
                _ => {
                    head.extend(marks);
                    return attributes;
                }
            };
            self.next();
            let attribute = RawAttribute {
                marks,
                name: path_end(group.stream()).map(|(name, _)| name),
                group,
            };
            let inner = attribute.is_inner();
            attributes.push(attribute);
            if inner {
                return attributes;
            }
        }
    }

    fn next_if(&mut self, punct: char) -> Option<TokenTree> {
        self.peek().filter(|token| is_punct(token, punct))?;
        self.next()
    }

    fn item(&mut self) -> Option<RawItem> {
        let mut head = Vec::new();
        let attributes = self.attributes(&mut head);
        let mut item = RawItem {
            attributes,
            head,
            ..RawItem::default()
        };
        if item.attributes.last().is_some_and(RawAttribute::is_inner) {
            return Some(item);
        }
        while let Some(token) = self.next_of(&mut item) {
            if let TokenTree::Ident(ident) = &token {
                if let Some(start) = self.start_of_another(&item, ident) {
                    let mut another = item.head.split_off(start);
                    another.push(token);
                    self.give_back(another);
                    self.end(&mut item);
                    return Some(item);
                }
                if item.kind == Kind::Other {
                    item.kind = self.kind(ident);
                } else if item.name.is_none() {
                    item.name = Some(ident.clone());
                }
            }
            let ends = is_block(&token) && item.kind != Kind::Definition && !self.continues();
            if ends && item.kind == Kind::Function {
                item.body = Some(token);
                return Some(item);
            }
            let ends = ends || is_punct(&token, ';');
            item.head.push(token);
            if ends {
                return Some(item);
            }
        }
        if item.head.is_empty() {
            return self.attributed(item.attributes);
        }
        self.end(&mut item);
        Some(item)
    }

    /// Ends an item that lacks its end; but a function with a body has one, and a comma behind it is not its own.
    fn end(&mut self, item: &mut RawItem) {
        match item.head.as_slice() {
            [head @ .., body, comma]
                if item.kind == Kind::Function && is_block(body) && is_punct(comma, ',') =>
            {
                self.give_back(vec![comma.clone()]);
                item.body = Some(body.clone());
                item.head = head.to_vec();
            }
            _ => item.is_unfinished = true,
        }
    }

    /// The next token of an item that has not ended.
    fn next_of(&mut self, item: &mut RawItem) -> Option<TokenTree> {
        if self.peek().is_none() {
            let Some(TokenTree::Group(list)) = item.head.last_mut() else {
                return None;
            };
            let (closed, after) = half_typed::close(list)?;
            *list = closed;
            self.give_back(after);
        }
        self.next()
    }

    /// The item of attributes that no token follows, if it is in the last of them.
    fn attributed(&mut self, mut attributes: Vec<RawAttribute>) -> Option<RawItem> {
        let last = attributes.last_mut()?;
        let item = half_typed::close(&last.group).and_then(|(closed, after)| {
            last.name = path_end(closed.stream()).map(|(name, _)| name);
            last.group = closed;
            self.give_back(after);
            self.item()
        });
        let mut item = item.unwrap_or_else(|| RawItem {
            is_unfinished: true,
            ..RawItem::default()
        });
        attributes.append(&mut item.attributes);
        Some(RawItem { attributes, ..item })
    }

    /// Where in the item's head a function of its own begins, if this is the `fn` of one.
    fn start_of_another(&mut self, item: &RawItem, keyword: &Ident) -> Option<usize> {
        let is_named = matches!(self.peek(), Some(TokenTree::Ident(_)));
        let is_lifetime = item.head.last().is_some_and(|last| is_punct(last, '\''));
        let begins = is_named && !is_lifetime && keyword == "fn";
        begins.then(|| half_typed::start_of_function(&item.head, item.kind != Kind::Other))?
    }

    fn give_back(&mut self, tokens: Vec<TokenTree>) {
        let tokens: TokenStream = tokens.into_iter().collect();
        self.open.push(tokens.into_iter().peekable());
    }

    /// What the keyword that was just read begins.
    fn kind(&mut self, keyword: &Ident) -> Kind {
        if keyword == "fn" {
            // The name follows, perhaps as a macro was given it.
            self.open_groups();
            return Kind::Function;
        }
        if keyword == "type" {
            return Kind::Definition;
        }
        // A `const` may also begin a function.
        let qualifies = ["fn", "unsafe", "extern", "async"];
        match self.peek() {
            Some(TokenTree::Ident(next)) if keyword == "const" => {
                if qualifies.iter().any(|qualified| next == qualified) {
                    Kind::Other
                } else {
                    Kind::Definition
                }
            }
            _ => Kind::Other,
        }
    }

    /// Whether the brace group just read is part of something, as in `Foo<{ N }>`, so that the item goes on.
    fn continues(&mut self) -> bool {
        match self.peek() {
            Some(TokenTree::Punct(punct)) => !matches!(punct.as_char(), '#' | ';'),
            _ => false,
        }
    }
}

impl Iterator for Tokens {
    type Item = TokenTree;

    fn next(&mut self) -> Option<TokenTree> {
        self.peek()?;
        self.open.last_mut()?.next()
    }
}

/// The last segment of the path a meta item begins with, and the tokens after the path.
pub(crate) fn path_end(meta: TokenStream) -> Option<(Ident, Tokens)> {
    let mut name = None;
    let mut tokens = Tokens::new(meta);
    loop {
        tokens.open_groups();
        match tokens.peek() {
            Some(TokenTree::Ident(ident)) => name = Some(ident.clone()),
            Some(token) if is_punct(token, ':') => {}
            _ => return Some((name?, tokens)),
        }
        tokens.next();
    }
}

/// The content of parentheses, split at its commas.
pub(crate) fn list(token: &TokenTree) -> Option<Vec<Vec<TokenTree>>> {
    let TokenTree::Group(group) = token else {
        return None;
    };
    if group.delimiter() != Delimiter::Parenthesis {
        return None;
    }
    let mut parts = vec![Vec::new()];
    for token in group.stream() {
        if is_punct(&token, ',') {
            parts.push(Vec::new());
        } else {
            parts.last_mut()?.push(token);
        }
    }
    parts.retain(|part| !part.is_empty());
    Some(parts)
}

pub(crate) fn is_punct(token: &TokenTree, char: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == char)
}

/// Whether this is a brace group, or an invisible group that holds nothing but one (`$body:block`).
fn is_block(token: &TokenTree) -> bool {
    block(token).is_some()
}

/// The brace group that this token is.
pub(crate) fn block(token: &TokenTree) -> Option<Group> {
    let TokenTree::Group(group) = token else {
        return None;
    };
    let mut group = group.clone();
    while group.delimiter() == Delimiter::None {
        let mut inner = group.stream().into_iter();
        let (Some(TokenTree::Group(only)), None) = (inner.next(), inner.next()) else {
            return None;
        };
        group = only;
    }
    (group.delimiter() == Delimiter::Brace).then_some(group)
}
