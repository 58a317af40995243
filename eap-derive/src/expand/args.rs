//! `…CompletedEventArgs`, the struct that carries an operation's outputs.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{quote, quote_spanned};

use super::scope::Scope;
use super::{docs, lints};
use crate::model::Source;
use crate::naming::RESULTS;

pub(super) fn definition(scope: &Scope) -> Option<TokenStream> {
    let name = &scope.names.completed_args;
    if !scope.operation.has_own_args() || !scope.generates(name) {
        return None;
    }
    let runtime = scope.runtime();
    let attributes = scope.attributes();
    let of_impl = scope.attributes_of_impl();
    let vis = &scope.operation.method.vis;
    let span = scope.span();
    let doc = docs::comment(&format!(
        "The outcome of an operation started by {}: what {} returned, or why it did not.",
        scope.member(&scope.names.start),
        scope.member(scope.operation.ident)
    ));
    let (generics, arguments) = (&scope.selection.declaration, &scope.selection.arguments);
    let where_clause = &scope.selection.where_clause;
    let completed = scope.completed();
    let completed_arguments = scope.completed_arguments();
    let (marker, marker_value) = marker(scope);
    let base = scope.base_args();
    let accessors = accessors(scope);
    let results = results(scope);
    let hint = docs::comment(
        "If it is defined twice, two components of this module need a `types_prefix`.",
    );
    let unusual = lints::allowed_of_accessors(scope.operation);
    let text = name.to_string();
    Some(quote_spanned! {span=>
        #attributes
        #doc
        #vis struct #name #generics #where_clause {
            completed: #completed,
            #marker
        }

        #of_impl
        #unusual
        impl #generics #name #arguments #where_clause {
            #hint
            #[doc(hidden)]
            const fn set_types_prefix() {}

            #accessors
            #results
        }

        #of_impl
        #[automatically_derived]
        impl #generics #runtime::component::FromCompleted #completed_arguments for #name #arguments #where_clause {
            fn from_completed(completed: #completed) -> Self {
                Self { completed, #marker_value }
            }
        }

        #of_impl
        #[automatically_derived]
        impl #generics ::core::ops::Deref for #name #arguments #where_clause {
            type Target = #base;

            fn deref(&self) -> &Self::Target {
                #runtime::component::Completed::base(&self.completed)
            }
        }

        #of_impl
        #[automatically_derived]
        impl #generics ::core::fmt::Debug for #name #arguments #where_clause {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                #runtime::component::Completed::fmt_as(&self.completed, #text, f)
            }
        }
    })
}

/// The field, and its value, that mentions what only bounds do.
fn marker(scope: &Scope) -> (Option<TokenStream>, Option<TokenStream>) {
    let unmentioned = &scope.selection.unmentioned;
    if unmentioned.is_empty() {
        return (None, None);
    }
    // A function's pointer is `Send` and `Sync` whatever the types are, and a pointer to it sized.
    let ty = quote!(::core::marker::PhantomData<fn() -> (#(*const #unmentioned,)*)>);
    (
        Some(quote!(marker: #ty,)),
        Some(quote!(marker: ::core::marker::PhantomData,)),
    )
}

fn accessors(scope: &Scope) -> TokenStream {
    let operation = scope.operation;
    let span = scope.span();
    let method = scope.member(operation.ident);
    let vis = &operation.method.vis;
    let error = scope.async_error();
    let runtime = scope.runtime();
    let single = operation.outputs.len() == 1;
    let accessors = operation.outputs.iter().zip(&scope.outputs).enumerate();
    let accessors = accessors.map(|(index, (output, ty))| {
        let name = &output.accessor;
        let what = match &output.source {
            Source::Returned(_) | Source::OkOf(_) => format!("What {method} returned."),
            Source::Parameter(index) => {
                let parameter = operation.parameters.get(*index);
                let parameter = parameter.map_or(name, |parameter| &parameter.name);
                format!("The value of `{parameter}` after {method}.")
            }
        };
        let index = Literal::usize_unsuffixed(index);
        let outputs =
            quote_spanned!(span=> #runtime::component::Completed::outputs(&self.completed));
        let body = if single {
            outputs
        } else {
            quote_spanned!(span=> #outputs.map(|outputs| &outputs.#index))
        };
        let doc = docs::comment(&format!("{what}\n\n{ERRORS}"));
        quote_spanned! {span=>
            #doc
            #vis fn #name(&self) -> ::core::result::Result<&#ty, &#error> {
                #body
            }
        }
    });
    accessors.collect()
}

const ERRORS: &str = "# Errors\n\nThe operation failed, panicked or was cancelled.";

/// All outputs at once, where there are several.
fn results(scope: &Scope) -> Option<TokenStream> {
    let outputs = &scope.outputs;
    if outputs.len() < 2 {
        return None;
    }
    let span = scope.span();
    let (runtime, error) = (scope.runtime(), scope.async_error());
    let name = Ident::new(RESULTS, span);
    let vis = &scope.operation.method.vis;
    let names = scope.operation.outputs.iter();
    let names: Vec<_> = names.map(|it| it.accessor.to_string()).collect();
    let names = names.join("`, `");
    let method = scope.member(scope.operation.ident);
    let doc = docs::comment(&format!("All outputs of {method}: `{names}`.\n\n{ERRORS}"));
    let indexes = (0..outputs.len()).map(Literal::usize_unsuffixed);
    Some(quote_spanned! {span=>
        #doc
        #vis fn #name(&self) -> ::core::result::Result<(#(&#outputs),*), &#error> {
            #runtime::component::Completed::outputs(&self.completed).map(|outputs| (#(&outputs.#indexes),*))
        }
    })
}
