//! Args that are another operation's.

use syn::Path;

use crate::errors::Errors;
use crate::model::{Component, Operation};
use crate::names::Names;

/// What a path names in place of the args that are reused.
pub(crate) enum NoArgs<'a> {
    /// The operation itself.
    Method(&'a Operation<'a>),
    /// What there is not, since that operation gives nothing.
    OfNothing(&'a Operation<'a>),
}

impl<'a> NoArgs<'a> {
    pub(crate) fn of(component: &'a Component, names: &Names, path: &Path) -> Option<Self> {
        let all = || component.operations.iter().zip(&names.operations);
        let mut methods = component.operations.iter();
        if let Some(method) = methods.find(|operation| path.is_ident(operation.ident)) {
            return Some(Self::Method(method));
        }
        let mut owners = all().filter(|(_, names)| path.is_ident(&names.completed_args));
        let (owner, _) = owners.next()?;
        // Under a `cfg`, there may be several, one with outputs among them.
        let gives_nothing = |operation: &Operation| operation.outputs.is_empty();
        (gives_nothing(owner) && owners.all(|(owner, _)| gives_nothing(owner)))
            .then_some(Self::OfNothing(owner))
    }
}

pub(super) fn check(component: &Component, names: &Names, index: usize, errors: &mut Errors) {
    let operations = &component.operations;
    let (Some(operation), Some(own)) = (operations.get(index), names.operations.get(index)) else {
        return;
    };
    let Some(path) = &operation.method.options.completed_args else {
        return;
    };
    let own_args = &own.completed_args;
    if path.is_ident(own_args) || path.is_ident(operation.ident) {
        let message = format!(
            "`{own_args}` is what `{}` would define itself: name another operation's args, or take `completed_args` away",
            operation.ident
        );
        errors.at(path, message);
        return;
    }
    let mut others = operations.iter().zip(&names.operations);
    match NoArgs::of(component, names, path) {
        Some(NoArgs::Method(method)) => {
            let other = others.find(|(operation, _)| operation.ident == method.ident);
            if let Some((_, other)) = other {
                let message = format!(
                    "`{}` is the method: write `completed_args = {}`",
                    method.ident, other.completed_args
                );
                errors.at(path, message);
            }
        }
        Some(NoArgs::OfNothing(other)) => {
            let message = format!(
                "`{}` gives nothing, so there are no args of its own to reuse: take `completed_args` away, or name an operation's \
                 that gives what `{}` gives",
                other.ident, operation.ident
            );
            errors.at(path, message);
        }
        None => {
            let mut owners = others.filter(|(_, names)| path.is_ident(&names.completed_args));
            // Of several under a `cfg` each, any may be the one.
            if let (Some((other, _)), None) = (owners.next(), owners.next()) {
                check_order(operation, other, path, errors);
            }
        }
    }
}

/// Outputs are handed over by their places, so that in another order each would go by the name of another.
fn check_order(operation: &Operation, other: &Operation, path: &Path, errors: &mut Errors) {
    let names = |operation: &Operation| -> Vec<String> {
        let outputs = operation.outputs.iter();
        outputs.map(|output| output.accessor.to_string()).collect()
    };
    let (mine, theirs) = (names(operation), names(other));
    let sorted = |names: &Vec<String>| {
        let mut names = names.clone();
        names.sort();
        names
    };
    if other.has_own_args() && mine != theirs && sorted(&mine) == sorted(&theirs) {
        let message = format!(
            "`{}` gives `{}`, but these args have `{}`, in this order: give `{}` its outputs in the same one",
            operation.ident,
            mine.join("`, `"),
            theirs.join("`, `"),
            operation.ident
        );
        errors.at(path, message);
    }
}
