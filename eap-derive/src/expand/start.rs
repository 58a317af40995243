//! `…_async`, which starts an operation.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::context::static_lifetime;
use super::docs;
use super::place::{self, Place, ending_at};
use super::scope::{Scope, one_or_tuple};
use crate::borrow::with_lifetime;
use crate::generics::MethodGenerics;
use crate::model::{Parameter, Receiver, Returns, Role};
use crate::types::{last_segment, mentioned, rename_lifetimes};

pub(crate) fn function(scope: &Scope) -> Option<TokenStream> {
    let name = &scope.names.start;
    if !scope.generates(name) {
        return None;
    }
    let context = scope.context;
    let runtime = scope.runtime();
    let operation = scope.operation;
    let attributes = operation.method.carried.all();
    let vis = &operation.method.vis;
    let generics = MethodGenerics::of(&operation.method.sig.generics);
    let declaration = generics.declaration(&[]);
    let where_clause = &generics.where_clause;
    let parameters = parameters(scope);
    let span = scope.span();
    let user_state = context.user_state.as_ref();
    let user_state = user_state.map(|state| quote_spanned!(span=> user_state: #state,));
    let doc = docs::comment(&format!(
        "Starts {} in the background; {} tells how it ended.\n\n# Errors\n\n{}",
        docs::sibling(operation.ident),
        docs::sibling(&scope.names.completed),
        docs::refusals(context)
    ));
    let question = fallible_question(scope);
    let body = body(scope, generics.turbofish.as_ref());
    let body = context.body(quote!(#question #body));
    Some(quote_spanned! {span=>
        #attributes
        #doc
        #vis fn #name #declaration(
            self: &::std::sync::Arc<Self>,
            #(#parameters,)*
            #user_state
        ) -> ::core::result::Result<(), #runtime::InvokeError> #where_clause {
            #body
        }
    })
}

/// What asks the compiler whether a type that is called like a `Result` is one: then nobody has said that the method can fail,
/// and its errors would go for results.
fn fallible_question(scope: &Scope) -> Option<TokenStream> {
    let Returns::Value(ty) = scope.operation.returns else {
        return None;
    };
    last_segment(ty).filter(|it| it.ident.to_string().ends_with("Result"))?;
    let span = scope.operation.return_span();
    let runtime = scope.context.runtime(span);
    let ty = scope.beside(ty);
    Some(quote_spanned!(span=> #runtime::component::returned::<#ty>().is_no_result();))
}

/// The parameters of what starts an operation: the method's in and ref parameters.
pub(super) fn parameters(scope: &Scope) -> impl Iterator<Item = TokenStream> {
    let parameters = scope.operation.parameters.iter();
    parameters.filter_map(|p| parameter(scope, p))
}

/// A parameter of `…_async`, if it is one.
fn parameter(scope: &Scope, parameter: &Parameter) -> Option<TokenStream> {
    let name = &parameter.name;
    let (Role::Value(owned) | Role::Shared(owned) | Role::InOut(owned)) = &parameter.role else {
        return None;
    };
    let mut ty = owned.parameter(Place::of_argument(parameter).inside);
    if scope.context.stand_in {
        // Bounds that borrow cannot be as written.
        ty = if owned.has_borrowing_bounds() {
            quote!(impl ::core::marker::Sized)
        } else if scope.is_of_call(owned) {
            with_lifetime(ty, &static_lifetime())
        } else {
            rename_lifetimes(ty)
        };
    }
    // What is converted gets a binding of its own.
    let mutable = matches!(parameter.role, Role::InOut(_)) && !owned.is_converted();
    let mutable = mutable.then(|| quote!(mut));
    Some(quote!(#mutable #name: #ty))
}

fn body(scope: &Scope, turbofish: Option<&TokenStream>) -> TokenStream {
    let prepared = prepared(scope);
    match &scope.operation.method.options.completed_args {
        // Args that are another operation's are told with what they have to carry, lest that be inferred from them. What they
        // cannot carry is reported where they are named.
        Some(path) => {
            let place = place::of_path(path);
            let types = scope.start_arguments(place);
            started(scope, &prepared, place, &types, turbofish)
        }
        None => started_as_ever(scope, &prepared, turbofish),
    }
}

/// Starts what is prepared.
pub(super) fn started_as_ever(
    scope: &Scope,
    prepared: &TokenStream,
    turbofish: Option<&TokenStream>,
) -> TokenStream {
    let place = place::of_outputs(scope);
    // The compiler spells such types in one way for one face and in another for the other, and would tell of each.
    let types = if scope.is_spelled_variously() {
        scope.start_arguments(place)
    } else {
        TokenStream::new()
    };
    started(scope, prepared, place, &types, turbofish)
}

pub(super) fn started(
    scope: &Scope,
    prepared: &TokenStream,
    place: Span,
    types: &TokenStream,
    turbofish: Option<&TokenStream>,
) -> TokenStream {
    let conversions = scope.operation.parameters.iter();
    let conversions = conversions.filter_map(|p| conversion(scope, p));
    let start = match scope.operation.returns {
        Returns::Nothing | Returns::Value(_) => "start",
        Returns::Result { .. } | Returns::Alias { .. } | Returns::Never => "try_start",
    };
    let start = Ident::new(start, place);
    let closure = closure(scope, turbofish);
    let prepared = match scope.operation.returns {
        // What is no `Result` is told of here as in the signatures, and then nothing is told of what follows.
        Returns::Alias {
            ty,
            is_doubtful: true,
            ..
        } => {
            let operation = scope.fallible(ty, "operation");
            &quote_spanned!(scope.span()=> #operation(#prepared))
        }
        _ => prepared,
    };
    quote_spanned! {scope.span()=>
        #(#conversions)*
        #prepared
            .#start #types(#closure)
    }
}

/// The closure that runs the method.
fn closure(scope: &Scope, turbofish: Option<&TokenStream>) -> TokenStream {
    let operation = scope.operation;
    let span = scope.span();
    let Place { first, last, .. } = Place::of_captures(scope);
    let call = ending_at(last, call(scope, turbofish));
    let this = if operation.receiver == Receiver::None {
        quote_spanned!(span=> _)
    } else {
        quote_spanned!(span=> this)
    };
    let has_services = operation
        .parameters
        .iter()
        .any(|parameter| matches!(parameter.role, Role::Cancel { .. } | Role::Progress { .. }));
    let services = if has_services {
        quote_spanned!(span=> call)
    } else {
        quote_spanned!(span=> _)
    };
    let closure = quote_spanned!(first=> move |#this, #services);
    let closure = ending_at(last, quote!(#closure |));
    quote!(#closure #call)
}

/// What there is to say of an operation before it starts.
///
/// A user state that is none, or data of progress that cannot go to another thread, is reported where its type is named.
/// `start` would do so again, between the first and the last token here: but what is at the same place is not said twice.
fn prepared(scope: &Scope) -> TokenStream {
    let options = scope.context.component.options;
    let operation = scope.operation;
    let place = Place::of_user_state(scope).or_else(|| Place::of_progress_data(scope));
    let inside = place
        .as_ref()
        .map_or_else(|| scope.span(), |place| place.inside);
    let runtime = scope.context.runtime(inside);
    let kind = match &options.user_state {
        _ if options.concurrent => quote_spanned!(inside=> concurrent(self, user_state)),
        Some(_) => quote_spanned!(inside=> one_at_a_time(self, user_state)),
        None => quote_spanned!(inside=> one_at_a_time(self, ())),
    };
    let cancellable = operation.is_cancellable();
    let cancellable = cancellable.then(|| quote_spanned!(inside=> .cancellable()));
    let progress = progress(scope, inside);
    let completed = &scope.names.completed;
    let prepared = quote_spanned! {inside=>
        #runtime::component::#kind #cancellable #progress .completed(Self::#completed)
    };
    match place {
        Some(place) => place.fit(prepared),
        None => prepared,
    }
}

/// An operation that raises no events, and so has no user state, with this routing of its reports.
pub(super) fn prepared_beside_events(
    scope: &Scope,
    routing: &str,
    way: &TokenStream,
) -> TokenStream {
    let place = Place::of_progress_data(scope).unwrap_or_else(|| Place::at(scope.span()));
    // All at one token, so that data that cannot go to another thread is reported there once.
    let span = place.first;
    let runtime = scope.context.runtime(span);
    let kind = if scope.context.component.options.concurrent {
        quote_spanned!(span=> beside(self))
    } else {
        quote_spanned!(span=> one_at_a_time(self, ()))
    };
    let cancellable = scope.operation.is_cancellable();
    let cancellable = cancellable.then(|| quote_spanned!(span=> .cancellable()));
    let routing = Ident::new(routing, span);
    let routing = scope
        .operation
        .progress()
        .map(|_| quote_spanned!(span=> .#routing()));
    quote_spanned!(span=> #runtime::component::#kind #cancellable #routing #way)
}

/// Converts an argument on the calling thread, so that the operation owns a type it knows.
fn conversion(scope: &Scope, parameter: &Parameter) -> Option<TokenStream> {
    let (owned, mutable) = match &parameter.role {
        Role::Value(owned) | Role::Shared(owned) => (owned, None),
        Role::InOut(owned) => (owned, Some(quote!(mut))),
        _ => return None,
    };
    let name = &parameter.name;
    let ty = owned.ty();
    owned.is_converted().then(|| {
        quote_spanned!(scope.span()=> let #mutable #name = ::core::convert::Into::<#ty>::into(#name);)
    })
}

/// Where the method's reports go.
fn progress(scope: &Scope, span: Span) -> Option<TokenStream> {
    let operation = scope.operation;
    operation.progress()?;
    // Data that cannot go to another thread is reported where it is named.
    let place = Place::of_progress_data(scope).unwrap_or_else(|| Place::at(span));
    let event = |name: &Ident| {
        let mut name = name.clone();
        name.set_span(place.last);
        quote_spanned!(place.first=> Self::#name)
    };
    let own = scope.names.progress.as_ref();
    let own = own.map(|names| event(&names.changed));
    let shared = scope.context.names.progress_changed.as_ref();
    let shared = shared.map(|shared| event(&shared.changed));
    let coalesce = operation.coalesces();
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

/// The closure's body: the call of the method, and what comes out of it.
fn call(scope: &Scope, turbofish: Option<&TokenStream>) -> TokenStream {
    let operation = scope.operation;
    let span = scope.span();
    let method = operation.ident;
    let this = match operation.receiver {
        Receiver::None => None,
        Receiver::Reference => Some(quote_spanned!(span=> this)),
        Receiver::Arc => Some(quote_spanned!(span=> ::std::sync::Arc::clone(this))),
    };
    let arguments = operation.parameters.iter().map(argument);
    let arguments = this.into_iter().chain(arguments);
    let call = quote_spanned!(span=> Self::#method #turbofish(#(#arguments),*));
    let starts = operation
        .parameters
        .iter()
        .filter_map(|p| starting_value(scope, p));
    let starts: Vec<_> = starts.collect();
    let outs = operation.parameters.iter().filter(|p| p.output().is_some());
    let outs: Vec<_> = outs
        .map(|parameter| parameter.name.to_token_stream())
        .collect();
    let has_outs = !outs.is_empty();
    let result = operation
        .returns
        .result()
        .map(|_| quote_spanned!(span=> result));
    let pattern = result.clone().unwrap_or_else(|| quote_spanned!(span=> ()));
    let outputs: Vec<_> = result.into_iter().chain(outs).collect();
    let outputs = one_or_tuple(&outputs, span);
    let end = match operation.returns {
        Returns::Nothing if has_outs => quote_spanned!(span=> #call; #outputs),
        Returns::Value(_) if has_outs => quote_spanned! {span=>
            let result = #call;
            #outputs
        },
        Returns::Alias {
            ty,
            is_doubtful: true,
            ..
        } if has_outs => {
            let into_result = scope.fallible(ty, "into_result");
            quote_spanned!(span=> #into_result(#call).map(|#pattern| #outputs))
        }
        Returns::Result { .. } | Returns::Alias { .. } if has_outs => {
            quote_spanned!(span=> #call.map(|#pattern| #outputs))
        }
        // A `Result` is what is asked for where there may be one, and `!` is anything.
        _ => call,
    };
    quote_spanned!(span=> { #(#starts)* #end })
}

fn starting_value(scope: &Scope, parameter: &Parameter) -> Option<TokenStream> {
    let Role::Out(owned) = &parameter.role else {
        return None;
    };
    let name = &parameter.name;
    let ty = owned.ty();
    Some(match parameter.init() {
        Some(init) => quote_spanned!(scope.span()=> let mut #name: #ty = #init;),
        // Of a parameter of the component, the compiler knows which bound is missing.
        None if mentioned(ty.clone(), scope.context.component.generics).is_some() => {
            quote_spanned!(scope.span()=> let mut #name = <#ty as ::core::default::Default>::default();)
        }
        None => {
            let runtime = scope.runtime();
            quote_spanned!(scope.span()=> let mut #name = <#ty as #runtime::component::Initial>::initial();)
        }
    })
}

/// What the method is given, at the parameter's type: if they do not agree, that is the wrong one.
fn argument(parameter: &Parameter) -> TokenStream {
    let (owned, is_mutable) = match &parameter.role {
        Role::Value(_) => return parameter.name.to_token_stream(),
        Role::Cancel { by_reference } => return service(parameter, *by_reference, "token"),
        Role::Progress { by_reference, .. } => {
            return service(parameter, *by_reference, "progress");
        }
        Role::Shared(owned) => (owned, false),
        Role::InOut(owned) | Role::Out(owned) => (owned, true),
    };
    let span = Place::of_argument(parameter).inside;
    let mut name = parameter.name.clone();
    name.set_span(name.span().located_at(span));
    let mutable = is_mutable.then(|| quote_spanned!(span=> mut));
    let star = owned.is_boxed().then(|| quote_spanned!(span=> *));
    quote_spanned!(span=> &#mutable #star #name)
}

/// What an operation's call has for the method.
fn service(parameter: &Parameter, by_reference: bool, service: &str) -> TokenStream {
    let place = Place::of_argument(parameter);
    let span = place.inside;
    let and = by_reference.then(|| quote_spanned!(span=> &));
    let service = Ident::new(service, span);
    place.fit(quote_spanned!(span=> #and call.#service()))
}
