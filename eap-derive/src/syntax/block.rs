//! The annotated impl block, taken apart, and as it is emitted.

use proc_macro2::{Group, TokenStream};
use quote::{ToTokens, TokenStreamExt as _};
use syn::{ItemImpl, Signature, Visibility};

use super::attrs::SharedAttributes;
use super::items::{RawAttribute, RawItem};
use super::marks::Marks;
use super::options::Options;
use crate::ty::tokens::regroup;

/// An inherent impl block.
pub(crate) struct ImplBlock {
    /// Everything but the items. Its own list of items is empty.
    pub(crate) header: ItemImpl,
    pub(crate) options: Options,
    pub(crate) shared: SharedAttributes,
    pub(crate) attributes: Vec<RawAttribute>,
    pub(crate) head: TokenStream,
    pub(crate) body: Group,
    pub(crate) items: Vec<Item>,
}

pub(crate) enum Item {
    /// One that becomes an operation.
    Method(RawItem, Box<Method>),
    /// One that is handed on as written.
    Other(RawItem),
}

/// A method that becomes an operation.
pub(crate) struct Method {
    pub(crate) options: Options,
    pub(crate) shared: SharedAttributes,
    pub(crate) vis: Visibility,
    pub(crate) sig: Signature,
    /// One for each of the signature's inputs.
    pub(crate) marks: Vec<Marks>,
    /// Whether the signature is wrong in itself, and this one stands in for it.
    pub(crate) is_broken: bool,
}

impl ImplBlock {
    pub(crate) fn methods(&self) -> impl Iterator<Item = &Method> {
        self.items.iter().filter_map(|item| match item {
            Item::Method(_, method) => Some(&**method),
            Item::Other(_) => None,
        })
    }
}

impl Item {
    pub(crate) fn written(&self) -> &RawItem {
        match self {
            Self::Method(written, _) | Self::Other(written) => written,
        }
    }
}

/// As written, without the attributes of this crate.
impl ToTokens for ImplBlock {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let mut items = TokenStream::new();
        items.append_all(self.items.iter().map(Item::written));
        tokens.append_all(&self.attributes);
        self.head.to_tokens(tokens);
        tokens.append(regroup(&self.body, items));
    }
}
