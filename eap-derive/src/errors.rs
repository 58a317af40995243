//! Mistakes as values: all are collected, and each is reported at its own place.

use std::fmt::Display;

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::Error;

#[derive(Default)]
pub(crate) struct Errors {
    list: Vec<Error>,
    left_to_compiler: bool,
}

impl Errors {
    pub(crate) fn at(&mut self, place: impl ToTokens, message: impl Display) {
        self.list.push(Error::new_spanned(place, message));
    }

    pub(crate) fn push(&mut self, error: Error) {
        self.list.push(error);
    }

    /// Adds those that are not among the ones after the first `known`.
    pub(crate) fn add_new(&mut self, others: Self, known: usize) {
        let messages = self.list.iter().skip(known).map(Error::to_string);
        let messages: Vec<_> = messages.collect();
        let is_new = |error: &Error| !messages.contains(&error.to_string());
        self.list.extend(others.list.into_iter().filter(is_new));
        self.left_to_compiler |= others.left_to_compiler;
    }

    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    /// A mistake in plain Rust, which the compiler has a message of its own for.
    pub(crate) fn leave_to_compiler(&mut self) {
        self.left_to_compiler = true;
    }

    /// Whether there are mistakes, and all of them are left to the compiler.
    pub(crate) fn are_all_left(&self) -> bool {
        self.list.is_empty() && self.left_to_compiler
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty() && !self.left_to_compiler
    }
}

impl ToTokens for Errors {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.list.iter().map(Error::to_compile_error));
    }
}
