//! Model → tokens: a file for each thing that is generated.

mod args;
mod begin_end;
mod call;
mod cancel;
mod component;
mod context;
mod docs;
mod event;
mod future;
mod handlers;
mod lints;
mod parameters;
mod scope;
mod shared;
mod span;
mod start;
mod starter;
mod stub;
mod then;

use proc_macro2::TokenStream;
use quote::quote;

use self::context::Context;
use self::scope::Scope;
use crate::check::Verdict;
use crate::model::Component;
use crate::names::Names;
use crate::ty::generics::with_static;

/// All that is generated beside the impl block.
pub(crate) fn expand(component: &Component, names: &Names, verdict: &Verdict) -> TokenStream {
    if !verdict.is_struct {
        return TokenStream::new();
    }
    let context = &Context::new(component, names, verdict);
    let generics = with_static(component.generics, component.self_ty);
    let implementation = component::implementation(context, generics.as_ref());
    let implementation = Some(implementation).filter(|_| !verdict.is_wrong);
    if component.operations.is_empty() {
        return quote!(#implementation);
    }
    let all = component.operations.iter().zip(&names.operations);
    let generated = all.enumerate().map(|(index, (operation, names))| {
        let scope = Scope::new(context, operation, names, index);
        if context.verdict.has_stub(index) {
            (stub::functions(&scope), stub::types(&scope))
        } else {
            (functions(&scope), types(&scope))
        }
    });
    let (functions, types): (Vec<_>, Vec<_>) = generated.unzip();
    let cancel = cancel::function(context);
    let progress_changed = event::shared(context);
    let is_busy = component::is_busy(context);
    let where_clause = &component.generics.where_clause;
    let self_ty = component.self_ty;
    let attributes = component.block.shared.all();
    let lints = lints::allowed(context);
    quote! {
        #implementation

        #attributes
        #lints
        impl #generics #self_ty #where_clause {
            #(#functions)*
            #cancel
            #progress_changed
            #is_busy
        }

        #(#types)*
    }
}

fn functions(scope: &Scope) -> TokenStream {
    let start = start::function(scope);
    let completed = event::completed(scope);
    let progress = event::progress(scope);
    let begin_end = begin_end::functions(scope);
    let future = future::function(scope);
    let then = then::functions(scope);
    quote!(#start #completed #progress #begin_end #future #then)
}

fn types(scope: &Scope) -> TokenStream {
    let args = args::definition(scope);
    let completed = handlers::completed(scope);
    let progress = handlers::progress(scope);
    let result = begin_end::definition(scope);
    let future = future::definition(scope);
    quote!(#args #completed #progress #result #future)
}
