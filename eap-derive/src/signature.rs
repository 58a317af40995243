//! The tokens of a method's signature → syntax.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens as _, quote};
use syn::parse::{ParseStream, Parser as _};
use syn::{FnArg, PatType, Signature, Visibility};

use crate::attributes::attributes;
use crate::bare_traits;
use crate::depth;
use crate::errors::Errors;
use crate::half_typed;
use crate::lift::{self, RawItem};
use crate::markers;
use crate::options;

/// A method's visibility and signature, and the tokens they were read from.
pub(crate) struct Parsed {
    pub(crate) head: TokenStream,
    pub(crate) vis: Visibility,
    pub(crate) sig: Signature,
    /// Whether they are as written, and not what there is to go on with after a mistake.
    pub(crate) is_whole: bool,
}

impl Parsed {
    fn of(head: TokenStream) -> syn::Result<Self> {
        let (vis, sig) = parse.parse2(head.clone())?;
        Ok(Self {
            head,
            vis,
            sig,
            is_whole: true,
        })
    }

    /// What the compiler gets in place of a method that it cannot parse.
    pub(crate) fn stand_in(&self) -> TokenStream {
        let Self { vis, sig, .. } = self;
        let inputs = sig.inputs.iter().map(|input| {
            let mut names = attributes(input)
                .iter()
                .filter_map(|it| it.path().get_ident());
            match input {
                FnArg::Typed(PatType { pat, .. })
                    if names.any(|it| options::meant(it).is_some()) =>
                {
                    // Whatever a caller passes is right.
                    quote!(#pat: impl ::core::marker::Sized)
                }
                other => other.to_token_stream(),
            }
        });
        let (keyword, name, output) = (&sig.fn_token, &sig.ident, &sig.output);
        let (generics, bounds) = (&sig.generics, &sig.generics.where_clause);
        quote! {
            #[allow(unused)]
            #vis #keyword #name #generics (#(#inputs),*) #output #bounds { ::core::unreachable!() }
        }
    }
}

pub(crate) fn parse(input: ParseStream) -> syn::Result<(Visibility, Signature)> {
    Ok((generated(input.parse()?), input.parse()?))
}

/// The visibility as generated items have it. With its own span, they would pass for what a `macro_rules` around them has
/// written, and lints would have their say.
fn generated(mut vis: Visibility) -> Visibility {
    let keyword = match &mut vis {
        Visibility::Public(keyword) => keyword,
        Visibility::Restricted(restricted) => &mut restricted.pub_token,
        Visibility::Inherited => return vis,
    };
    keyword.span = Span::mixed_site().located_at(keyword.span);
    vis
}

/// The tokens of a method's signature.
fn head(written: &RawItem) -> TokenStream {
    // The `;` of a method without a body is no part of it.
    let head = match written.head.split_last() {
        Some((last, head)) if lift::is_punct(last, ';') => head,
        _ => written.head.as_slice(),
    };
    head.iter().cloned().collect()
}

/// Reads a method's signature. After a mistake in it, there may be one to go on with.
///
/// The compiler has parsed the item before, and tells of what is wrong by itself.
pub(crate) fn of(written: &RawItem, errors: &mut Errors) -> Option<Parsed> {
    let head = head(written);
    let mut is_deep = false;
    let checked = |input: ParseStream| {
        depth::check(input).inspect_err(|_| is_deep = true)?;
        parse(input)
    };
    let parsed = checked.parse2(head.clone());
    let tokens = || head.clone().into_iter().collect::<Vec<_>>();
    let with_dyn = || Parsed::of(bare_traits::with_dyn(&tokens())?).ok();
    match parsed {
        Ok((_, sig)) if bare_traits::are_in(&sig) => {
            with_dyn().or_else(|| Parsed::of(head.clone()).ok())
        }
        Ok((vis, sig)) => Some(Parsed {
            head,
            vis,
            sig,
            is_whole: true,
        }),
        Err(error) if is_deep => {
            errors.push(error);
            None
        }
        Err(_) => with_dyn().or_else(|| {
            errors.leave_to_compiler();
            let tokens: Vec<TokenTree> = tokens();
            let right = markers::put_right(&tokens, errors);
            let right = right.and_then(|right| Parsed::of(right).ok());
            let parsed = right.or_else(|| {
                let (vis, sig) = half_typed::signature(&tokens)?;
                let head = head.clone();
                Some(Parsed {
                    head,
                    vis,
                    sig,
                    is_whole: false,
                })
            })?;
            Some(Parsed {
                is_whole: false,
                ..parsed
            })
        }),
    }
}
