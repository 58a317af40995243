//! What stands in for what a wrong operation would generate, so that calls of it resolve. A message of `check` stands beside it.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::scope::Scope;
use super::starter::user_state;
use crate::model::{Data, Parameter};
use crate::naming::argument;
use crate::ty::tokens::{mentioned, mentions_lifetime};

/// The functions, which take whatever they are given.
pub(super) fn functions(scope: &Scope) -> TokenStream {
    let (runtime, names) = (scope.runtime(), scope.names);
    let parameters = parameters(scope);
    let this = quote!(self: &::std::sync::Arc<Self>, #(#parameters,)*);
    let state = user_state(scope).map(|state| quote!(#state,));
    let (args, progress) = (args(scope), progress_args(scope));
    let any = quote!(impl ::core::marker::Sized);
    let outcome = quote!(::core::result::Result<(), #runtime::AsyncError>);
    let started = |ty| quote!(::core::result::Result<#ty, #runtime::InvokeError>);
    let begun = started(quote!(()));
    let mut all = vec![(&names.start, quote!(#this #state), begun.clone())];
    let event = quote!(&#runtime::Event<Self, #args>);
    all.push((&names.completed, quote!(&self), event));
    if let Some(names) = &names.progress {
        let event = quote!(&#runtime::Event<Self, #progress>);
        all.push((&names.changed, quote!(&self), event));
    }
    if let Some(names) = &names.begin_end {
        let parameters = quote!(#this callback: #any, async_state: #any);
        all.push((&names.begin, parameters, begun));
        all.push((&names.end, quote!(&self, result: #any), outcome.clone()));
    }
    if let Some((start, _)) = &names.future {
        let future = quote!(#runtime::OperationFuture<(), ::core::convert::Infallible>);
        all.push((start, this.clone(), future));
    }
    if let Some((then, then_local)) = &names.then {
        let callback = quote!(callback: impl ::core::ops::FnOnce(#outcome));
        let handle = started(quote!(#runtime::OperationHandle));
        all.push((then, quote!(#this #state #callback), handle.clone()));
        all.push((then_local, quote!(#this #state #callback), handle));
    }
    let method = scope.operation.method;
    let (attributes, vis) = (method.shared.all(), &method.vis);
    let all = all.into_iter().filter(|(name, ..)| scope.generates(name));
    let all = all.map(|(name, parameters, output)| {
        quote_spanned! {scope.span()=>
            #attributes
            #[allow(unused)]
            #vis fn #name(#parameters) -> #output {
                ::core::unreachable!()
            }
        }
    });
    all.collect()
}

/// The types, which hold nothing.
pub(super) fn types(scope: &Scope) -> TokenStream {
    let (attributes, vis) = (scope.attributes(), &scope.operation.method.vis);
    let progress = scope.names.progress.as_ref().map(|it| &it.args);
    let names = scope.names.types(scope.operation.has_own_args());
    let names = names.into_iter().filter(|name| scope.generates(name));
    let types = names.map(|name| {
        if *name == scope.names.completed_args {
            let base = base_args(scope);
            return quote! {
                #attributes
                #vis struct #name;

                #attributes
                impl ::core::ops::Deref for #name {
                    type Target = #base;

                    fn deref(&self) -> &Self::Target {
                        ::core::unreachable!()
                    }
                }
            };
        }
        let ty = match progress {
            Some(args) if args == name => progress_args(scope),
            _ => quote!(dyn ::core::marker::Send),
        };
        quote!(#attributes #vis type #name = #ty;)
    });
    types.collect()
}

/// What the method takes, without what may be wrong about it.
fn parameters(scope: &Scope) -> Vec<TokenStream> {
    let generics = &scope.operation.method.sig.generics;
    let parameter = |(index, parameter): (usize, &Parameter)| {
        let (owned, name) = (parameter.input()?, argument(index));
        let ty = owned.parameter();
        let is_wrong = owned.is_converted()
            || owned.borrow().is_some()
            || mentioned(ty.clone(), generics).is_some()
            || mentions_lifetime(ty.clone(), generics);
        let any = is_wrong.then(|| quote!(impl ::core::marker::Sized));
        let ty = any.unwrap_or(ty);
        Some(quote!(#name: #ty))
    };
    let parameters = scope.operation.parameters.iter().enumerate();
    parameters.filter_map(parameter).collect()
}

fn args(scope: &Scope) -> TokenStream {
    let name = &scope.names.completed_args;
    let has_own = scope.operation.has_own_args() && scope.generates(name);
    if has_own {
        quote!(#name)
    } else {
        base_args(scope)
    }
}

/// `AsyncCompletedEventArgs` of an operation that cannot fail.
fn base_args(scope: &Scope) -> TokenStream {
    let (runtime, state) = (scope.runtime(), scope.context.user_state.iter());
    quote!(#runtime::AsyncCompletedEventArgs<::core::convert::Infallible #(, #state)*>)
}

fn progress_args(scope: &Scope) -> TokenStream {
    scope.context.progress_args(Data::Nothing, scope.span())
}
