//! Attributes as the compiler takes them. Of one that it does not take it tells, and would tell again of each copy.

use proc_macro2::{Ident, TokenTree};

use crate::lift::{is_punct, list};

/// How deep predicates are looked into.
const LIMIT: usize = 32;

/// Whether the compiler takes an attribute that is handed on, as far as its form goes. The arguments are what follows its
/// name.
pub(crate) fn is_taken(name: &Ident, arguments: &[TokenTree]) -> bool {
    let listed = match arguments {
        [only] => list(only),
        _ => None,
    };
    match (name.to_string().as_str(), listed) {
        ("cfg", Some(listed)) => is_predicate_alone(&listed, 0),
        ("cfg_attr", Some(listed)) => listed.first().is_some_and(|it| is_predicate(it, 0)),
        ("allow" | "expect", Some(listed)) => listed.iter().all(|it| is_lint(it)),
        ("cfg" | "cfg_attr" | "allow" | "expect", None) => false,
        ("deprecated", Some(listed)) => listed.iter().all(|it| is_note(it)),
        ("deprecated", None) => match arguments {
            [] => true,
            [equals, text] => is_punct(equals, '=') && is_text(text),
            // A macro's text.
            [equals, path @ .., mark, TokenTree::Group(_)] => {
                is_punct(equals, '=') && !path.is_empty() && is_punct(mark, '!')
            }
            _ => false,
        },
        _ => true,
    }
}

fn is_predicate_alone(arguments: &[Vec<TokenTree>], depth: usize) -> bool {
    matches!(arguments, [only] if is_predicate(only, depth))
}

fn is_predicate(tokens: &[TokenTree], depth: usize) -> bool {
    match tokens {
        // A group is what a macro was given.
        [TokenTree::Ident(_) | TokenTree::Group(_)] => true,
        [TokenTree::Ident(_), equals, text] => is_punct(equals, '=') && is_text(text),
        [TokenTree::Ident(name), arguments] => {
            let Some(arguments) = list(arguments).filter(|_| depth < LIMIT) else {
                return depth >= LIMIT;
            };
            match name.to_string().as_str() {
                "not" => is_predicate_alone(&arguments, depth + 1),
                "all" | "any" => arguments.iter().all(|it| is_predicate(it, depth + 1)),
                // Not stable yet.
                "accessible" | "target" | "version" => true,
                _ => false,
            }
        }
        _ => false,
    }
}

fn is_lint(tokens: &[TokenTree]) -> bool {
    let is_path = |token: &TokenTree| matches!(token, TokenTree::Ident(_)) || is_punct(token, ':');
    is_equation(tokens, &["reason"]) || tokens.iter().all(is_path)
}

fn is_note(tokens: &[TokenTree]) -> bool {
    is_equation(tokens, &["since", "note", "suggestion"])
}

fn is_equation(tokens: &[TokenTree], names: &[&str]) -> bool {
    match tokens {
        [TokenTree::Ident(name), equals, text] => {
            names.iter().any(|known| name == known) && is_punct(equals, '=') && is_text(text)
        }
        _ => false,
    }
}

/// Whether this is a literal of text, or what a macro may have put in place of one.
fn is_text(token: &TokenTree) -> bool {
    match token {
        TokenTree::Literal(literal) => {
            let text = literal.to_string();
            text.starts_with(['"', 'r'])
        }
        TokenTree::Group(_) => true,
        _ => false,
    }
}
