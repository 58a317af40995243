//! What an operation can return, and under which names.

use quote::ToTokens as _;
use syn::ext::IdentExt as _;
use syn::{ReturnType, Type};

use crate::errors::Errors;
use crate::model::{Operation, Output, Returns, Source};
use crate::naming::RESERVED;
use crate::ty::owned::owned_phrase;
use crate::ty::shape::peel;
use crate::ty::tokens::mentioned;
use crate::ty::walk::{Part, borrow, unnameable};

pub(super) fn check(operation: &Operation, errors: &mut Errors) {
    if let ReturnType::Type(_, ty) = &operation.method.sig.output {
        check_return(operation, ty, errors);
    }
    check_options(operation, errors);
    // With another operation's args come its names.
    if operation.method.options.completed_args.is_none() {
        check_accessors(operation, errors);
    }
}

fn check_return(operation: &Operation, ty: &Type, errors: &mut Errors) {
    let name = operation.ident;
    let object = match operation.returns.result() {
        Some(Source::Returned(ty)) if matches!(peel(ty), Type::TraitObject(_)) => {
            Some(Part::Type(ty))
        }
        _ => None,
    };
    if let Some(wrong) = unnameable(ty).or(object) {
        let message = format!(
            "the result of `{name}` needs a type with a name and a size: return a concrete type, or a \
             `Box<dyn Trait + Send>`"
        );
        errors.at(wrong, message);
    } else if let Some(found) = borrow(ty) {
        let message = format!(
            "`{name}` returns a borrow, but its handlers run after the call: return {}",
            owned_phrase(found)
        );
        errors.at(found, message);
    } else {
        check_generics(operation, ty, "result", errors);
    }
}

/// Events are the component's, so their types cannot depend on a parameter of one call.
pub(super) fn check_generics(operation: &Operation, ty: &Type, what: &str, errors: &mut Errors) {
    if let Some(parameter) = mentioned(ty.to_token_stream(), &operation.method.sig.generics) {
        let message = format!(
            "the {what} of `{}` cannot depend on its parameter `{parameter}`, since one event serves all calls: name a type, \
             or move `{parameter}` to the component",
            operation.ident
        );
        errors.at(ty, message);
    }
}

fn check_options(operation: &Operation, errors: &mut Errors) {
    let options = &operation.method.options;
    let name = operation.ident;
    if options.completed_args.is_some() {
        let names = operation.parameters.iter();
        let names = names.filter_map(|parameter| parameter.marks.options.name.as_ref());
        for given in options.result.iter().chain(names) {
            let message = format!(
                "with `completed_args`, the outputs of `{name}` have the names of the args it reuses: remove `{given}`"
            );
            errors.at(given, message);
        }
    } else if let (Some(result), None) = (&options.result, operation.returns.result()) {
        let message = format!(
            "`{name}` has no result that `{result}` could name: remove `result = {result}`"
        );
        errors.at(result, message);
    }
    let is_result = matches!(
        operation.returns,
        Returns::Result { .. } | Returns::Alias { .. }
    );
    if let Some(keyword) = options.fallible.as_ref().filter(|_| !is_result) {
        errors.at(
            keyword,
            format_args!("`{name}` does not return a `Result`: remove `fallible`"),
        );
    }
}

fn check_accessors(operation: &Operation, errors: &mut Errors) {
    let mut known: Vec<String> = Vec::new();
    for output in &operation.outputs {
        let accessor = output.accessor.unraw().to_string();
        let remedy = remedy(operation, output);
        let name = operation.ident;
        if RESERVED.contains(&accessor.as_str()) {
            let message = format!(
                "the args of every Completed event have an accessor `{accessor}`: give this output of `{name}` another name \
                 with {remedy}"
            );
            errors.at(&output.accessor, message);
        }
        if known.contains(&accessor) {
            let message = format!(
                "two outputs of `{name}` are called `{accessor}`: give one of them another name with {remedy}"
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
        Some(parameter) if parameter.marks.out.is_some() => "`#[out(name = …)]`",
        _ => "`#[inout(name = …)]`",
    }
}
