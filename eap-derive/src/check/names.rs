//! Names that would be defined twice.

use proc_macro2::Ident;

use super::verdict::Verdict;
use crate::errors::Errors;
use crate::model::{Component, Operation};
use crate::names::{Cancel, Names};
use crate::syntax::attrs::SharedAttributes;
use crate::syntax::block::Item;

/// Whose name it is.
#[derive(Clone, Copy)]
enum Owner<'a> {
    /// An item of the impl block.
    Written(&'a Ident),
    Operation(&'a Ident),
    /// Generated for the component as a whole.
    Component,
}

#[derive(Clone, Copy)]
struct Claim<'a> {
    owner: Owner<'a>,
    /// An item under a `cfg` may exist only where its namesake does not. The compiler reports the other case.
    is_conditional: bool,
}

type Claims<'a> = Vec<(&'a Ident, Claim<'a>)>;

pub(super) fn check<'a>(
    component: &'a Component,
    names: &'a Names,
    verdict: &mut Verdict,
    errors: &mut Errors,
) {
    let mut claims = written(component);
    check_shared(component, names, &mut claims, verdict, errors);
    let operations = component.operations.iter().zip(&names.operations);
    for (index, (operation, generated)) in operations.enumerate() {
        let claim = Claim {
            owner: Owner::Operation(operation.ident),
            is_conditional: operation.method.shared.is_conditional(),
        };
        let cancel = match &names.cancel {
            Some(Cancel::OfOne(name)) if operation.is_cancellable() => Some(name),
            _ => None,
        };
        let types = generated.types(operation.has_own_args());
        let names = generated.functions().into_iter().chain(types).chain(cancel);
        let mut is_reported = false;
        for name in names {
            let Some(owner) = claimed(&mut claims, name, claim) else {
                continue;
            };
            // Two operations that share one name share several, so one message is enough. The compiler reports two methods of
            // the same name.
            let is_shared = matches!(owner, Owner::Operation(_));
            let is_namesake = matches!(owner, Owner::Operation(other) if other == operation.ident);
            if !(is_shared && is_reported || is_namesake && !claim.is_conditional) {
                errors.at(operation.ident, message(operation.ident, name, owner));
            }
            is_reported |= is_shared;
            let owner = (cancel != Some(name)).then_some(index);
            verdict.taken.push((owner, name.clone()));
            verdict.wrong.push(index);
        }
    }
}

/// The names of what serves the whole component.
fn check_shared<'a>(
    component: &'a Component,
    names: &'a Names,
    claims: &mut Claims<'a>,
    verdict: &mut Verdict,
    errors: &mut Errors,
) {
    type Serves = fn(&Operation) -> bool;
    let cancel = match &names.cancel {
        Some(Cancel::OfAll(name)) => Some(name),
        _ => None,
    };
    let progress = names.progress_changed.as_ref().map(|it| &it.changed);
    let shared: [(Option<&Ident>, Serves); 3] = [
        (names.is_busy.as_ref(), |_| true),
        (progress, |it| it.progress().is_some()),
        (cancel, |it| it.is_cancellable()),
    ];
    for (name, serves) in shared {
        let Some(name) = name else {
            continue;
        };
        let mut served = component.operations.iter().filter(|it| serves(it));
        let claim = Claim {
            owner: Owner::Component,
            is_conditional: served.all(|it| it.method.shared.is_conditional()),
        };
        if let Some(Owner::Written(written)) = claimed(claims, name, claim) {
            let message = format!(
                "`#[event_async]` generates `{name}` for this impl block: give this one another name"
            );
            errors.at(written, message);
            verdict.taken.push((None, name.clone()));
            verdict.is_wrong = true;
        }
    }
}

fn message(operation: &Ident, name: &Ident, owner: Owner) -> String {
    let other = match owner {
        Owner::Written(_) => "but the impl block has an item of that name: rename one of them",
        Owner::Operation(other) if other == operation => {
            "but another method has the same name: rename one of them, or put each under its `#[cfg]`"
        }
        Owner::Operation(other) => &format!("but also for `{other}`: rename one of them"),
        Owner::Component => "but already generates it for the whole component: rename the method",
    };
    format!("`#[event_async]` would generate `{name}` for `{operation}`, {other}")
}

/// Claims a name, or returns the owner of one that is taken.
fn claimed<'a>(claims: &mut Claims<'a>, name: &'a Ident, claim: Claim<'a>) -> Option<Owner<'a>> {
    let is_taken = |(other, taken): &&(&Ident, Claim)| {
        *other == name && !(taken.is_conditional && claim.is_conditional)
    };
    if let Some((_, taken)) = claims.iter().find(is_taken) {
        return Some(taken.owner);
    }
    claims.push((name, claim));
    None
}

/// The names that the impl block's own items have.
fn written<'a>(component: &'a Component) -> Claims<'a> {
    let items = component.block.items.iter().map(Item::written);
    let names = items.filter_map(|item| {
        let name = item.name.as_ref()?;
        let claim = Claim {
            owner: Owner::Written(name),
            is_conditional: SharedAttributes::of(&item.attributes).is_conditional(),
        };
        Some((name, claim))
    });
    names.collect()
}
