//! The closure that an operation runs: the call of the method, and what comes out of it.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::Expr;

use super::parameters::variable;
use super::scope::{Scope, one_or_tuple};
use super::span;
use crate::model::{Parameter, Receiver, Returns, Role};
use crate::ty::owned::Owned;
use crate::ty::tokens::{idents, is_punct, mentioned, regroup};

pub(super) fn closure(scope: &Scope, turbofish: Option<&TokenStream>) -> TokenStream {
    let operation = scope.operation;
    let parameters = || operation.parameters.iter();
    let uses_self = |init: &Expr| idents(init.to_token_stream()).iter().any(|it| it == "self");
    let mut inits = parameters().filter_map(|it| it.marks.options.init.as_deref());
    let uses_this = operation.receiver != Receiver::None || inits.any(uses_self);
    let uses_call = parameters().any(|it| it.input().or(it.output()).is_none());
    let name = |is_used, name| Ident::new(if is_used { name } else { "_" }, scope.span());
    let (this, services) = (name(uses_this, "this"), name(uses_call, "call"));
    let (first, last) = span::captures(operation);
    let body = span::ending_at(last, body(scope, turbofish));
    let closure = quote_spanned!(first=> move |#this, #services);
    let closure = span::ending_at(last, quote!(#closure |));
    quote!(#closure #body)
}

fn body(scope: &Scope, turbofish: Option<&TokenStream>) -> TokenStream {
    let operation = scope.operation;
    let span = scope.span();
    let method = operation.ident;
    let this = match operation.receiver {
        Receiver::None => None,
        Receiver::Reference => Some(quote_spanned!(span=> this)),
        Receiver::Arc => Some(quote_spanned!(span=> ::std::sync::Arc::clone(this))),
    };
    let parameters = || operation.parameters.iter();
    let arguments = parameters().map(|parameter| {
        let (cfgs, argument) = (&parameter.marks.cfgs, argument(scope, parameter));
        quote!(#(#cfgs)* #argument)
    });
    let arguments = this.into_iter().chain(arguments);
    let call = quote_spanned!(span=> Self::#method #turbofish(#(#arguments),*));
    let call = into_result(scope, call);
    let starts = parameters().filter_map(|it| starting_value(scope, it));
    let outs = parameters().filter(|it| it.output().is_some());
    let outs = outs.map(|it| variable(operation, it).into_token_stream());
    let outs: Vec<_> = outs.collect();
    let has_outs = !outs.is_empty();
    let result = operation.returns.result();
    let result = result.map(|_| quote_spanned!(span=> result));
    let pattern = result.clone().unwrap_or_else(|| quote_spanned!(span=> ()));
    let outputs: Vec<_> = result.into_iter().chain(outs).collect();
    let outputs = one_or_tuple(&outputs, span);
    let end = match operation.returns {
        Returns::Nothing if has_outs => quote_spanned!(span=> #call; #outputs),
        Returns::Value(_) if has_outs => quote_spanned!(span=> let result = #call; #outputs),
        Returns::Result { .. } | Returns::Alias { .. } if has_outs => {
            quote_spanned!(span=> #call.map(|#pattern| #outputs))
        }
        // `try_start` takes a `Result`, and `!` is one as well.
        _ => call,
    };
    quote_spanned!(span=> { #(#starts)* #end })
}

/// The call as a `Result`. A return type that is not one is reported there.
fn into_result(scope: &Scope, call: TokenStream) -> TokenStream {
    let span = span::returned(scope.operation);
    let runtime = scope.context.runtime(span);
    match scope.operation.returns {
        Returns::Alias {
            is_doubtful: true, ..
        } => {
            quote_spanned!(span=> #runtime::component::into_result(#call))
        }
        _ => call,
    }
}

fn starting_value(scope: &Scope, parameter: &Parameter) -> Option<TokenStream> {
    let Role::Out(owned) = &parameter.role else {
        return None;
    };
    let (name, ty, span) = (&parameter.name, owned.ty(), scope.span());
    if let Some(init) = &parameter.marks.options.init {
        let init = with_this(init.to_token_stream(), &Ident::new("this", span));
        return Some(quote_spanned!(span=> let mut #name: #ty = #init;));
    }
    // Of a parameter of the component, the compiler knows which bound is missing.
    let value = if mentioned(ty.clone(), scope.context.component.generics).is_some() {
        quote_spanned!(span=> <#ty as ::core::default::Default>::default())
    } else {
        let runtime = scope.runtime();
        quote_spanned!(span=> <#ty as #runtime::component::Initial>::initial())
    };
    Some(quote_spanned!(span=> let mut #name = #value;))
}

/// The tokens with the component, as the closure has it, for `self`.
fn with_this(tokens: TokenStream, this: &Ident) -> TokenStream {
    let mut tokens = tokens.into_iter().peekable();
    let mut result = TokenStream::new();
    while let Some(token) = tokens.next() {
        let is_path = tokens.peek().is_some_and(|next| is_punct(next, ':'));
        let is_function = matches!(&token, TokenTree::Ident(word) if word == "fn");
        if is_function && matches!(tokens.peek(), Some(TokenTree::Ident(_))) {
            // A function has a `self` of its own.
            return result.into_iter().chain([token]).chain(tokens).collect();
        }
        result.extend([match token {
            TokenTree::Ident(word) if word == "self" && !is_path => this.clone().into(),
            TokenTree::Group(group) => regroup(&group, with_this(group.stream(), this)),
            token => token,
        }]);
    }
    result
}

/// The argument of the method. If it does not fit, the compiler points at the parameter's type.
fn argument(scope: &Scope, parameter: &Parameter) -> TokenStream {
    let span = span::argument(parameter);
    let mut name = variable(scope.operation, parameter);
    let service = |by_reference: bool, service| {
        let and = by_reference.then(|| quote_spanned!(span=> &));
        let service = Ident::new(service, span);
        quote_spanned!(span=> #and call.#service())
    };
    let (owned, mutable) = match &parameter.role {
        Role::Value(Owned::Option(target)) => {
            let is_sized = matches!(**target, Owned::Same(_));
            let borrow = Ident::new(if is_sized { "as_ref" } else { "as_deref" }, span);
            return quote_spanned!(span=> ::core::option::Option::#borrow(&#name));
        }
        Role::Value(Owned::Cow(_)) => {
            return quote_spanned!(span=> ::std::borrow::Cow::Owned(#name));
        }
        Role::Value(_) => return name.into_token_stream(),
        Role::Cancel { by_reference } => return service(*by_reference, "token"),
        Role::Progress { by_reference, .. } => return service(*by_reference, "progress"),
        Role::Shared(owned) => (owned, None),
        Role::InOut(owned) | Role::Out(owned) => (owned, Some(quote_spanned!(span=> mut))),
    };
    name.set_span(name.span().located_at(span));
    match owned {
        Owned::Dyn(..) => quote_spanned!(span=> &#mutable *#name),
        Owned::Items(_) => {
            let runtime = scope.context.runtime(span);
            quote_spanned!(span=> &#mutable #runtime::component::borrowed(&#name))
        }
        _ => quote_spanned!(span=> &#mutable #name),
    }
}
