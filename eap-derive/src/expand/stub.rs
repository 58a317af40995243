//! What stands in for what a wrong operation would generate, so that calls of it resolve. A message of `check` stands beside it.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use super::scope::Scope;
use super::starter::user_state;
use crate::model::{Data, Parameter};
use crate::naming::argument;
use crate::ty::tokens::{mentioned, mentions_lifetime};

/// The functions, which take whatever they are given.
pub(super) fn functions(scope: &Scope) -> TokenStream {
    let (runtime, names) = (scope.runtime(), scope.names);
    let parameters = &parameters(scope);
    let state = user_state(scope).map(|state| quote!(#state,));
    let outcome = quote!(::core::result::Result<(), #runtime::AsyncError>);
    let started = |ty| quote!(::core::result::Result<#ty, #runtime::InvokeError>);
    let event = |args| quote!(&#runtime::Event<Self, #args>);
    let mut all = TokenStream::new();
    let mut function = |name: &Ident, this: TokenStream, more: TokenStream, output: TokenStream| {
        let attributes = scope.operation.method.carried.all();
        let vis = &scope.operation.method.vis;
        all.extend(scope.generates(name).then(|| {
            quote_spanned! {scope.span()=>
                #attributes
                #[allow(unused)]
                #vis fn #name(#this, #more) -> #output {
                    ::core::unreachable!()
                }
            }
        }));
    };
    let shared = || quote!(self: &::std::sync::Arc<Self> #(, #parameters)*);
    function(&names.start, shared(), quote!(#state), started(quote!(())));
    function(
        &names.completed,
        quote!(&self),
        quote!(),
        event(args(scope)),
    );
    if let Some(names) = &names.progress {
        function(
            &names.changed,
            quote!(&self),
            quote!(),
            event(progress_args(scope)),
        );
    }
    if let Some(names) = &names.begin_end {
        let any = quote!(impl ::core::marker::Sized);
        function(
            &names.begin,
            shared(),
            quote!(callback: #any, async_state: #any),
            started(quote!(())),
        );
        function(
            &names.end,
            quote!(&self),
            quote!(result: #any),
            outcome.clone(),
        );
    }
    if let Some((start, _)) = &names.future {
        let future = quote!(#runtime::OperationFuture<(), ::core::convert::Infallible>);
        function(start, shared(), quote!(), future);
    }
    if let Some((then, then_local)) = &names.then {
        for name in [then, then_local] {
            let callback = quote!(#state callback: impl ::core::ops::FnOnce(#outcome));
            function(
                name,
                shared(),
                callback,
                started(quote!(#runtime::OperationHandle)),
            );
        }
    }
    all
}

/// The types, which hold nothing.
pub(super) fn types(scope: &Scope) -> TokenStream {
    let (attributes, vis) = (scope.attributes(), &scope.operation.method.vis);
    let names = scope.names.types(scope.operation.has_own_args());
    let types = names
        .into_iter()
        .filter(|name| scope.generates(name))
        .map(|name| {
            let is_progress = scope
                .names
                .progress
                .as_ref()
                .is_some_and(|it| it.args == *name);
            if is_progress {
                let args = progress_args(scope);
                quote!(#attributes #vis type #name = #args;)
            } else if scope.operation.has_own_args() && *name == scope.names.completed_args {
                let base = base_args(scope);
                quote_spanned! {scope.span()=>
                    #attributes
                    #vis struct #name;

                    #attributes
                    impl ::core::ops::Deref for #name {
                        type Target = #base;

                        fn deref(&self) -> &Self::Target {
                            ::core::unreachable!()
                        }
                    }
                }
            } else {
                quote!(#attributes #vis type #name = dyn ::core::marker::Send;)
            }
        });
    types.collect()
}

/// What the method takes, without what may be wrong about it.
fn parameters(scope: &Scope) -> Vec<TokenStream> {
    let generics = &scope.operation.method.sig.generics;
    let parameter = |(index, parameter): (usize, &Parameter)| {
        let (owned, name) = (parameter.input()?, argument(index));
        let ty = owned.parameter();
        let depends =
            mentioned(ty.clone(), generics).is_some() || mentions_lifetime(ty.clone(), generics);
        Some(
            if owned.is_converted() || depends || owned.borrow().is_some() {
                quote!(#name: impl ::core::marker::Sized)
            } else {
                quote!(#name: #ty)
            },
        )
    };
    scope
        .operation
        .parameters
        .iter()
        .enumerate()
        .filter_map(parameter)
        .collect()
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
