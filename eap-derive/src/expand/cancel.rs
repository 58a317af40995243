//! `…_async_cancel` or `cancel_async`.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::context::Context;
use super::docs;
use super::shared::Served;
use crate::names::Cancel;

pub(super) fn function(context: &Context) -> Option<TokenStream> {
    let operations = context.component.operations.iter();
    let served = Served::new(operations.filter(|it| it.is_cancellable()));
    let Served { cfg, vis, .. } = &served;
    let first = served.operations.first()?;
    let (name, span, notes) = match context.names.cancel.as_ref()? {
        Cancel::OfOne(name) => (name, first.span(), Some(&first.method.shared.notes)),
        Cancel::OfAll(name) => (name, context.span(), None),
    };
    let runtime = context.runtime(span);
    let methods = served.list();
    let state = context.user_state.as_ref();
    let state = state.filter(|_| context.component.options.concurrent);
    let (operation, function) = match state {
        Some(_) if context.verdict.is_wrong => {
            let function =
                quote!((&self, user_state: impl ::core::marker::Sized) { let _ = user_state; });
            (methods, function)
        }
        // As for the key of a map, a borrowed form of the user state will do.
        Some(state) => {
            let key = context.free_name("Q", &TokenStream::new(), span);
            let function = quote_spanned! {span=>
                <#key>(&self, user_state: &#key)
                where
                    #state: ::core::borrow::Borrow<#key>,
                    #key: ?::core::marker::Sized + ::core::hash::Hash + ::core::cmp::Eq,
                {
                    #runtime::component::cancel_keyed::<Self, #state, #key>(self, user_state);
                }
            };
            (
                format!("{methods} operation with this user state"),
                function,
            )
        }
        None => {
            let body = context.body(quote_spanned!(span=> #runtime::component::cancel(self)));
            let function = quote_spanned!(span=> (&self) { #body; });
            (format!("pending {methods} operation"), function)
        }
    };
    let doc = docs::comment(&format!(
        "Requests the cancellation of the {operation}.\n\nDoes nothing if there is none."
    ));
    let function = quote!(#cfg #notes #doc #vis fn #name #function);
    context.generates(None, name).then_some(function)
}
