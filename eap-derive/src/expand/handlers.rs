//! The aliases of the pattern's delegates, and of the args of progress events.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use super::docs;
use super::scope::Scope;
use crate::ty::selection::Selection;

/// The delegate of the Completed event.
pub(super) fn completed(scope: &Scope) -> Option<TokenStream> {
    let names = scope.names;
    let doc = format!("A handler of {}.", docs::member(scope, &names.completed));
    let ty = handler(scope, &scope.args());
    alias(scope, &names.completed_handler, &ty, &doc)
}

/// The args and the delegate of a progress event of the operation's own.
pub(super) fn progress(scope: &Scope) -> Option<TokenStream> {
    let names = scope.names.progress.as_ref()?;
    let event = docs::member(scope, &names.changed);
    let args = scope.progress_args()?;
    let doc = format!("The args of {event}.");
    let args_alias = alias(scope, &names.args, &args, &doc);
    let doc = format!("A handler of {event}.");
    let handler_alias = alias(scope, &names.handler, &handler(scope, &args), &doc);
    Some(quote!(#args_alias #handler_alias))
}

fn handler(scope: &Scope, args: &TokenStream) -> TokenStream {
    let runtime = scope.runtime();
    let self_ty = &scope.context.self_ty;
    quote_spanned!(scope.span()=> #runtime::EventHandler<#self_ty, #args>)
}

pub(super) fn alias(
    scope: &Scope,
    name: &Ident,
    ty: &TokenStream,
    doc: &str,
) -> Option<TokenStream> {
    if !scope.generates(name) {
        return None;
    }
    Some(definition(
        scope,
        name,
        &scope.select_for_alias(ty)?,
        ty,
        doc,
    ))
}

/// A type alias with these parameters.
pub(super) fn definition(
    scope: &Scope,
    name: &Ident,
    selection: &Selection,
    ty: &TokenStream,
    doc: &str,
) -> TokenStream {
    let attributes = scope.attributes();
    let vis = &scope.operation.method.vis;
    let doc = docs::comment(doc);
    let allow = scope.allow_deprecated();
    let declaration = &selection.declaration;
    let where_clause = &selection.where_clause;
    // They are there to give `T::Item` a meaning.
    let bounded = selection
        .is_bounded
        .then(|| quote!(#[allow(type_alias_bounds)]));
    quote_spanned! {scope.span()=>
        #attributes
        #doc
        #allow
        #bounded
        #vis type #name #declaration #where_clause = #ty;
    }
}
