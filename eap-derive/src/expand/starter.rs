//! What all functions that start an operation have in common.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens as _, quote, quote_spanned};

use super::parameters::{conversions, parameters};
use super::scope::Scope;
use super::{call, docs, lints, span};
use crate::model::Returns;
use crate::ty::generics::MethodGenerics;

/// A function that starts an operation.
pub(super) struct Starter<'a> {
    pub(super) name: &'a Ident,
    pub(super) doc: String,
    /// Type parameters behind those of the method.
    pub(super) generics: Vec<TokenStream>,
    /// Parameters behind those of the method.
    pub(super) parameters: Vec<TokenStream>,
    pub(super) output: TokenStream,
    /// The operation, up to the face that takes its outcome.
    pub(super) prepared: TokenStream,
}

impl Starter<'_> {
    pub(super) fn expand(self, scope: &Scope) -> Option<TokenStream> {
        let (name, output, prepared) = (self.name, self.output, self.prepared);
        let method = scope.operation.method;
        let (attributes, vis) = (method.shared.all(), &method.vis);
        let generics = MethodGenerics::of(&method.sig.generics);
        let declaration = generics.declaration(&self.generics);
        let where_clause = &generics.where_clause;
        let mut parameters = parameters(scope);
        parameters.extend(self.parameters);
        let allow = lints::too_many(parameters.len());
        let doc = docs::comment(&self.doc);
        let conversions = conversions(scope);
        let start = start(scope);
        let closure = call::closure(scope, generics.turbofish.as_ref());
        let function = quote_spanned! {scope.span()=>
            #attributes
            #doc
            #allow
            #vis fn #name #declaration(
                self: &::std::sync::Arc<Self>,
                #(#parameters,)*
            ) -> #output #where_clause {
                #conversions
                #prepared
                    .#start(#closure)
            }
        };
        scope.generates(name).then_some(function)
    }
}

/// `start` or `try_start`, where what cannot go to another thread is reported.
fn start(scope: &Scope) -> TokenStream {
    let (start, error) = match scope.operation.returns {
        Returns::Nothing | Returns::Value(_) => ("start", None),
        _ => ("try_start", Some(scope.error())),
    };
    match &scope.operation.method.options.completed_args {
        // What the args of another operation cannot carry is reported where they are named.
        Some(path) => {
            let start = Ident::new(start, span::located_at(path));
            let (outputs, error) = (scope.outputs(), error.iter());
            quote_spanned!(scope.span()=> #start::<#outputs #(, #error)*>)
        }
        None => Ident::new(start, span::outputs(scope.operation)).into_token_stream(),
    }
}

/// The user state, which is the last argument where there is one.
pub(super) fn user_state(scope: &Scope) -> Option<TokenStream> {
    let state = scope.context.user_state.as_ref();
    let is_wrong = scope.context.verdict.is_wrong;
    let any = is_wrong.then(|| quote!(impl ::core::marker::Sized));
    let state = any.as_ref().filter(|_| state.is_some()).or(state);
    state.map(|state| quote_spanned!(scope.span()=> user_state: #state))
}

/// An operation that raises events: `one_at_a_time(self, ()).cancellable()…`.
pub(super) fn with_events(scope: &Scope, face: &TokenStream) -> TokenStream {
    let component = scope.context.component;
    // A type that cannot be a user state is reported where it is named, and once for all operations.
    let span = span::user_state(component).unwrap_or_else(|| scope.span());
    let kind = match &component.options.user_state {
        _ if component.options.concurrent => quote_spanned!(span=> concurrent(self, user_state)),
        Some(_) => quote_spanned!(span=> one_at_a_time(self, user_state)),
        None => quote_spanned!(span=> one_at_a_time(self, ())),
    };
    span::ending_at(
        span,
        prepared(scope, span, &kind, routing(scope).as_ref(), face),
    )
}

/// An operation that raises no events, and so has no user state.
pub(super) fn without_events(scope: &Scope, routing: &str, face: &TokenStream) -> TokenStream {
    let span = scope.span();
    let kind = if scope.context.component.options.concurrent {
        quote_spanned!(span=> beside(self))
    } else {
        quote_spanned!(span=> one_at_a_time(self, ()))
    };
    let routing = Ident::new(routing, span);
    let progress = scope.operation.progress();
    let routing = progress.map(|_| quote_spanned!(span=> .#routing()));
    prepared(scope, span, &kind, routing.as_ref(), face)
}

fn prepared(
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

/// Where the method's reports go if they raise events.
fn routing(scope: &Scope) -> Option<TokenStream> {
    scope.operation.progress()?;
    let span = scope.span();
    let event = |name: &Ident| {
        let name = Ident::new(&name.to_string(), span);
        quote_spanned!(span=> Self::#name)
    };
    let shared = scope.context.names.progress_changed.as_ref();
    let shared = shared.map(|shared| event(&shared.changed));
    let own = scope.names.progress.as_ref();
    let own = own.map(|own| event(&own.changed));
    let coalesce = scope.operation.coalesces();
    let coalesce = coalesce.then(|| quote_spanned!(span=> .coalesce()));
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

/// Why an operation may not start, of a function with or without a user state.
pub(super) fn refusals(scope: &Scope, has_user_state: bool, others: &str) -> String {
    let refused = match (scope.context.component.options.concurrent, has_user_state) {
        (true, true) => "`DuplicateUserState` while another operation has this user state, ",
        (true, false) => "",
        (false, _) => "`Busy` while another operation is pending, ",
    };
    format!(
        "# Errors\n\n{others}{refused}`Rejected` if the executor refuses it. Then nothing was started"
    )
}
