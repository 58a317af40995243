//! `#[out]`, `#[inout]`, `#[cancel]` and `#[progress]` on a parameter.

use std::collections::VecDeque;
use std::mem;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens as _, quote};
use syn::parse::Parser as _;
use syn::{Attribute, FnArg, Meta, PatType, Path};

use super::attrs::take_conditional;
use super::items::Tokens;
use super::options::{Options, Site, is_mark};
use crate::errors::Errors;
use crate::ty::generics::is_cfg;
use crate::ty::tokens::is_punct;

/// The marks of one parameter. Each keeps its name, where messages go.
#[derive(Default)]
pub(crate) struct Marks {
    pub(crate) out: Option<Ident>,
    pub(crate) inout: Option<Ident>,
    pub(crate) cancel: Option<Ident>,
    pub(crate) progress: Option<Ident>,
    pub(crate) options: Options,
    /// Whether a mark was taken off.
    pub(crate) is_marked: bool,
    /// The `cfg`s that the parameter is under.
    pub(crate) cfgs: Vec<TokenStream>,
}

/// The mark that an attribute's path means. Another crate's attribute may end in the same word.
fn mark(path: &Path) -> Option<&Ident> {
    let last = &path.segments.last()?.ident;
    let is_ours = path.segments.len() == 1 || path.segments.first()?.ident == "eap_runtime";
    (is_ours && is_mark(last)).then_some(last)
}

impl Marks {
    /// Takes the marks off a parameter. `is_conditional` says that the method is an operation under a `cfg_attr`, and so
    /// its parameters' marks are under it, too.
    pub(crate) fn take(input: &mut FnArg, is_conditional: bool, errors: &mut Errors) -> Self {
        let mut marks = Self::default();
        let FnArg::Typed(PatType { attrs, .. }) = input else {
            return marks;
        };
        let mut pending = VecDeque::from(mem::take(attrs));
        while let Some(attribute) = pending.pop_front() {
            let meta = attribute.meta.to_token_stream();
            let conditional = take_conditional(meta, is_mark).filter(|_| is_conditional);
            if let Some(name) = mark(attribute.path()) {
                marks.add(name, &attribute.meta, errors);
            } else if let Some((part, rest)) = conditional {
                let (meta, rest) = (part.meta, rest.into_iter());
                let mark = quote!(#[#meta] #(#[#rest])*);
                match Attribute::parse_outer.parse2(mark) {
                    Ok(parsed) => pending.extend(parsed),
                    Err(error) => errors.push(error),
                }
            } else {
                if is_cfg(&attribute) {
                    marks.cfgs.push(attribute.to_token_stream());
                }
                attrs.push(attribute);
            }
        }
        marks
    }

    fn add(&mut self, name: &Ident, meta: &Meta, errors: &mut Errors) {
        let (site, slot) = match name.to_string().as_str() {
            "out" => (Site::Out, &mut self.out),
            "inout" => (Site::InOut, &mut self.inout),
            "cancel" => (Site::Cancel, &mut self.cancel),
            _ => (Site::Progress, &mut self.progress),
        };
        self.is_marked = true;
        if slot.replace(name.clone()).is_some() {
            errors.at(name, format_args!("`#[{name}]` is given twice"));
        }
        match meta {
            Meta::Path(_) => {}
            Meta::List(list) => self.options = Options::parse(site, list.tokens.clone(), errors),
            Meta::NameValue(_) => {
                errors.at(
                    name,
                    format_args!("options go in parentheses: write `#[{name}(…)]`"),
                );
            }
        }
    }

    /// The marks that say what the parameter is, at most one of which makes sense.
    pub(crate) fn roles(&self) -> impl Iterator<Item = &Ident> {
        let marks = [&self.out, &self.inout, &self.cancel, &self.progress];
        marks.into_iter().flatten()
    }
}

/// Whether a parameter of the function that these tokens are the head of has an attribute.
pub(crate) fn may_be_marked(head: &[TokenTree]) -> bool {
    head.iter().any(|token| match token {
        TokenTree::Group(list) => {
            let mut tokens = Tokens::new(list.stream());
            tokens.flat().any(|token| is_punct(&token, '#'))
        }
        _ => false,
    })
}
