//! `…CompletedEventArgs`, the struct that carries an operation's outputs.

use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};

use super::scope::Scope;
use super::{docs, lints};
use crate::model::Source;
use crate::names::RESULTS;

pub(crate) fn definition(scope: &Scope) -> Option<TokenStream> {
    let name = &scope.names.completed_args;
    if !scope.operation.has_own_args() || !scope.generates(name) {
        return None;
    }
    let runtime = scope.runtime();
    let attributes = scope.attributes();
    let on_impls = scope.bare_attributes();
    let allow = scope.allow_deprecated();
    let vis = &scope.operation.method.vis;
    let span = scope.span();
    let doc = docs::comment(&format!(
        "How an operation started by {} ended, and what {} gave.",
        docs::member(scope, &scope.names.start),
        docs::member(scope, scope.operation.ident)
    ));
    let generics = &scope.selection.declaration;
    let declaration = scope.selection.behind_a_name(span);
    let arguments = &scope.selection.arguments;
    let where_clause = &scope.selection.where_clause;
    let completed = scope.completed();
    let completed_arguments = scope.completed_arguments();
    let (marker, marker_value) = marker(scope);
    let base = scope.base_args();
    let accessors = accessors(scope);
    let results = results(scope);
    let unusual = lints::allowed_of_accessors(scope.operation);
    let text = name.to_string();
    let body = |body| scope.context.body(body);
    let from_completed = body(quote_spanned!(span=> Self { completed, #marker_value }));
    let deref = body(quote_spanned!(span=> self.completed.base()));
    let fmt = body(quote_spanned!(span=> self.completed.fmt_as(#text, f)));
    Some(quote_spanned! {span=>
        #attributes
        #doc
        #vis struct #name #declaration #where_clause {
            completed: #completed,
            #marker
        }

        #on_impls
        #allow
        #unusual
        impl #generics #name #arguments #where_clause {
            #accessors
            #results
        }

        #on_impls
        #allow
        #[automatically_derived]
        impl #generics #runtime::component::FromCompleted #completed_arguments for #name #arguments #where_clause {
            fn from_completed(completed: #completed) -> Self {
                #from_completed
            }
        }

        #on_impls
        #allow
        #[automatically_derived]
        impl #generics ::core::ops::Deref for #name #arguments #where_clause {
            type Target = #base;

            fn deref(&self) -> &Self::Target {
                #deref
            }
        }

        #on_impls
        #allow
        #[automatically_derived]
        impl #generics ::core::fmt::Debug for #name #arguments #where_clause {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                #fmt
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
    let method = docs::member(scope, operation.ident);
    let vis = &operation.method.vis;
    let error = scope.async_error();
    let single = operation.outputs.len() == 1;
    let accessors = operation.outputs.iter().zip(&scope.outputs).enumerate();
    let mut known = if single {
        Vec::new()
    } else {
        vec![String::from(RESULTS)]
    };
    let accessors = accessors.filter_map(|(index, (output, ty))| {
        let name = &output.accessor;
        // In a stand-in, two outputs may have one name.
        let text = name.to_string();
        if known.contains(&text) {
            return None;
        }
        known.push(text);
        let what = match &output.source {
            Source::Returned(_) | Source::OkOf(_) => format!("What {method} returned."),
            Source::Parameter(index) => {
                let parameter = operation.parameters.get(*index);
                let parameter = parameter.map_or(name, |parameter| &parameter.name);
                format!("What {method} left in `{parameter}`.")
            }
        };
        let index = Literal::usize_unsuffixed(index);
        let body = scope.context.body(if single {
            quote_spanned!(span=> self.completed.outputs())
        } else {
            quote_spanned!(span=> self.completed.outputs().map(|outputs| &outputs.#index))
        });
        let doc = docs::comment(&format!("{what}\n\n{ERRORS}"));
        Some(quote_spanned! {span=>
            #doc
            #vis fn #name(&self) -> ::core::result::Result<&#ty, &#error> {
                #body
            }
        })
    });
    accessors.collect()
}

const ERRORS: &str =
    "# Errors\n\nWhy there is nothing to read: the operation failed, panicked or was cancelled.";

/// All outputs at once, where there are several.
fn results(scope: &Scope) -> Option<TokenStream> {
    let outputs = &scope.outputs;
    if outputs.len() < 2 {
        return None;
    }
    let span = scope.span();
    let name = proc_macro2::Ident::new(RESULTS, span);
    let vis = &scope.operation.method.vis;
    let error = scope.async_error();
    let method = docs::member(scope, scope.operation.ident);
    let names: Vec<_> = scope
        .operation
        .outputs
        .iter()
        .map(|output| output.accessor.to_string())
        .collect();
    let doc = docs::comment(&format!(
        "All that {method} gave: `{}`.\n\n{ERRORS}",
        names.join("`, `")
    ));
    let indexes = (0..outputs.len()).map(Literal::usize_unsuffixed);
    let body = scope.context.body(quote_spanned! {span=>
        self.completed.outputs().map(|outputs| (#(&outputs.#indexes),*))
    });
    Some(quote_spanned! {span=>
        #doc
        #vis fn #name(&self) -> ::core::result::Result<(#(&#outputs),*), &#error> {
            #body
        }
    })
}
