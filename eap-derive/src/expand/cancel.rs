//! `…_async_cancel` or `cancel_async`.

use proc_macro2::TokenStream;
use quote::quote_spanned;

use super::context::Context;
use super::{docs, visibility};
use crate::attributes::Carried;
use crate::names::Cancel;

pub(crate) fn function(context: &Context) -> Option<TokenStream> {
    let operations = || {
        let operations = context.component.operations.iter();
        operations.filter(|operation| operation.is_cancellable())
    };
    let (name, span) = match context.names.cancel.as_ref()? {
        Cancel::OfOne(name) => (name, operations().next()?.span()),
        Cancel::OfAll(name) => (name, context.span()),
    };
    let runtime = context.runtime(span);
    if !context.generates(None, name) {
        return None;
    }
    let cfg = Carried::any(operations().map(|operation| &operation.method.carried));
    let notes = match context.names.cancel {
        Some(Cancel::OfOne(_)) => operations()
            .next()
            .map(|operation| &operation.method.carried.notes),
        _ => None,
    };
    let vis = visibility::widest(operations());
    let methods = docs::list(operations());
    let (doc, parameter, body) = if context.component.options.concurrent {
        let state = context.state();
        (
            format!(
                "Requests the cancellation of the {methods} operation with this user state.\n\nWithout one, nothing happens."
            ),
            quote_spanned!(span=> , user_state: &#state),
            quote_spanned!(span=> #runtime::component::cancel_keyed(self, user_state)),
        )
    } else {
        (
            format!(
                "Requests the cancellation of the pending {methods} operation.\n\nWithout one, nothing happens."
            ),
            TokenStream::new(),
            quote_spanned!(span=> #runtime::component::cancel(self)),
        )
    };
    let doc = docs::comment(&doc);
    let body = context.body(body);
    Some(quote_spanned! {span=>
        #cfg
        #notes
        #doc
        #vis fn #name(&self #parameter) {
            #body;
        }
    })
}
