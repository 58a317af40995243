//! How deep syntax may be nested before it is parsed: `syn` recurses, and takes some of the compiler's stack for each level.

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::{Error, Result};

/// Less than the smallest of usual stacks has room for, and many times what people write.
const LIMIT: usize = 64;

/// Refuses what is nested too deeply to be parsed.
pub(crate) fn check(tokens: &TokenStream) -> Result<()> {
    match exceeding(tokens.clone(), 0) {
        None => Ok(()),
        Some(span) => {
            let message = format!(
                "this is nested more than {LIMIT} levels deep: give a part of it a name of its own"
            );
            Err(Error::new(span, message))
        }
    }
}

/// Where the tokens, which are at this level, exceed the limit.
fn exceeding(tokens: TokenStream, level: usize) -> Option<Span> {
    // Open angle brackets, and prefixes such as `&` and `fn() ->` since the last comma.
    let (mut angles, mut prefixes) = (0_usize, 0);
    let mut before = ' ';
    for token in tokens {
        let depth = level + angles + prefixes;
        match &token {
            _ if depth > LIMIT => return Some(token.span()),
            TokenTree::Group(group) => {
                let exceeds = exceeding(group.stream(), depth + 1);
                if exceeds.is_some() {
                    return exceeds;
                }
            }
            TokenTree::Punct(punct) => match punct.as_char() {
                '<' => angles += 1,
                '>' if before != '-' => angles = angles.saturating_sub(1),
                ',' | ';' => prefixes = 0,
                '&' | '*' | '!' | '-' => prefixes += 1,
                _ => {}
            },
            _ => {}
        }
        before = if let TokenTree::Punct(punct) = &token {
            punct.as_char()
        } else {
            ' '
        };
    }
    None
}
