//! How deep syntax may be nested before it is parsed: `syn` recurses, and takes some of the compiler's stack for each level.

use proc_macro2::{TokenStream, TokenTree};
use syn::{Error, Result};

use crate::ty::tokens::char_of;

/// Less than the smallest of usual stacks has room for, and many times what people write.
const LIMIT: usize = 64;

/// Refuses what is nested too deeply to be parsed.
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
