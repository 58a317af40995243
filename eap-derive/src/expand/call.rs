//! The closure that an operation runs: the call of the method, and what comes out of it.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};

use super::parameters::variable;
use super::scope::{Scope, one_or_tuple};
use super::span::{Range, ending_at, return_span};
use crate::model::{Operation, Parameter, Receiver, Returns, Role};
use crate::ty::owned::Owned;
use crate::ty::tokens::{is_punct, mentioned, regroup};

pub(super) fn closure(scope: &Scope, turbofish: Option<&TokenStream>) -> TokenStream {
    let operation = scope.operation;
    let span = scope.span();
    let Range { first, last, .. } = Range::of_captures(operation);
    let call = ending_at(last, call(scope, turbofish));
    let has_init = operation
        .parameters
        .iter()
        .any(|it| it.marks.options.init.is_some());
    let this = if operation.receiver == Receiver::None && !has_init {
        quote_spanned!(span=> _)
    } else {
        quote_spanned!(span=> this)
    };
    let is_service =
        |it: &Parameter| matches!(it.role, Role::Cancel { .. } | Role::Progress { .. });
    let services = if operation.parameters.iter().any(is_service) {
        quote_spanned!(span=> call)
    } else {
        quote_spanned!(span=> _)
    };
    let closure = quote_spanned!(first=> move |#this, #services);
    let closure = ending_at(last, quote!(#closure |));
    quote!(#closure #call)
}

fn call(scope: &Scope, turbofish: Option<&TokenStream>) -> TokenStream {
    let operation = scope.operation;
    let span = scope.span();
    let method = operation.ident;
    let this = match operation.receiver {
        Receiver::None => None,
        Receiver::Reference => Some(quote_spanned!(span=> this)),
        Receiver::Arc => Some(quote_spanned!(span=> ::std::sync::Arc::clone(this))),
    };
    let arguments = operation.parameters.iter().map(|parameter| {
        let cfgs = &parameter.marks.cfgs;
        let argument = argument(scope, parameter);
        quote!(#(#cfgs)* #argument)
    });
    let arguments = this.into_iter().chain(arguments);
    let call = quote_spanned!(span=> Self::#method #turbofish(#(#arguments),*));
    let starts = operation
        .parameters
        .iter()
        .filter_map(|it| starting_value(scope, it));
    let starts: Vec<_> = starts.collect();
    let outs = operation
        .parameters
        .iter()
        .filter(|it| it.output().is_some());
    let outs: Vec<_> = outs
        .map(|it| variable(operation, it).to_token_stream())
        .collect();
    let has_outs = !outs.is_empty();
    let result = operation
        .returns
        .result()
        .map(|_| quote_spanned!(span=> result));
    let pattern = result.clone().unwrap_or_else(|| quote_spanned!(span=> ()));
    let outputs: Vec<_> = result.into_iter().chain(outs).collect();
    let outputs = one_or_tuple(&outputs, span);
    let call = into_result(scope, call);
    let end = match operation.returns {
        Returns::Nothing if has_outs => quote_spanned!(span=> #call; #outputs),
        Returns::Value(_) if has_outs => quote_spanned! {span=>
            let result = #call;
            #outputs
        },
        Returns::Result { .. } | Returns::Alias { .. } if has_outs => {
            quote_spanned!(span=> #call.map(|#pattern| #outputs))
        }
        // A `Result` is what is asked for where there may be one, and `!` is anything.
        _ => call,
    };
    quote_spanned!(span=> { #(#starts)* #end })
}

/// The call as a `Result`, where it may be another type: that is reported where it is returned.
fn into_result(scope: &Scope, call: TokenStream) -> TokenStream {
    match scope.operation.returns {
        Returns::Alias {
            is_doubtful: true, ..
        } => {
            let span = return_span(scope.operation);
            let runtime = scope.context.runtime(span);
            quote_spanned!(span=> #runtime::component::into_result(#call))
        }
        _ => call,
    }
}

fn starting_value(scope: &Scope, parameter: &Parameter) -> Option<TokenStream> {
    let Role::Out(owned) = &parameter.role else {
        return None;
    };
    let name = &parameter.name;
    let ty = owned.ty();
    let span = scope.span();
    Some(match &parameter.marks.options.init {
        Some(init) => {
            let this = Ident::new("this", span);
            let init = with_this(init.to_token_stream(), &this);
            quote_spanned!(span=> let mut #name: #ty = #init;)
        }
        // Of a parameter of the component, the compiler knows which bound is missing.
        None if mentioned(ty.clone(), scope.context.component.generics).is_some() => {
            quote_spanned!(span=> let mut #name = <#ty as ::core::default::Default>::default();)
        }
        None => {
            let runtime = scope.runtime();
            quote_spanned!(span=> let mut #name = <#ty as #runtime::component::Initial>::initial();)
        }
    })
}

/// The tokens with the component, as the closure has it, for `self`.
fn with_this(tokens: TokenStream, this: &Ident) -> TokenStream {
    let mut result = TokenStream::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let token = match token {
            TokenTree::Ident(word)
                if word == "self" && !tokens.peek().is_some_and(|next| is_punct(next, ':')) =>
            {
                this.clone().into()
            }
            TokenTree::Group(group) => regroup(&group, with_this(group.stream(), this)),
            token => token,
        };
        result.extend([token]);
    }
    result
}

/// What the method is given, at the parameter's type: if they do not agree, that is the wrong one.
fn argument(scope: &Scope, parameter: &Parameter) -> TokenStream {
    let (owned, is_mutable) = match &parameter.role {
        Role::Value(owned) => return value(scope.operation, parameter, owned),
        Role::Cancel { by_reference } => return service(parameter, *by_reference, "token"),
        Role::Progress { by_reference, .. } => {
            return service(parameter, *by_reference, "progress");
        }
        Role::Shared(owned) => (owned, false),
        Role::InOut(owned) | Role::Out(owned) => (owned, true),
    };
    let span = Range::of_argument(parameter).inside;
    let mut name = variable(scope.operation, parameter);
    name.set_span(name.span().located_at(span));
    let mutable = is_mutable.then(|| quote_spanned!(span=> mut));
    match owned {
        Owned::Dyn(..) => quote_spanned!(span=> &#mutable *#name),
        Owned::Items(_) => {
            let runtime = scope.context.runtime(span);
            quote_spanned!(span=> &#mutable #runtime::component::borrowed(&#name))
        }
        _ => quote_spanned!(span=> &#mutable #name),
    }
}

fn value(operation: &Operation, parameter: &Parameter, owned: &Owned) -> TokenStream {
    let span = Range::of_argument(parameter).inside;
    let name = variable(operation, parameter);
    match owned {
        Owned::Option(target) => {
            let borrow = match **target {
                Owned::Same(_) => "as_ref",
                _ => "as_deref",
            };
            let borrow = Ident::new(borrow, span);
            quote_spanned!(span=> ::core::option::Option::#borrow(&#name))
        }
        Owned::Cow(_) => quote_spanned!(span=> ::std::borrow::Cow::Owned(#name)),
        _ => name.into_token_stream(),
    }
}

/// What an operation's call has for the method.
fn service(parameter: &Parameter, by_reference: bool, service: &str) -> TokenStream {
    let range = Range::of_argument(parameter);
    let span = range.inside;
    let and = by_reference.then(|| quote_spanned!(span=> &));
    let service = Ident::new(service, span);
    range.fit(quote_spanned!(span=> #and call.#service()))
}
