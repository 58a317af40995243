//! `#[out]`, `#[inout]`, `#[cancel]` and `#[progress]` on a parameter.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::{FnArg, Meta, Path};

use super::attrs::take_conditional;
use super::options::{Options, Site};
use crate::errors::Errors;
use crate::ty::generics::is_cfg;
use crate::ty::tokens::{idents, is_punct};

/// The marks of one parameter. Each keeps its name, where messages go.
#[derive(Default)]
pub(crate) struct Marks {
    pub(crate) out: Option<Ident>,
    pub(crate) inout: Option<Ident>,
    pub(crate) cancel: Option<Ident>,
    pub(crate) progress: Option<Ident>,
    pub(crate) options: Options,
    /// A mark in a `cfg_attr`, of a method that is an operation under every condition.
    pub(crate) conditional: Option<Ident>,
    /// The `cfg`s that the parameter is under.
    pub(crate) cfgs: Vec<TokenStream>,
}

const MARKS: &[&str] = &["out", "inout", "cancel", "progress"];

pub(crate) fn is_mark(name: &Ident) -> bool {
    MARKS.iter().any(|known| name == known)
}

/// The mark that an attribute's path means. Another crate's attribute may end in the same word.
fn mark(path: &Path) -> Option<&Ident> {
    let last = &path.segments.last()?.ident;
    let is_ours = path.segments.len() == 1 || path.segments.first()?.ident == "eap_runtime";
    (is_ours && is_mark(last)).then_some(last)
}

impl Marks {
    /// Takes the marks off a parameter. `is_conditional` tells that the method is an operation under a `cfg_attr`, and so
    /// its parameters' marks are under it, too.
    pub(crate) fn take(input: &mut FnArg, is_conditional: bool, errors: &mut Errors) -> Self {
        let attributes = match input {
            FnArg::Receiver(receiver) => &mut receiver.attrs,
            FnArg::Typed(typed) => &mut typed.attrs,
        };
        let mut marks = Self::default();
        for mut attribute in std::mem::take(attributes) {
            if let Some(name) = mark(attribute.path()).cloned() {
                marks.add(&name, &attribute.meta, errors);
                continue;
            }
            let mut rest = Some(attribute.meta.to_token_stream());
            while let Some(taken) = rest
                .clone()
                .and_then(|rest| take_conditional(rest, &is_mark))
            {
                match syn::parse2::<Meta>(taken.meta) {
                    Ok(meta) if is_conditional => {
                        let name = mark(meta.path()).cloned();
                        name.iter().for_each(|name| marks.add(name, &meta, errors));
                    }
                    Ok(meta) => marks.conditional = mark(meta.path()).cloned(),
                    Err(error) => errors.push(error),
                }
                rest = taken.rest;
                attribute.meta = match rest.clone().map(syn::parse2) {
                    Some(Ok(rest)) => rest,
                    _ => break,
                };
            }
            if rest.is_none() {
                continue;
            }
            if is_cfg(&attribute) {
                marks.cfgs.push(attribute.to_token_stream());
            }
            attributes.push(attribute);
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
        [&self.out, &self.inout, &self.cancel, &self.progress]
            .into_iter()
            .flatten()
    }
}

/// Whether there may be a mark on a parameter of the function that these tokens are the head of.
pub(crate) fn may_be_marked(head: &[TokenTree]) -> bool {
    let lists = head.iter().filter_map(|token| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
            Some(group.stream())
        }
        _ => None,
    });
    lists.into_iter().any(has_mark)
}

fn has_mark(list: TokenStream) -> bool {
    let mut after_hash = false;
    list.into_iter().any(|token| {
        let is_attribute = after_hash;
        after_hash = is_punct(&token, '#');
        let mut words = Vec::new();
        if let TokenTree::Group(group) = token {
            if is_attribute || group.delimiter() == Delimiter::None {
                idents(group.stream(), &mut words);
            }
        }
        words
            .iter()
            .any(|word| is_mark(word) || word == "eap_runtime")
    })
}
