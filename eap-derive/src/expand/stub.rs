//! What stands in for what a wrong operation would generate, so that calls of it resolve. A message of `check` stands beside it.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::context::Context;
use super::parameters::user_state;
use super::scope::Scope;
use crate::model::Data;
use crate::ty::tokens::{mentioned, mentions_lifetime};

/// The functions, which take whatever they are given.
pub(super) fn functions(scope: &Scope) -> TokenStream {
    let runtime = scope.runtime();
    let span = scope.span();
    let names = scope.names;
    let attributes = scope.operation.method.carried.all();
    let vis = &scope.operation.method.vis;
    let args = args(scope);
    let error = quote_spanned!(span=> #runtime::InvokeError);
    let state = user_state(scope);
    let parameters = &parameters(scope);
    let start =
        |name, more: &TokenStream, output: &TokenStream| {
            scope.generates(name).then(|| quote_spanned! {span=>
            #attributes
            #[allow(unused)]
            #vis fn #name(self: &::std::sync::Arc<Self>, #(#parameters,)* #more) -> #output {
                ::core::unreachable!()
            }
        })
        };
    let event = |name, args: &TokenStream| {
        scope.generates(name).then(|| {
            quote_spanned! {span=>
                #attributes
                #vis fn #name(&self) -> &#runtime::Event<Self, #args> {
                    ::core::unreachable!()
                }
            }
        })
    };
    let outcome = quote_spanned!(span=> ::core::result::Result<(), #runtime::AsyncError>);
    let mut functions = TokenStream::new();
    functions.extend(start(
        &names.start,
        &quote!(#state),
        &quote!(::core::result::Result<(), #error>),
    ));
    functions.extend(event(&names.completed, &args));
    if let Some(names) = &names.progress {
        functions.extend(event(&names.changed, &progress_args(scope.context, scope)));
    }
    if let Some(names) = &names.begin_end {
        let more =
            quote!(callback: impl ::core::marker::Sized, async_state: impl ::core::marker::Sized,);
        functions.extend(start(
            &names.begin,
            &more,
            &quote!(::core::result::Result<(), #error>),
        ));
        let name = &names.end;
        functions.extend(scope.generates(name).then(|| {
            quote_spanned! {span=>
                #attributes
                #[allow(unused)]
                #vis fn #name(&self, result: impl ::core::marker::Sized) -> #outcome {
                    ::core::unreachable!()
                }
            }
        }));
    }
    if let Some(names) = &names.future {
        let future = quote!(#runtime::OperationFuture<(), ::core::convert::Infallible>);
        functions.extend(start(&names.start, &TokenStream::new(), &future));
    }
    if let Some(names) = &names.then {
        let more = quote!(#state callback: impl ::core::ops::FnOnce(#outcome),);
        let output = quote!(::core::result::Result<#runtime::OperationHandle, #error>);
        functions.extend(start(&names.then, &more, &output));
        functions.extend(start(&names.then_local, &more, &output));
    }
    functions
}

/// The types, which hold nothing.
pub(super) fn types(scope: &Scope) -> TokenStream {
    let runtime = scope.runtime();
    let span = scope.span();
    let names = scope.names;
    let attributes = scope.attributes();
    let vis = &scope.operation.method.vis;
    let mut types = TokenStream::new();
    if scope.operation.has_own_args() && scope.generates(&names.completed_args) {
        let name = &names.completed_args;
        let base = base_args(scope);
        types.extend(quote_spanned! {span=>
            #attributes
            #vis struct #name;

            #attributes
            impl ::core::ops::Deref for #name {
                type Target = #base;

                fn deref(&self) -> &Self::Target {
                    ::core::unreachable!()
                }
            }
        });
    }
    let mut aliases = vec![&names.completed_handler];
    aliases.extend(names.begin_end.iter().map(|names| &names.result));
    aliases.extend(names.future.iter().map(|names| &names.ty));
    if let Some(progress) = &names.progress {
        aliases.push(&progress.handler);
        let name = &progress.args;
        let args = progress_args(scope.context, scope);
        types.extend(
            scope
                .generates(name)
                .then(|| quote!(#attributes #vis type #name = #args;)),
        );
    }
    for name in aliases.into_iter().filter(|name| scope.generates(name)) {
        types
            .extend(quote_spanned!(span=> #attributes #vis type #name = dyn ::core::marker::Send;));
    }
    let _ = runtime;
    types
}

/// What the method takes, without what may be wrong about it.
fn parameters(scope: &Scope) -> Vec<TokenStream> {
    let generics = &scope.operation.method.sig.generics;
    let parameters =
        scope
            .operation
            .parameters
            .iter()
            .enumerate()
            .filter_map(|(index, parameter)| {
                let owned = parameter.input()?;
                let name = crate::naming::argument(index);
                let ty = owned.parameter();
                let depends = mentioned(ty.clone(), generics).is_some()
                    || mentions_lifetime(ty.clone(), generics);
                Some(
                    if owned.is_converted() || depends || owned.borrow().is_some() {
                        quote!(#name: impl ::core::marker::Sized)
                    } else {
                        quote!(#name: #ty)
                    },
                )
            });
    parameters.collect()
}

fn args(scope: &Scope) -> TokenStream {
    let name = &scope.names.completed_args;
    if scope.operation.has_own_args() && scope.generates(name) {
        quote!(#name)
    } else {
        base_args(scope)
    }
}

/// `AsyncCompletedEventArgs` of an operation that cannot fail.
fn base_args(scope: &Scope) -> TokenStream {
    let runtime = scope.runtime();
    let state = scope.context.user_state.iter();
    quote_spanned!(scope.span()=> #runtime::AsyncCompletedEventArgs<::core::convert::Infallible #(, #state)*>)
}

fn progress_args(context: &Context, scope: &Scope) -> TokenStream {
    context.progress_args(Data::Nothing, scope.span())
}
