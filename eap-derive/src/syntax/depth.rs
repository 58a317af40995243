//! Limits how deeply syntax is nested: `syn` recurses, and each level uses some of the compiler's stack.

use proc_macro2::{TokenStream, TokenTree};
use syn::{Error, Result};

use crate::ty::tokens::char_of;

/// Fits the smallest common stack, and is many times deeper than handwritten code.
const LIMIT: usize = 64;

/// Returns an error if the tokens are nested too deeply to be parsed.
pub(crate) fn check(tokens: &TokenStream) -> Result<()> {
    check_from(0, tokens.clone())
}

fn check_from(level: usize, tokens: TokenStream) -> Result<()> {
    // Open angle brackets, and prefixes such as `&` and `fn() ->` since the last comma.
    let (mut angles, mut prefixes) = (0_usize, 0);
    let mut before = ' ';
    for token in tokens {
        let depth = level + angles + prefixes;
        if depth > LIMIT {
            let message = format!(
                "this is nested more than {LIMIT} levels deep: give a part of it a name of its own"
            );
            return Err(Error::new(token.span(), message));
        }
        let char = char_of(&token);
        match char {
            '<' => angles += 1,
            '>' if before != '-' => angles = angles.saturating_sub(1),
            ',' | ';' => prefixes = 0,
            '&' | '*' | '!' | '-' => prefixes += 1,
            _ => {}
        }
        if let TokenTree::Group(group) = token {
            check_from(depth + 1, group.stream())?;
        }
        before = char;
    }
    Ok(())
}
