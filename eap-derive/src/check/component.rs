//! What a component is, and what tells its operations apart.

use syn::Type;

use super::{objects, owned};
use crate::borrow::borrow;
use crate::bounds::{Unbounded, unbounded, unconstrained};
use crate::convert::Owned;
use crate::errors::Errors;
use crate::model::Component;
use crate::spelling::spelled;
use crate::types::{is_of_std, last_segment, nameless, peel};

pub(crate) fn check(component: &Component, errors: &mut Errors) {
    // A method that could not be parsed has had its message, and one that a macro makes will have one.
    if component.operations.is_empty() && errors.is_empty() && !component.has_macros() {
        let message = "no method of this impl block is annotated: put `#[event_async]` on those that become asynchronous \
                       operations, too";
        errors.at(component.self_ty, message);
    }
    self_type(component, errors);
    type_parameters(component, errors);
    if let Some((_, ty)) = &component.options.user_state {
        user_state(ty, errors);
    }
}

fn self_type(component: &Component, errors: &mut Errors) {
    if !component.is_of_struct() {
        let is_foreign = matches!(peel(component.self_ty), Type::Path(path) if is_of_std(path));
        let message = if is_foreign {
            format!(
                "an event-based component is a struct of your own: put the `{}` into one, and `#[event_async]` on the `impl` of \
                 that",
                spelled(component.self_ty)
            )
        } else {
            String::from(
                "an event-based component is a struct: `#[event_async]` goes on an inherent `impl` of one",
            )
        };
        errors.at(component.self_ty, message);
        return;
    }
    let message = "an event-based component owns its data, since its operations outlive the call that starts them: \
                   take the lifetime away, and hold owned values or an `Arc`";
    match component.generics.lifetimes().next() {
        Some(parameter) => errors.at(parameter, message),
        None => {
            if let Some(borrow) = borrow(component.self_ty) {
                errors.at(borrow, message);
            }
        }
    }
}

/// What can be told of the type parameters. For the rest, the compiler has its words.
fn type_parameters(component: &Component, errors: &mut Errors) {
    if !unconstrained(component.generics, component.self_ty).is_empty() {
        errors.leave_to_compiler();
    }
    let name = last_segment(component.self_ty).filter(|_| component.is_of_struct());
    let Some(name) = name else {
        return;
    };
    for Unbounded { parameter, bounds } in unbounded(component.generics, component.self_ty) {
        let ident = &parameter.ident;
        let bounds = bounds.iter().map(|bound| format!("{} + ", spelled(bound)));
        let message = format!(
            "threads share a `{}` while its operations run, so they have to be able to share its `{ident}`, too: write \
             `{ident}: {}Send + Sync + 'static`",
            name.ident,
            bounds.collect::<String>()
        );
        errors.at(parameter, message);
    }
}

/// The type of the user state, which every operation keeps a value of.
fn user_state(ty: &Type, errors: &mut Errors) {
    if let Some(nameless) = nameless(ty) {
        let message = "the user state has to be of a type with a name: choose a concrete one";
        errors.at(nameless, message);
    } else if let Some(found) = borrow(ty) {
        let instead = owned(ty, found);
        let message = format!(
            "an operation outlives the call that starts it, so its user state cannot borrow: choose {instead}"
        );
        errors.at(found, message);
    } else if let Some(instead) = Owned::of(ty).name() {
        let message = format!("an operation keeps its user state by value: choose a `{instead}`");
        errors.at(ty, message);
    } else {
        objects::check_shared(ty, errors);
    }
}
