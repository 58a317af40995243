//! `…_async_cancel` or `cancel_async`.

use proc_macro2::TokenStream;
use quote::quote_spanned;

use super::context::{Context, free_names};
use super::{docs, visibility};
use crate::names::Cancel;
use crate::syntax::attrs::Carried;

pub(super) fn function(context: &Context) -> Option<TokenStream> {
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
    let doc = if context.component.options.concurrent {
        format!(
            "Requests the cancellation of the {methods} operation with this user state.\n\nWithout one, nothing happens."
        )
    } else {
        format!(
            "Requests the cancellation of the pending {methods} operation.\n\nWithout one, nothing happens."
        )
    };
    let doc = docs::comment(&doc);
    let state = context
        .user_state
        .as_ref()
        .filter(|_| context.component.options.concurrent);
    Some(match state {
        // As for the key of a map, a borrowed form of the user state will do.
        Some(state) => {
            let [key] = free_names(context, ["Q"], span);
            quote_spanned! {span=>
                #cfg
                #notes
                #doc
                #vis fn #name<#key>(&self, user_state: &#key)
                where
                    #state: ::core::borrow::Borrow<#key>,
                    #key: ?::core::marker::Sized + ::core::hash::Hash + ::core::cmp::Eq,
                {
                    #runtime::component::cancel_keyed::<Self, #state, #key>(self, user_state);
                }
            }
        }
        None => quote_spanned! {span=>
            #cfg
            #notes
            #doc
            #vis fn #name(&self) {
                #runtime::component::cancel(self);
            }
        },
    })
}
