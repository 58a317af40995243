//! The values of options: what each may be, and what was meant by one of another shape.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::quote;
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::{Expr, LitBool, LitStr, Member, Path, Token, Type};

use crate::spelling::spelled;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Flag,
    Name,
    Field,
    Type,
    Path,
    Expr,
}

/// The value of an option.
pub(crate) enum Value {
    Flag,
    Name(Ident),
    Field(Member),
    Type(Token![=], Box<Type>),
    Path(Path),
    Expr(Box<Expr>),
}

impl Shape {
    pub(crate) fn describe(self) -> &'static str {
        match self {
            Self::Flag => "no value",
            Self::Name => "a name",
            Self::Field => "the name of a field",
            Self::Type => "a type",
            Self::Path => "a path",
            Self::Expr => "an expression",
        }
    }

    pub(crate) fn parse(self, input: ParseStream) -> syn::Result<Value> {
        if self == Self::Flag {
            return Ok(Value::Flag);
        }
        let equals = input.parse::<Token![=]>()?;
        Ok(match self {
            Self::Flag => Value::Flag,
            Self::Name => Value::Name(input.parse()?),
            Self::Field => Value::Field(input.parse()?),
            Self::Type => Value::Type(equals, input.parse()?),
            Self::Path => Value::Path(input.parse()?),
            Self::Expr => Value::Expr(input.parse()?),
        })
    }

    /// What is meant by `"value"`, `(value)`, `: value` or a keyword, and how it is written.
    pub(crate) fn meant(self, written: &[TokenTree]) -> Option<(Value, String)> {
        if self == Self::Flag {
            return None;
        }
        let content: TokenStream = match written {
            [TokenTree::Group(list)] if list.delimiter() == Delimiter::Parenthesis => list.stream(),
            [TokenTree::Punct(mark), content @ ..] if matches!(mark.as_char(), ':' | '=') => {
                content.iter().cloned().collect()
            }
            _ => return None,
        };
        let content = match syn::parse2::<LitStr>(content.clone()) {
            Ok(text) if self != Self::Expr => text.parse().ok()?,
            _ => content,
        };
        let content = match syn::parse2::<Raw>(content.clone()) {
            Ok(Raw(name)) if self == Self::Name => quote!(#name),
            _ => content,
        };
        let value = |input: ParseStream| self.parse(input);
        let value = value.parse2(quote!(= #content)).ok()?;
        Some((value, spelled(content)))
    }
}

/// A keyword as a name.
struct Raw(Ident);

impl syn::parse::Parse for Raw {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        const NEVER: &[&str] = &["self", "Self", "super", "crate", "_"];
        let ident = input.call(Ident::parse_any)?;
        if NEVER.iter().any(|word| ident == word) {
            return Err(input.error("not a name"));
        }
        let is_name = syn::parse2::<Ident>(quote!(#ident)).is_ok();
        Ok(Self(if is_name {
            ident
        } else {
            Ident::new_raw(&ident.to_string(), ident.span())
        }))
    }
}

/// The keyword that stands where a name should.
pub(crate) fn keyword(written: &[TokenTree]) -> Option<&Ident> {
    match written {
        [_, TokenTree::Ident(word)] if syn::parse2::<Ident>(quote!(#word)).is_err() => Some(word),
        _ => None,
    }
}

/// Whether an option is said to be off here.
pub(crate) fn is_false(input: ParseStream) -> bool {
    let ahead = input.fork();
    let equals = ahead.parse::<Token![=]>();
    equals.is_ok() && ahead.parse().is_ok_and(|LitBool { value, .. }| !value)
}
