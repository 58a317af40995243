//! What makes the struct a component, and `is_busy`.

use proc_macro2::TokenStream;
use quote::quote_spanned;

use super::context::Context;
use super::docs;
use super::shared::Served;
use super::span::located_at;

/// Gives the runtime the field with the events.
pub(super) fn implementation(context: &Context, generics: Option<&TokenStream>) -> TokenStream {
    let component = context.component;
    let attributes = component.block.shared.bare();
    let allow = component.block.shared.allow_deprecated();
    let where_clause = &component.generics.where_clause;
    let self_ty = &context.self_ty;
    // A field that does not exist is reported where it is named, or else at the block.
    let field = component.options.events.as_ref();
    let span = field.map_or_else(|| context.span(), located_at);
    let field = field.map(|field| quote_spanned!(span=> #field:));
    let runtime = context.runtime(span);
    quote_spanned! {span=>
        #attributes
        #allow
        impl #generics #runtime::component::Component for #self_ty #where_clause {
            fn events(&self) -> &#runtime::Events<Self> {
                let Self { #field events, .. } = self;
                events
            }
        }
    }
}

/// `is_busy`, where there is one operation at a time.
pub(super) fn is_busy(context: &Context) -> Option<TokenStream> {
    let name = context.names.is_busy.as_ref()?;
    let span = context.span();
    let runtime = context.runtime(span);
    let served = Served::new(context.component.operations.iter());
    let Served { cfg, vis, .. } = &served;
    let body = context.body(quote_spanned!(span=> #runtime::component::is_busy(self)));
    let doc = docs::comment(&format!(
        "Whether a {} operation is pending.",
        served.list()
    ));
    context.generates(None, name).then(|| {
        quote_spanned! {span=>
            #cfg
            #doc
            #[must_use]
            #vis fn #name(&self) -> bool {
                #body
            }
        }
    })
}
