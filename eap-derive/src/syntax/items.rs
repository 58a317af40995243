//! The items of a braced block, found in the raw tokens.
//!
//! A method body may be long, and syn copies every token it is given. So bodies are never given to it: they are lifted
//! out here, as opaque groups, and handed on as they came.

use std::iter::Peekable;

use proc_macro2::token_stream::IntoIter;
use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt as _};

use crate::ty::tokens::is_punct;

/// An attribute, `#[…]` or `#![…]`, with its tokens as written.
pub(crate) struct RawAttribute {
    marks: Vec<TokenTree>,
    pub(crate) group: Group,
    /// The last segment of the attribute's path.
    pub(crate) name: Option<Ident>,
}

impl RawAttribute {
    pub(crate) fn is(&self, name: &str) -> bool {
        self.name.as_ref().is_some_and(|ident| ident == name)
    }

    /// The content of the brackets, taken out of invisible groups.
    pub(crate) fn meta(&self) -> TokenStream {
        Tokens::new(self.group.stream()).flat().collect()
    }

    /// The same attribute with this content.
    pub(crate) fn with_meta(&self, meta: TokenStream) -> Self {
        let name = path_end(meta.clone());
        let mut group = Group::new(Delimiter::Bracket, meta);
        group.set_span(self.group.span());
        Self {
            marks: self.marks.clone(),
            group,
            name,
        }
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
    /// The name that the item defines.
    pub(crate) name: Option<Ident>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Kind {
    Function,
    /// A `const` or a `type`, which only a semicolon ends: its value may hold braces.
    Definition,
    /// The call of a macro, or an item that is still being typed.
    #[default]
    Other,
}

impl RawItem {
    /// Takes the attributes of this name off.
    pub(crate) fn take_attributes(&mut self, name: &str) -> Vec<RawAttribute> {
        let attributes = self.attributes.drain(..);
        let (taken, kept) = attributes.partition(|attribute| attribute.is(name));
        self.attributes = kept;
        taken
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
    std::iter::from_fn(|| tokens.item()).collect()
}

/// The whole of an attribute macro's input, which is one item.
pub(crate) fn item(input: TokenStream) -> RawItem {
    let mut tokens = Tokens::new(input);
    let attributes = tokens.attributes();
    let mut head: Vec<_> = tokens.collect();
    // A tail such as the `;` of `struct S { .. };` keeps the group in the head.
    let body = match head.pop() {
        Some(token) if block(&token).is_some() => Some(token),
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
    pub(crate) fn new(stream: TokenStream) -> Self {
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

    fn give_back(&mut self, tokens: Vec<TokenTree>) {
        let tokens: TokenStream = tokens.into_iter().collect();
        self.open.push(tokens.into_iter().peekable());
    }

    /// Reads an item's attributes.
    fn attributes(&mut self) -> Vec<RawAttribute> {
        let mut attributes = Vec::new();
        // Behind an inner attribute, another item begins.
        while let Some(attribute) = self.attribute() {
            let is_inner = attribute.marks.len() > 1;
            attributes.push(attribute);
            if is_inner {
                break;
            }
        }
        attributes
    }

    /// Marks without brackets are left where they are.
    fn attribute(&mut self) -> Option<RawAttribute> {
        self.open_groups();
        let mut marks = vec![self.next_if('#')?];
        self.open_groups();
        marks.extend(self.next_if('!'));
        self.open_groups();
        let group = match self.peek() {
            Some(TokenTree::Group(it)) if it.delimiter() == Delimiter::Bracket => it.clone(),
            _ => {
                self.give_back(marks);
                return None;
            }
        };
        self.next();
        let name = path_end(group.stream());
        Some(RawAttribute { marks, group, name })
    }

    fn next_if(&mut self, punct: char) -> Option<TokenTree> {
        self.peek().filter(|token| is_punct(token, punct))?;
        self.next()
    }

    fn item(&mut self) -> Option<RawItem> {
        let mut item = RawItem {
            attributes: self.attributes(),
            ..RawItem::default()
        };
        let last = item.attributes.last();
        if last.is_some_and(|last| last.marks.len() > 1) {
            return Some(item);
        }
        // A brace group between angle brackets is the argument of a const parameter.
        let mut angles = 0_usize;
        let mut after_minus = false;
        while let Some(token) = self.next() {
            if let TokenTree::Ident(ident) = &token {
                if let Some(start) = self.start_of_another(&item, ident) {
                    let mut another = item.head.split_off(start);
                    another.push(token);
                    self.give_back(another);
                    return Some(item);
                }
                if item.kind == Kind::Other {
                    item.kind = self.kind(ident);
                } else if item.name.is_none() {
                    item.name = Some(ident.clone());
                }
            }
            if is_punct(&token, '<') {
                angles += 1;
            } else if is_punct(&token, '>') && !after_minus {
                angles = angles.saturating_sub(1);
            }
            after_minus = is_punct(&token, '-');
            let ends = angles == 0 && item.kind != Kind::Definition && block(&token).is_some();
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
        let is_empty = item.head.is_empty() && item.attributes.is_empty();
        (!is_empty).then_some(item)
    }

    /// Where in the head of an item that lacks its end another function begins, if this is the `fn` of one.
    fn start_of_another(&mut self, item: &RawItem, keyword: &Ident) -> Option<usize> {
        let is_named = matches!(self.peek(), Some(TokenTree::Ident(_)));
        let is_lifetime = item.head.last().is_some_and(|last| is_punct(last, '\''));
        if keyword != "fn" || !is_named || is_lifetime {
            return None;
        }
        let (start, has_attributes) = start_of_function(&item.head);
        let is_separate = item.kind != Kind::Other || has_attributes;
        (is_separate && start > 0).then_some(start)
    }

    /// What the keyword that was just read begins.
    fn kind(&mut self, keyword: &Ident) -> Kind {
        if keyword == "fn" {
            // The name follows, perhaps as a macro was given it.
            self.open_groups();
            return Kind::Function;
        }
        // A `const` may also begin a function.
        let qualifies = ["fn", "unsafe", "extern", "async"];
        let is_qualifier = matches!(self.peek(), Some(TokenTree::Ident(next))
            if qualifies.iter().any(|qualified| next == qualified));
        if keyword == "type" || keyword == "const" && !is_qualifier {
            Kind::Definition
        } else {
            Kind::Other
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

/// Where the attributes, the visibility and the qualifiers at the end of these tokens begin, and whether there are attributes.
fn start_of_function(mut head: &[TokenTree]) -> (usize, bool) {
    const QUALIFIERS: &[&str] = &[
        "async", "const", "default", "extern", "pub", "safe", "unsafe",
    ];
    let mut has_attributes = false;
    loop {
        head = match head {
            [rest @ .., mark, TokenTree::Group(group)]
                if is_punct(mark, '#') && group.delimiter() == Delimiter::Bracket =>
            {
                has_attributes = true;
                rest
            }
            _ if has_attributes => return (head.len(), true),
            // `pub(crate)` and `extern "C"`.
            [rest @ .., TokenTree::Ident(word), TokenTree::Group(_)] if word == "pub" => rest,
            [rest @ .., TokenTree::Ident(word), TokenTree::Literal(_)] if word == "extern" => rest,
            [rest @ .., TokenTree::Ident(word)] if QUALIFIERS.iter().any(|it| word == it) => rest,
            _ => return (head.len(), false),
        };
    }
}

/// The last segment of the path that a meta item begins with.
pub(crate) fn path_end(meta: TokenStream) -> Option<Ident> {
    let mut name = None;
    for token in Tokens::new(meta).flat() {
        match token {
            TokenTree::Ident(ident) => name = Some(ident),
            token if is_punct(&token, ':') => {}
            _ => break,
        }
    }
    name
}

/// The brace group that this token is, or that is alone in an invisible group (`$body:block`).
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
