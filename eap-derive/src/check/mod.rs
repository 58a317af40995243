//! Every rule that makes an input wrong. All questions are asked, and each answer has its own place and says what to
//! write instead.

mod collisions;
mod component;
mod lifetimes;
mod objects;
mod outputs;
mod parameters;
mod reused;
mod signature;

use std::ptr;

use syn::Type;

pub(crate) use self::collisions::Omitted;
pub(crate) use self::reused::NoArgs;
use crate::borrow::Borrow;
use crate::convert::Owned;
use crate::errors::Errors;
use crate::model::Component;
use crate::names::Names;
use crate::spelling::spelled;
use crate::types::{named, type_arguments, without_size};

/// Reports all mistakes, and tells which generated names are to be left out because of them.
pub(crate) fn check(component: &Component, names: &Names, errors: &mut Errors) -> Omitted {
    component::check(component, errors);
    let mut known = errors.len();
    for (index, operation) in component.operations.iter().enumerate() {
        let mut found = Errors::default();
        signature::check(component, operation, &mut found);
        parameters::check(operation, &mut found);
        outputs::check(operation, &mut found);
        reused::check(component, names, index, &mut found);
        // The variants of a method share most of their mistakes.
        if !operation.method.carried.is_repeated() {
            known = errors.len();
        }
        errors.add_new(found, known);
    }
    collisions::check(component, names, errors)
}

/// Reports a type without a size, and tells whether it is one. Where it stands alone, the compiler says so of the method.
fn check_size(ty: &Type, what: &str, errors: &mut Errors) -> bool {
    let Some(found) = without_size(ty) else {
        return false;
    };
    match Owned::of(found).name().filter(|_| !ptr::eq(found, ty)) {
        Some(instead) => {
            let message = format!("{what} cannot hold what has no size: write `{instead}`");
            errors.at(found, message);
        }
        None => errors.leave_to_compiler(),
    }
    true
}

/// What to write in place of a borrow: a phrase such as "a `String`".
fn owned(ty: &Type, found: Borrow) -> String {
    let target = match found {
        Borrow::Reference(reference) => Some(&*reference.elem),
        // `Cow<'_, str>` can be owned, and then it is what it borrows otherwise.
        Borrow::Lifetime(_) | Borrow::Hidden(_) => {
            named(ty, "Cow").and_then(|cow| type_arguments(cow).first().copied())
        }
    };
    let Some(target) = target else {
        return String::from("an owned type");
    };
    Owned::of(target).name().map_or_else(
        || format!("an owned `{}`", spelled(target)),
        |name| format!("a `{name}`"),
    )
}
