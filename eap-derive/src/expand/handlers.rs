//! The aliases of the pattern's delegates, and of the args of progress events.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use super::docs;
use super::scope::Scope;
use crate::ty::generics::angled_with;
use crate::ty::selection::Selection;
use crate::ty::tokens::has_projection;

/// The delegate of the Completed event.
pub(super) fn completed(scope: &Scope) -> Option<TokenStream> {
    let names = scope.names;
    let doc = format!("A handler of {}.", scope.member(&names.completed));
    let ty = handler(scope, &scope.args());
    alias(scope, &names.completed_handler, &ty, &doc)
}

/// The args and the delegate of a progress event of the operation's own.
pub(super) fn progress(scope: &Scope) -> Option<TokenStream> {
    let names = scope.names.progress.as_ref()?;
    let event = scope.member(&names.changed);
    let args = scope
        .context
        .progress_args(scope.operation.progress()?, scope.span());
    let args_alias = alias(scope, &names.args, &args, &format!("The args of {event}."));
    let ty = handler(scope, &args);
    let handler_alias = alias(
        scope,
        &names.handler,
        &ty,
        &format!("A handler of {event}."),
    );
    Some(quote!(#args_alias #handler_alias))
}

fn handler(scope: &Scope, args: &TokenStream) -> TokenStream {
    let runtime = scope.runtime();
    let self_ty = &scope.context.self_ty;
    quote_spanned!(scope.span()=> #runtime::EventHandler<#self_ty, #args>)
}

/// A type alias with the parameters that it needs, if its name is free.
pub(super) fn alias(
    scope: &Scope,
    name: &Ident,
    ty: &TokenStream,
    doc: &str,
) -> Option<TokenStream> {
    let selection = scope
        .select_for_alias(ty)
        .filter(|_| scope.generates(name))?;
    Some(definition(scope, name, &selection, ty, doc))
}

/// A type by its alias, if it has one. The alias may have an argument behind the component's.
pub(super) fn by_alias(
    scope: &Scope,
    alias: &Ident,
    ty: TokenStream,
    more: Option<&TokenStream>,
) -> TokenStream {
    let selection = scope.select_for_alias(&ty);
    let Some(selection) = selection.filter(|_| scope.generates(alias)) else {
        return ty;
    };
    let arguments = match more {
        Some(more) => Some(angled_with(selection.arguments, more)),
        None => selection.arguments,
    };
    quote_spanned!(scope.span()=> #alias #arguments)
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
    let allow = scope.allow_deprecated();
    let vis = &scope.operation.method.vis;
    let doc = docs::comment(doc);
    let (declaration, where_clause) = (&selection.declaration, &selection.where_clause);
    // The bounds are there to give `T::Item` a meaning.
    let is_bounded = has_projection(ty, scope.context.component.generics);
    let bounded = is_bounded.then(|| quote!(#[allow(type_alias_bounds)]));
    quote_spanned! {scope.span()=>
        #attributes
        #doc
        #allow
        #bounded
        #vis type #name #declaration #where_clause = #ty;
    }
}
