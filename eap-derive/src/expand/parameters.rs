//! The parameters of what starts an operation, and what becomes of them on the calling thread.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use super::scope::Scope;
use super::span;
use crate::model::{Operation, Parameter, Role};
use crate::naming;
use crate::ty::owned::Owned;

/// The parameters that the method has beside the token, the `Progress` and its `#[out]` parameters.
pub(super) fn parameters(scope: &Scope) -> Vec<TokenStream> {
    let parameters = scope.operation.parameters.iter();
    parameters.filter_map(declaration).collect()
}

fn declaration(parameter: &Parameter) -> Option<TokenStream> {
    let owned = parameter.input()?;
    let name = &parameter.name;
    let cfgs = &parameter.marks.cfgs;
    let ty = if owned.is_converted() {
        let ty = owned.ty();
        quote_spanned!(span::argument(parameter)=> impl ::core::convert::Into<#ty>)
    } else {
        owned.parameter()
    };
    // What is converted gets a variable of its own.
    let is_mutable = matches!(parameter.role, Role::InOut(_)) && !owned.is_converted();
    let mutable = is_mutable.then(|| quote!(mut));
    Some(quote!(#(#cfgs)* #mutable #name: #ty))
}

/// Converts arguments on the calling thread, so that the operation owns types that it knows.
pub(super) fn conversions(scope: &Scope) -> TokenStream {
    let conversions = scope.operation.parameters.iter().filter_map(|parameter| {
        let owned = parameter.input().filter(|owned| owned.is_converted())?;
        let cfgs = &parameter.marks.cfgs;
        let mutable = matches!(parameter.role, Role::InOut(_)).then(|| quote!(mut));
        let variable = variable(scope.operation, parameter);
        let (name, ty) = (&parameter.name, owned.ty());
        Some(quote_spanned! {scope.span()=>
            #(#cfgs)* let #mutable #variable = ::core::convert::Into::<#ty>::into(#name);
        })
    });
    conversions.collect()
}

/// The variable that holds an argument.
pub(super) fn variable(operation: &Operation, parameter: &Parameter) -> Ident {
    let is_converted = parameter.input().is_some_and(Owned::is_converted);
    // `#[out(init = …)]` may use it by its own name.
    let mut others = operation.parameters.iter();
    let is_used = others.any(|it| it.marks.options.init.is_some());
    if is_converted && !is_used {
        naming::owned(&parameter.name)
    } else {
        parameter.name.clone()
    }
}
