//! What makes the struct a component, and `is_busy`.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned as _;

use super::context::Context;
use super::span::located_at;
use super::{docs, visibility};
use crate::syntax::attrs::Carried;

/// Tells the runtime where the events are.
pub(super) fn implementation(context: &Context) -> TokenStream {
    let component = context.component;
    let attributes = component.block.carried.bare();
    let allow = component.block.carried.allow_deprecated();
    let generics = context.generics();
    let where_clause = &component.generics.where_clause;
    let self_ty = &context.self_ty;
    // A field that does not exist is reported where it is named, or else at the block.
    let field = component.options.events.as_ref();
    let span = field.map_or_else(|| context.span(), |field| located_at(field.span()));
    let field = field.map_or_else(|| quote_spanned!(span=> events), ToTokens::to_token_stream);
    let runtime = context.runtime(span);
    quote_spanned! {span=>
        #attributes
        #allow
        impl #generics #runtime::component::Component for #self_ty #where_clause {
            fn events(&self) -> &#runtime::Events<Self> {
                &self.#field
            }
        }
    }
}

/// `is_busy`, where there is one operation at a time.
pub(super) fn is_busy(context: &Context) -> Option<TokenStream> {
    let name = context.names.is_busy.as_ref()?;
    if !context.generates(None, name) {
        return None;
    }
    let span = context.span();
    let runtime = context.runtime(span);
    let operations = || context.component.operations.iter();
    let cfg = Carried::any(operations().map(|operation| &operation.method.carried));
    let vis = visibility::widest(operations());
    let doc = docs::comment(&format!(
        "Whether a {} operation is pending.",
        docs::list(operations())
    ));
    Some(quote_spanned! {span=>
        #cfg
        #doc
        #[must_use]
        #vis fn #name(&self) -> bool {
            #runtime::component::is_busy(self)
        }
    })
}
