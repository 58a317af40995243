//! The annotated block as the compiler and editors get it back.

use std::iter;

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt as _, quote, quote_spanned};

use crate::parse::{ImplBlock, Item, braced};

impl ImplBlock {
    /// What stands before the braces, with an empty list of parameters if there is none: behind a bare `impl`, the compiler
    /// offers to declare a misspelt type as a parameter. It would offer so of the method and not of what is generated for
    /// it, and tell of the type twice.
    fn head(&self) -> TokenStream {
        let head = &self.written.head;
        let is_keyword =
            |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == "impl");
        match head.iter().position(is_keyword) {
            Some(keyword) if self.header.generics.lt_token.is_none() => {
                let (before, behind) = head.split_at(keyword + 1);
                let span = Span::mixed_site().located_at(self.header.impl_token.span);
                quote_spanned!(span=> #(#before)* <> #(#behind)*)
            }
            _ => head.iter().cloned().collect(),
        }
    }
}

/// As written, without the attributes of this crate.
impl ToTokens for ImplBlock {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let is_whole = |item: &&Item| !item.written().is_unfinished;
        tokens.append_all(&self.written.attributes);
        let head = self.head();
        tokens.append_all(head.clone());
        let items = self.items.iter().filter(is_whole);
        tokens.append(braced(
            &self.body,
            items.map(|item| Emitted { block: self, item }),
        ));
        // At an unfinished item, the compiler leaves a block, and would miss the items behind.
        for unfinished in self.items.iter().filter(|item| !is_whole(item)) {
            self.carried.bare().to_tokens(tokens);
            tokens.append_all(head.clone());
            tokens.append(braced(&self.body, iter::once(unfinished.written())));
        }
    }
}

/// An item of the block; where the compiler cannot parse it, with what it gets in its place.
struct Emitted<'a> {
    block: &'a ImplBlock,
    item: &'a Item,
}

impl ToTokens for Emitted<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let written = self.item.written();
        let Some(stand_in) = &written.stand_in else {
            return written.to_tokens(tokens);
        };
        let span = Span::mixed_site();
        let runtime = self.block.options.runtime.as_ref();
        let runtime = runtime.map_or_else(|| quote!(::eap_runtime), ToTokens::to_token_stream);
        let both =
            quote_spanned!(span=> #runtime::component::half_typed! { { #stand_in } #written });
        tokens.extend(both);
    }
}
