//! Model → tokens: a file for each thing that is generated.

mod args;
mod begin_end;
mod cancel;
mod completed;
mod component;
mod context;
mod docs;
mod future;
mod handlers;
mod lints;
mod place;
mod progress;
mod scope;
mod start;
mod visibility;

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};

use self::context::Context;
use crate::check;
use crate::errors::Errors;
use crate::model::Component;
use crate::names::Names;
use crate::parse;

/// The whole macro: the annotated item as written, and beside it what is generated, or what is wrong.
pub(crate) fn event_async(args: TokenStream, input: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let block = match parse::parse(args, input, &mut errors) {
        Ok(block) => block,
        Err(item) => return quote!(#item #errors),
    };
    let component = Component::of(&block);
    let names = Names::of(&component);
    let omitted = check::check(&component, &names, &mut errors);
    // Stand-ins would be further mistakes there, and of other than objects the block itself.
    if component.is_of_object() {
        return quote!(#block #errors);
    }
    if !component.is_of_struct() {
        return quote!(#errors);
    }
    let context = Context::new(&component, &names, &omitted, &errors);
    let generated = generate(&context);
    quote!(#block #errors #generated)
}

fn generate(context: &Context) -> TokenStream {
    let scopes: Vec<_> = context.scopes().collect();
    let component = component::implementation(context);
    if scopes.is_empty() && !context.stand_in {
        return component;
    }
    let operations = scopes.iter().map(|scope| {
        let start = start::function(scope);
        let completed = completed::event(scope);
        let progress = progress::own_event(scope);
        let begin_end = begin_end::functions(scope);
        let future = future::function(scope);
        quote!(#start #completed #progress #begin_end #future)
    });
    let cancel = cancel::function(context);
    let progress_changed = progress::shared_event(context);
    let is_busy = component::is_busy(context);
    let types = scopes.iter().map(|scope| {
        let args = args::definition(scope);
        let completed = handlers::completed(scope);
        let progress = handlers::progress(scope);
        let result = begin_end::result(scope);
        quote!(#args #completed #progress #result)
    });
    let (as_written, _, where_clause) = context.component.generics.split_for_impl();
    // Stand-ins demand nothing more, since what the user wrote may call them.
    let generics = if context.stand_in {
        Some(as_written.to_token_stream())
    } else {
        context.sufficient_generics()
    };
    let self_ty = context.component.self_ty;
    let attributes = context.component.block.carried.all();
    let lints = lints::allowed(context);
    quote! {
        #component

        #attributes
        #lints
        impl #generics #self_ty #where_clause {
            #(#operations)*
            #cancel
            #progress_changed
            #is_busy
        }

        #(#types)*
    }
}
