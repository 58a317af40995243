//! Names that would be defined twice.

use std::collections::HashMap;

use proc_macro2::Ident;

use super::verdict::Verdict;
use crate::errors::Errors;
use crate::model::{Component, Operation};
use crate::names::{Cancel, Names};
use crate::syntax::attrs::Carried;
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
    /// What is under a `cfg` may be there only where its namesake is not. The compiler knows.
    is_conditional: bool,
}

/// The names claimed so far, of functions or of types.
type Claims<'a> = HashMap<String, Claim<'a>>;

pub(super) fn check(
    component: &Component,
    names: &Names,
    verdict: &mut Verdict,
    errors: &mut Errors,
) {
    let mut functions = written(component);
    let mut types = Claims::new();
    check_shared(component, names, &mut functions, verdict, errors);
    let operations = component.operations.iter().zip(&names.operations);
    for (index, (operation, generated)) in operations.enumerate() {
        let claim = Claim {
            owner: Owner::Operation(operation.ident),
            is_conditional: operation.method.carried.is_conditional(),
        };
        let cancel = match &names.cancel {
            Some(Cancel::OfOne(name)) if operation.is_cancellable() => Some(name),
            _ => None,
        };
        let mut taken = Vec::new();
        for name in generated.functions().into_iter().chain(cancel) {
            taken.extend(claimed(&mut functions, name, claim).map(|taken| (name, taken)));
        }
        for name in generated.types(operation.has_own_args()) {
            taken.extend(claimed(&mut types, name, claim).map(|taken| (name, taken)));
        }
        let mut is_reported = false;
        for (name, Claim { owner, .. }) in taken {
            // Names that two operations share come together. One message is enough, and of two of one name the compiler has one.
            let is_shared = matches!(owner, Owner::Operation(_));
            let is_namesake = matches!(owner, Owner::Operation(other) if other == operation.ident);
            if !(is_shared && is_reported || is_namesake && !claim.is_conditional) {
                errors.at(operation.ident, message(operation.ident, name, owner));
                is_reported |= is_shared;
            }
            let owner = (cancel != Some(name)).then_some(index);
            verdict.taken.push((owner, name.clone()));
            // The other functions use the events.
            let progress = generated
                .progress
                .as_ref()
                .map(|progress| &progress.changed);
            if *name == generated.completed || Some(name) == progress {
                verdict.wrong.splice(index..=index, [true]);
            }
        }
    }
}

/// The names of what serves the whole component.
fn check_shared<'a>(
    component: &Component<'a>,
    names: &Names,
    functions: &mut Claims<'a>,
    verdict: &mut Verdict,
    errors: &mut Errors,
) {
    type Serves = fn(&Operation) -> bool;
    let cancel = match &names.cancel {
        Some(Cancel::OfAll(name)) => Some(name),
        _ => None,
    };
    let progress = names
        .progress_changed
        .as_ref()
        .map(|shared| &shared.changed);
    let shared: [(Option<&Ident>, Serves); 3] = [
        (names.is_busy.as_ref(), |_| true),
        (progress, |it| it.progress().is_some()),
        (cancel, |it| it.is_cancellable()),
    ];
    for (name, serves) in shared {
        let Some(name) = name else {
            continue;
        };
        let mut served = component
            .operations
            .iter()
            .filter(|operation| serves(operation));
        let is_conditional = served.all(|operation| operation.method.carried.is_conditional());
        let claim = Claim {
            owner: Owner::Component,
            is_conditional,
        };
        let taken = claimed(functions, name, claim);
        if let Some(Owner::Written(written)) = taken.map(|taken| taken.owner) {
            let message = format!(
                "`#[event_async]` generates `{name}` for this impl block: give this one another name"
            );
            errors.at(written, message);
            verdict.taken.push((None, name.clone()));
            verdict.is_wrong |= progress == Some(name);
        }
    }
}

fn message(operation: &Ident, name: &Ident, owner: Owner) -> String {
    let other = match owner {
        Owner::Written(_) => {
            String::from("but the impl block has an item of that name: rename one of them")
        }
        Owner::Operation(other) if other == operation => String::from(
            "and so it would for the other of this name: rename one of them, or put each under its `#[cfg]`",
        ),
        Owner::Operation(other) => format!("and so it would for `{other}`: rename one of them"),
        Owner::Component => {
            String::from("and so it does for the whole component: rename the method")
        }
    };
    format!("`#[event_async]` would generate `{name}` for `{operation}`, {other}")
}

/// Claims a name, and gives the claim of who has it already.
fn claimed<'a>(claims: &mut Claims<'a>, name: &Ident, claim: Claim<'a>) -> Option<Claim<'a>> {
    let taken = claims.get(&name.to_string()).copied();
    let taken = taken.filter(|taken| !(taken.is_conditional && claim.is_conditional));
    if taken.is_none() {
        claims.insert(name.to_string(), claim);
    }
    taken
}

/// The names that the impl block's own items have.
fn written<'a>(component: &Component<'a>) -> Claims<'a> {
    let items = component.block.items.iter().map(Item::written);
    let names = items.filter_map(|item| {
        let name = item.name.as_ref()?;
        let is_conditional = Carried::of(&item.attributes).is_conditional();
        Some((
            name.to_string(),
            Claim {
                owner: Owner::Written(name),
                is_conditional,
            },
        ))
    });
    names.collect()
}
