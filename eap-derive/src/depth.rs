//! How deep syntax may be nested before it is parsed: `syn` takes some of the compiler's stack for each level.

use std::mem;

use syn::buffer::Cursor;
use syn::parse::ParseStream;
use syn::{Error, Result};

/// No more than what the smallest of usual stacks has room for, and many times what people write.
const LIMIT: usize = 64;

/// One list of tokens on the way into the depth.
struct List<'a> {
    rest: Cursor<'a>,
    /// How deep its tokens are for where it stands.
    level: usize,
    /// How many angle brackets are open.
    angles: usize,
    /// How many arrows there are since the last comma: each may be in the type after the one before.
    arrows: usize,
    /// How many `&` and the like stand before what they apply to.
    prefixes: usize,
}

impl<'a> List<'a> {
    fn new(rest: Cursor<'a>, level: usize) -> Self {
        Self {
            rest,
            level,
            angles: 0,
            arrows: 0,
            prefixes: 0,
        }
    }

    fn depth(&self) -> usize {
        self.level + self.angles + self.arrows + self.prefixes
    }

    fn punct(&mut self, punct: char, before: Option<char>) {
        match punct {
            '<' => self.angles += 1,
            '>' if before == Some('-') => self.arrows += 1,
            '>' => self.angles = self.angles.saturating_sub(1),
            ',' | ';' => (self.arrows, self.prefixes) = (0, 0),
            '&' | '*' | '!' | '-' => self.prefixes += 1,
            _ => {}
        }
    }
}

/// Refuses what is nested too deeply to be parsed.
pub(crate) fn check(input: ParseStream) -> Result<()> {
    let mut outer: Vec<List> = Vec::new();
    let mut list = List::new(input.cursor(), 0);
    let mut before = None;
    loop {
        let start = list.rest;
        let mut punct = None;
        if start.eof() {
            match outer.pop() {
                Some(next) => list = next,
                None => return Ok(()),
            }
        } else if let Some((content, _, _, rest)) = start.any_group() {
            let content = List::new(content, list.depth() + 1);
            list.rest = rest;
            list.prefixes = 0;
            outer.push(mem::replace(&mut list, content));
        } else if let Some((_, rest)) = start.lifetime() {
            list.rest = rest;
        } else if let Some((found, rest)) = start.punct() {
            punct = Some(found.as_char());
            list.punct(found.as_char(), before);
            list.rest = rest;
        } else if let Some((word, rest)) = start.token_tree() {
            // `*const *const T` goes on with its prefixes.
            let word = word.to_string();
            if word != "const" && word != "mut" {
                list.prefixes = 0;
            }
            list.rest = rest;
        }
        if list.depth() > LIMIT {
            let message = format!(
                "this is nested more than {LIMIT} levels deep, which `#[event_async]` does not follow: give a part of it a \
                 name of its own"
            );
            return Err(Error::new(start.span(), message));
        }
        before = punct;
    }
}
