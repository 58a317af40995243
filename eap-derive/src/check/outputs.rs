//! What an operation can give back, and under which names.

use quote::ToTokens as _;
use syn::ext::IdentExt as _;
use syn::{ReturnType, Type};

use super::{check_size, lifetimes, objects, owned};
use crate::borrow::borrow;
use crate::errors::Errors;
use crate::model::{Operation, Output, Returns, Source};
use crate::names::RESERVED;
use crate::types::{mentioned, nameless};

pub(crate) fn check(operation: &Operation, errors: &mut Errors) {
    if let ReturnType::Type(_, ty) = &operation.method.sig.output {
        check_return(operation, ty, errors);
        lifetimes::check_functions(&operation.method.sig, ty, errors);
    }
    check_options(operation, errors);
    // With another operation's args come its names.
    if operation.method.options.completed_args.is_none() {
        check_accessors(operation, errors);
    }
}

fn check_return(operation: &Operation, ty: &Type, errors: &mut Errors) {
    let name = operation.ident;
    if let Some(Type::Infer(_)) = nameless(ty) {
        errors.leave_to_compiler();
    } else if let Some(future) = objects::returned_future(ty) {
        let message = format!(
            "`{name}` is asynchronous already: `#[event_async]` is for blocking methods, so return what the future gives"
        );
        errors.at(future, message);
    } else if check_size(ty, &format!("the result of `{name}`"), errors) {
        return;
    } else if let Some(nameless) = nameless(ty) {
        let message = format!(
            "the result of `{name}` has to be of a type with a name: return a concrete type, or a \
             `Box<dyn Trait + Send>`"
        );
        errors.at(nameless, message);
    } else if let Some(found) = borrow(ty) {
        let instead = owned(ty, found);
        let message = format!(
            "`{name}` returns a borrow, but its handlers run when the call is over: return {instead}"
        );
        errors.at(found, message);
    } else {
        objects::check(ty, errors);
    }
    let generics = &operation.method.sig.generics;
    if let Some(parameter) = mentioned(ty.to_token_stream(), generics) {
        let message = format!(
            "the result of `{name}` cannot depend on its parameter `{parameter}`, since one event serves all calls: name a \
             type, or move `{parameter}` to the component"
        );
        errors.at(ty, message);
    }
}

fn check_options(operation: &Operation, errors: &mut Errors) {
    let options = &operation.method.options;
    let name = operation.ident;
    if options.completed_args.is_some() {
        let parameters = operation.parameters.iter();
        let names = parameters.filter_map(|parameter| parameter.options.name.as_ref());
        for given in options.result.iter().chain(names) {
            let message = format!(
                "with `completed_args`, the names of `{name}`'s outputs are those of the args it reuses: take `{given}` away"
            );
            errors.at(given, message);
        }
    } else if let (Some(result), None) = (&options.result, operation.returns.result()) {
        let message = format!(
            "`{name}` returns nothing that `{result}` could name: take `result = {result}` away"
        );
        errors.at(result, message);
    }
    let result = matches!(
        operation.returns,
        Returns::Result { .. } | Returns::Alias { .. }
    );
    if let Some(keyword) = options.fallible.as_ref().filter(|_| !result) {
        let message =
            format!("`{name}` returns no `Result`, under whatever name: take `fallible` away");
        errors.at(keyword, message);
    }
}

fn check_accessors(operation: &Operation, errors: &mut Errors) {
    let mut known: Vec<String> = Vec::new();
    for output in &operation.outputs {
        let accessor = output.accessor.unraw().to_string();
        if RESERVED.contains(&accessor.as_str()) {
            let message = format!(
                "the args of every Completed event have an accessor `{accessor}` already: give this output of `{}` another name with {}",
                operation.ident,
                remedy(operation, output)
            );
            errors.at(&output.accessor, message);
        }
        if known.contains(&accessor) {
            let message = format!(
                "two outputs of `{}` are called `{accessor}`: give one another name with {}",
                operation.ident,
                remedy(operation, output)
            );
            errors.at(&output.accessor, message);
        }
        known.push(accessor);
    }
}

/// The option that names the output.
fn remedy(operation: &Operation, output: &Output) -> &'static str {
    let Source::Parameter(index) = output.source else {
        return "`result = …`";
    };
    match operation.parameters.get(index) {
        Some(parameter) if parameter.options.out.is_some() => "`#[out(name = …)]`",
        _ => "`#[inout(name = …)]`",
    }
}
