//! Names that would be defined twice.

use std::collections::HashMap;

use proc_macro2::Ident;

use crate::attributes::Carried;
use crate::errors::Errors;
use crate::lift::RawItem;
use crate::model::Component;
use crate::names::{Cancel, Names, OperationNames};
use crate::parse::ImplBlock;

/// What is not generated, because its name is taken: the stand-ins must not add to the mistake.
#[derive(Default)]
pub(crate) struct Omitted {
    /// The operation's place in the component, or `None` for what serves all of them.
    names: Vec<(Option<usize>, Ident)>,
}

impl Omitted {
    pub(crate) fn contains(&self, operation: Option<usize>, name: &Ident) -> bool {
        let mut names = self.names.iter();
        names.any(|(owner, omitted)| *owner == operation && omitted == name)
    }
}

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
    /// One that is there under some `cfg` only may have a counterpart under the opposite one.
    conditional: bool,
}

/// The names claimed so far, of functions or of types.
type Claims<'a> = HashMap<String, Claim<'a>>;

pub(crate) fn check(component: &Component, names: &Names, errors: &mut Errors) -> Omitted {
    let mut omitted = Omitted::default();
    let mut functions = written(component.block);
    let mut types = Claims::new();
    let (of_one, of_all) = match &names.cancel {
        Some(Cancel::OfOne(name)) => (Some(name), None),
        Some(Cancel::OfAll(name)) => (None, Some(name)),
        None => (None, None),
    };
    let shared = names
        .progress_changed
        .as_ref()
        .map(|shared| &shared.changed);
    for name in names.is_busy.iter().chain(shared).chain(of_all) {
        let claim = Claim {
            owner: Owner::Component,
            conditional: false,
        };
        let taken = claimed(&mut functions, name, claim);
        if let Some(Owner::Written(written)) = taken.map(|taken| taken.owner) {
            let message = format!(
                "`#[event_async]` generates `{name}` for this impl block: give this one another name"
            );
            errors.at(written, message);
            omitted.names.push((None, name.clone()));
        }
    }
    let mut known = errors.len();
    for (index, (operation, generated)) in component
        .operations
        .iter()
        .zip(&names.operations)
        .enumerate()
    {
        let mut found = Errors::default();
        let claim = Claim {
            owner: Owner::Operation(operation.ident),
            conditional: operation.method.carried.is_conditional(),
        };
        let cancel = of_one.filter(|_| operation.is_cancellable());
        let mut taken = Vec::new();
        for name in function_names(generated).chain(cancel) {
            taken.extend(claimed(&mut functions, name, claim).map(|taken| (name, taken)));
        }
        for name in type_names(generated, operation.has_own_args()) {
            taken.extend(claimed(&mut types, name, claim).map(|taken| (name, taken)));
        }
        let again = taken.iter().find(
            |(_, taken)| matches!(taken.owner, Owner::Operation(other) if other == operation.ident),
        );
        match again {
            Some((_, other)) if claim.conditional || other.conditional => {
                let message = format!(
                    "there are two operations called `{}`: give one another name, or put each under its own `#[cfg]`",
                    operation.ident
                );
                found.at(operation.ident, message);
            }
            Some(_) => found.leave_to_compiler(),
            None => {}
        }
        let mut reported = again.is_some();
        for (name, Claim { owner, .. }) in taken {
            // Names that two operations share come together. One message tells of all.
            let is_shared = matches!(owner, Owner::Operation(_));
            if !(is_shared && reported) {
                found.at(operation.ident, message(operation.ident, name, owner));
                reported |= is_shared;
            }
            let owner = if cancel == Some(name) {
                None
            } else {
                Some(index)
            };
            omitted.names.push((owner, name.clone()));
        }
        if !operation.method.carried.is_repeated() {
            known = errors.len();
        }
        errors.add_new(found, known);
    }
    omitted
}

fn message(operation: &Ident, name: &Ident, owner: Owner) -> String {
    let other = match owner {
        Owner::Written(_) => String::from("but the impl block has an item of that name"),
        Owner::Operation(other) => format!("but so it would for `{other}`"),
        Owner::Component => String::from("but also for the component as a whole"),
    };
    format!(
        "`#[event_async]` would generate `{name}` for `{operation}`, {other}: rename one of them"
    )
}

/// Claims a name, and tells who has it already.
fn claimed<'a>(claims: &mut Claims<'a>, name: &Ident, claim: Claim<'a>) -> Option<Claim<'a>> {
    let taken = claims.get(&name.to_string()).copied();
    let taken = taken.filter(|taken| !(taken.conditional && claim.conditional));
    if taken.is_none() {
        claims.insert(name.to_string(), claim);
    }
    taken
}

/// The names that the impl block's own items have.
fn written(block: &ImplBlock) -> Claims<'_> {
    let names = block.items.iter().filter_map(|item| {
        let RawItem {
            name, attributes, ..
        } = item.written();
        let name = name.as_ref()?;
        let claim = Claim {
            owner: Owner::Written(name),
            conditional: Carried::of(attributes).is_conditional(),
        };
        Some((name.to_string(), claim))
    });
    names.collect()
}

fn function_names(names: &OperationNames) -> impl Iterator<Item = &Ident> {
    let progress = names.progress.iter().map(|progress| &progress.changed);
    let begin_end = names.begin_end.iter();
    let begin_end = begin_end.flat_map(|names| [&names.begin, &names.end]);
    [&names.start, &names.completed]
        .into_iter()
        .chain(progress)
        .chain(begin_end)
        .chain(&names.future)
}

fn type_names(names: &OperationNames, own_args: bool) -> impl Iterator<Item = &Ident> {
    let progress = names.progress.iter();
    let progress = progress.flat_map(|progress| [&progress.args, &progress.handler]);
    let args = own_args.then_some(&names.completed_args);
    let begin_end = names.begin_end.iter();
    args.into_iter()
        .chain([&names.completed_handler])
        .chain(progress)
        .chain(begin_end.map(|names| &names.result))
}
