//! What makes the struct a component, and `is_busy`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::spanned::Spanned as _;

use super::context::Context;
use super::{docs, visibility};
use crate::attributes::Carried;

/// Tells the runtime where the events are.
pub(crate) fn implementation(context: &Context) -> TokenStream {
    let component = context.component;
    let attributes = component.block.carried.bare();
    let allow = component.block.carried.allow_deprecated();
    let generics = context.sufficient_generics();
    let where_clause = &component.generics.where_clause;
    let self_ty = &context.self_ty;
    // A field that does not exist is reported where it is named, or else at the type that lacks it.
    let field = component.options.events.as_ref();
    let span = field.map_or_else(
        || context.span(),
        |field| Span::mixed_site().located_at(field.span()),
    );
    // A field access would find the trait's method instead, and say so.
    let renamed = field.map(|field| quote_spanned!(span=> #field:));
    let runtime = context.runtime(span);
    // A component that is not `Send` is reported at the block.
    let get = Ident::new("get", context.span());
    let body = context.body(quote_spanned! {span=>
        let Self { #renamed events, .. } = #runtime::component::sendable(self).#get();
        events
    });
    quote_spanned! {span=>
        #attributes
        #allow
        impl #generics #runtime::component::Component for #self_ty #where_clause {
            fn events(&self) -> &#runtime::Events<Self> {
                #body
            }
        }
    }
}

/// `is_busy`, where there is one operation at a time.
pub(crate) fn is_busy(context: &Context) -> Option<TokenStream> {
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
    let body = context.body(quote_spanned!(span=> #runtime::component::is_busy(self)));
    Some(quote_spanned! {span=>
        #cfg
        #doc
        #[must_use]
        #vis fn #name(&self) -> bool {
            #body
        }
    })
}
