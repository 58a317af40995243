//! `…_async`, which starts an operation.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned as _;

use super::docs;
use super::scope::{Scope, one_or_tuple};
use crate::convert::Owned;
use crate::generics::MethodGenerics;
use crate::model::{Parameter, Receiver, Returns, Role};
use crate::types::rename_lifetimes;

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
    let body = context.body(body(scope, &generics.turbofish));
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
    let mut ty = owned.parameter();
    if scope.context.stand_in {
        ty = rename_lifetimes(ty);
    }
    // What is converted gets a binding of its own.
    let mutable = matches!(parameter.role, Role::InOut(_)) && !owned.is_converted();
    let mutable = mutable.then(|| quote!(mut));
    Some(quote!(#mutable #name: #ty))
}

fn body(scope: &Scope, turbofish: &TokenStream) -> TokenStream {
    let runtime = scope.runtime();
    let operation = scope.operation;
    let span = scope.span();
    let conversions = conversions(scope);
    let component = scope.context.component;
    let kind = if component.options.concurrent {
        quote_spanned!(span=> concurrent)
    } else {
        quote_spanned!(span=> one_at_a_time)
    };
    // A type that cannot be a user state is reported where it is named.
    let user_state = match &component.options.user_state {
        Some(ty) => quote_spanned!(located_at(ty.span())=> user_state),
        None if component.options.concurrent => quote_spanned!(span=> user_state),
        None => quote_spanned!(span=> ()),
    };
    let cancellable = operation
        .is_cancellable()
        .then(|| quote_spanned!(span=> .cancellable()));
    let progress = progress(scope);
    let completed = &scope.names.completed;
    // Args that are another operation's are told with what they have to carry, lest that be inferred from them.
    let reused = operation.method.options.completed_args.as_ref();
    let types = reused.map(|_| scope.start_arguments());
    let closure = closure(scope, turbofish);
    quote_spanned! {span=>
        #(#conversions)*
        #runtime::private::#kind(self, #user_state)
            #cancellable
            #progress
            .start #types(Self::#completed, #closure)
    }
}

/// The closure that runs the method.
pub(super) fn closure(scope: &Scope, turbofish: &TokenStream) -> TokenStream {
    let operation = scope.operation;
    let span = scope.span();
    let (first, last) = captures(scope);
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

/// The first and the last token of the types that the closure owns: from one to the other, the compiler underlines what
/// cannot go to another thread.
fn captures(scope: &Scope) -> (Span, Span) {
    let types = scope.operation.parameters.iter();
    let types = types.filter_map(|parameter| match parameter.role {
        Role::Value(_) | Role::Shared(_) | Role::InOut(_) => Some(&parameter.typed.ty),
        _ => None,
    });
    let tokens: Vec<_> = types.flat_map(ToTokens::to_token_stream).collect();
    let place = |token: Option<&TokenTree>| {
        token.map_or_else(|| scope.span(), |token| located_at(token.span()))
    };
    (place(tokens.first()), place(tokens.last()))
}

/// The tokens with the last of them at that place.
fn ending_at(place: Span, tokens: TokenStream) -> TokenStream {
    let mut tokens: Vec<_> = tokens.into_iter().collect();
    if let Some(last) = tokens.last_mut() {
        last.set_span(place);
    }
    tokens.into_iter().collect()
}

/// The span of generated code at a place of the user's.
fn located_at(place: Span) -> Span {
    Span::mixed_site().located_at(place)
}

/// What is done with the arguments before the closure takes them.
pub(super) fn conversions(scope: &Scope) -> impl Iterator<Item = TokenStream> {
    let parameters = scope.operation.parameters.iter();
    parameters.filter_map(|p| conversion(scope, p))
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

fn progress(scope: &Scope) -> Option<TokenStream> {
    let operation = scope.operation;
    let span = scope.span();
    operation.progress()?;
    let own = scope.names.progress.as_ref().map(|names| &names.changed);
    let shared = scope
        .context
        .names
        .progress_changed
        .as_ref()
        .map(|shared| &shared.changed);
    let coalesce = operation
        .coalesces()
        .then(|| quote_spanned!(span=> .coalesce()));
    Some(match (shared, own) {
        (Some(shared), Some(own)) => {
            quote_spanned!(span=> .progress_and_results(Self::#shared, Self::#own) #coalesce)
        }
        (one, other) => {
            let event = one.or(other);
            quote_spanned!(span=> .progress(Self::#event) #coalesce)
        }
    })
}

/// The closure's body: the call of the method, and what comes out of it.
fn call(scope: &Scope, turbofish: &TokenStream) -> TokenStream {
    let operation = scope.operation;
    let span = scope.span();
    let method = operation.ident;
    let this = match operation.receiver {
        Receiver::None => None,
        Receiver::Reference => Some(quote_spanned!(span=> this)),
        Receiver::Arc => Some(quote_spanned!(span=> ::std::sync::Arc::clone(this))),
    };
    let arguments = operation.parameters.iter().map(|p| argument(scope, p));
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
        Returns::Nothing => quote_spanned! {span=>
            #call;
            ::core::result::Result::Ok(#outputs)
        },
        Returns::Value(_) if has_outs => quote_spanned! {span=>
            let result = #call;
            ::core::result::Result::Ok(#outputs)
        },
        Returns::Value(_) => quote_spanned!(span=> ::core::result::Result::Ok(#call)),
        Returns::Result { .. } | Returns::Alias { .. } if has_outs => {
            quote_spanned!(span=> #call.map(|#pattern| #outputs))
        }
        // A `Result` is what is asked for, and `!` is anything.
        Returns::Result { .. } | Returns::Alias { .. } | Returns::Never => call,
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
        None => {
            quote_spanned!(scope.span()=> let mut #name = <#ty as ::core::default::Default>::default();)
        }
    })
}

fn argument(scope: &Scope, parameter: &Parameter) -> TokenStream {
    let name = &parameter.name;
    let span = scope.span();
    let star = |owned: &Owned| owned.is_boxed().then(|| quote!(*));
    let by = |by_reference: bool| by_reference.then(|| quote!(&));
    match &parameter.role {
        Role::Value(_) => name.to_token_stream(),
        Role::Shared(owned) => {
            let star = star(owned);
            quote_spanned!(span=> &#star #name)
        }
        Role::InOut(owned) | Role::Out(owned) => {
            let star = star(owned);
            quote_spanned!(span=> &mut #star #name)
        }
        Role::Cancel { by_reference } => {
            let and = by(*by_reference);
            quote_spanned!(span=> #and call.token())
        }
        Role::Progress { by_reference, .. } => {
            let and = by(*by_reference);
            quote_spanned!(span=> #and call.progress())
        }
    }
}
