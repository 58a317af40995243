//! `…_async`, which starts an operation, and what all that start one have in common.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;

use super::call;
use super::docs;
use super::lints;
use super::parameters::{conversions, parameters, user_state};
use super::scope::Scope;
use super::span::{Range, outputs_span, path_span};
use crate::model::Returns;
use crate::ty::generics::MethodGenerics;

pub(super) fn function(scope: &Scope) -> Option<TokenStream> {
    let name = &scope.names.start;
    if !scope.generates(name) {
        return None;
    }
    let runtime = scope.runtime();
    let operation = scope.operation;
    let attributes = operation.method.carried.all();
    let vis = &operation.method.vis;
    let generics = MethodGenerics::of(&operation.method.sig.generics);
    let declaration = generics.declaration(&[]);
    let where_clause = &generics.where_clause;
    let parameters = parameters(scope);
    let user_state = user_state(scope);
    let allow = lints::too_many(parameters.len() + usize::from(user_state.is_some()));
    let doc = docs::comment(&format!(
        "Starts {} in the background; {} reports its outcome.\n\n# Errors\n\n{}",
        docs::sibling(operation.ident),
        docs::sibling(&scope.names.completed),
        docs::refusals(
            scope.context,
            "Then nothing was started, and no event comes."
        )
    ));
    let body = body(scope, generics.turbofish.as_ref());
    Some(quote_spanned! {scope.span()=>
        #attributes
        #doc
        #allow
        #vis fn #name #declaration(
            self: &::std::sync::Arc<Self>,
            #(#parameters,)*
            #user_state
        ) -> ::core::result::Result<(), #runtime::InvokeError> #where_clause {
            #body
        }
    })
}

fn body(scope: &Scope, turbofish: Option<&TokenStream>) -> TokenStream {
    let span = scope.span();
    let completed = &scope.names.completed;
    let face = quote_spanned!(span=> .completed(Self::#completed));
    let routing = progress(scope);
    let prepared = prepared(scope, routing.as_ref(), &face);
    match &scope.operation.method.options.completed_args {
        // What the args of another operation cannot carry is reported where they are named.
        Some(path) => {
            let span = path_span(path);
            let types = scope.start_arguments(span);
            started(scope, &prepared, span, Some(&types), turbofish)
        }
        None => started(
            scope,
            &prepared,
            outputs_span(scope.operation),
            None,
            turbofish,
        ),
    }
}

/// An operation as it starts where it raises events: `one_at_a_time(self, ()).cancellable()…`.
///
/// A user state that is wrong, or data of progress that cannot go to another thread, is reported where its type is named.
pub(super) fn prepared(
    scope: &Scope,
    routing: Option<&TokenStream>,
    face: &TokenStream,
) -> TokenStream {
    let component = scope.context.component;
    let range =
        Range::of_user_state(component).or_else(|| Range::of_progress_data(scope.operation));
    let span = range
        .as_ref()
        .map_or_else(|| scope.span(), |range| range.inside);
    let kind = match &component.options.user_state {
        _ if component.options.concurrent => quote_spanned!(span=> concurrent(self, user_state)),
        Some(_) => quote_spanned!(span=> one_at_a_time(self, user_state)),
        None => quote_spanned!(span=> one_at_a_time(self, ())),
    };
    let prepared = chain(scope, span, &kind, routing, face);
    match range {
        Some(range) => range.fit(prepared),
        None => prepared,
    }
}

/// An operation that has no user state, since it raises no events.
pub(super) fn prepared_beside_events(
    scope: &Scope,
    routing: &str,
    face: &TokenStream,
) -> TokenStream {
    let range = Range::of_progress_data(scope.operation);
    // All at one token, so that data that cannot go to another thread is reported there once.
    let span = range.map_or_else(|| scope.span(), |range| range.first);
    let kind = if scope.context.component.options.concurrent {
        quote_spanned!(span=> beside(self))
    } else {
        quote_spanned!(span=> one_at_a_time(self, ()))
    };
    let routing = Ident::new(routing, span);
    let routing = scope
        .operation
        .progress()
        .map(|_| quote_spanned!(span=> .#routing()));
    chain(scope, span, &kind, routing.as_ref(), face)
}

fn chain(
    scope: &Scope,
    span: Span,
    kind: &TokenStream,
    routing: Option<&TokenStream>,
    face: &TokenStream,
) -> TokenStream {
    let runtime = scope.context.runtime(span);
    let cancellable = scope.operation.is_cancellable();
    let cancellable = cancellable.then(|| quote_spanned!(span=> .cancellable()));
    quote_spanned!(span=> #runtime::component::#kind #cancellable #routing #face)
}

/// Starts what is prepared.
pub(super) fn started(
    scope: &Scope,
    prepared: &TokenStream,
    span: Span,
    types: Option<&TokenStream>,
    turbofish: Option<&TokenStream>,
) -> TokenStream {
    let conversions = conversions(scope);
    let start = match scope.operation.returns {
        Returns::Nothing | Returns::Value(_) => "start",
        Returns::Result { .. } | Returns::Alias { .. } | Returns::Never => "try_start",
    };
    let start = Ident::new(start, span);
    let closure = call::closure(scope, turbofish);
    quote_spanned! {scope.span()=>
        #conversions
        #prepared
            .#start #types(#closure)
    }
}

/// Where the method's reports go if they raise events.
pub(super) fn progress(scope: &Scope) -> Option<TokenStream> {
    let operation = scope.operation;
    operation.progress()?;
    // Data that cannot go to another thread is reported where it is named.
    let range = Range::of_progress_data(operation).unwrap_or_else(|| Range::at(scope.span()));
    let span = range.inside;
    let event = |name: &Ident| {
        let mut name = name.clone();
        name.set_span(range.last);
        quote_spanned!(range.first=> Self::#name)
    };
    let own = scope
        .names
        .progress
        .as_ref()
        .map(|names| event(&names.changed));
    let shared = scope.context.names.progress_changed.as_ref();
    let shared = shared.map(|shared| event(&shared.changed));
    let coalesce = operation
        .coalesces()
        .then(|| quote_spanned!(span=> .coalesce()));
    Some(match (shared, own) {
        (Some(shared), Some(own)) => {
            quote_spanned!(span=> .progress_and_results(#shared, #own) #coalesce)
        }
        (one, other) => {
            let event = one.or(other);
            quote_spanned!(span=> .progress(#event) #coalesce)
        }
    })
}
