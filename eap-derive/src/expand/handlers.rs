//! The aliases of the pattern's delegates, and of the args of progress events.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use super::docs;
use super::scope::Scope;
use crate::ty::generics::angled_with;
use crate::ty::tokens::has_projection;

/// The delegate of the Completed event.
pub(super) fn completed(scope: &Scope) -> Option<TokenStream> {
    let names = scope.names;
    let doc = format!("A handler of {}.", scope.member(&names.completed));
    let ty = handler(scope, &scope.args());
    alias(scope, &names.completed_handler, &ty, None, &doc)
}

/// The args and the delegate of a progress event of the operation's own.
pub(super) fn progress(scope: &Scope) -> Option<TokenStream> {
    let names = scope.names.progress.as_ref()?;
    let event = scope.member(&names.changed);
    let data = scope.operation.progress()?;
    let args = scope.context.progress_args(data, scope.span());
    let handler = handler(scope, &args);
    let doc = format!("The args of {event}.");
    let args = alias(scope, &names.args, &args, None, &doc);
    let doc = format!("A handler of {event}.");
    let handler = alias(scope, &names.handler, &handler, None, &doc);
    Some(quote!(#args #handler))
}

fn handler(scope: &Scope, args: &TokenStream) -> TokenStream {
    let runtime = scope.runtime();
    let self_ty = &scope.context.self_ty;
    quote_spanned!(scope.span()=> #runtime::EventHandler<#self_ty, #args>)
}

/// A type alias with the parameters that it needs and perhaps one more, if its name is free.
pub(super) fn alias(
    scope: &Scope,
    name: &Ident,
    ty: &TokenStream,
    more: Option<&TokenStream>,
    doc: &str,
) -> Option<TokenStream> {
    let selection = scope.select_for_alias(ty)?;
    let (attributes, allow) = (scope.attributes(), scope.allow_deprecated());
    let vis = &scope.operation.method.vis;
    let doc = docs::comment(doc);
    let declaration = angled_with(selection.declaration, more);
    let where_clause = &selection.where_clause;
    // The bounds are there to give `T::Item` a meaning.
    let is_bounded = has_projection(ty, scope.context.component.generics);
    let bounded = is_bounded.then(|| quote!(#[allow(type_alias_bounds)]));
    scope.generates(name).then(|| {
        quote_spanned! {scope.span()=>
            #attributes
            #doc
            #allow
            #bounded
            #vis type #name #declaration #where_clause = #ty;
        }
    })
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
    let arguments = angled_with(selection.arguments, more);
    quote_spanned!(scope.span()=> #alias #arguments)
}
