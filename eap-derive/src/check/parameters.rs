//! What an operation can take, and what the marks of a parameter require.

use std::mem;

use proc_macro2::Ident;
use syn::{Pat, Type, TypeParamBound};

use super::outputs::check_generics;
use crate::errors::Errors;
use crate::model::{Data, Operation, Parameter, Role};
use crate::text::spelled;
use crate::ty::known::is_primitive;
use crate::ty::owned::Owned;
use crate::ty::shape::{as_path, as_reference, behind_reference, is_static};
use crate::ty::walk::{Part, borrow, unnameable};

pub(super) fn check(operation: &Operation, errors: &mut Errors) {
    let (mut has_token, mut has_progress) = (false, false);
    for parameter in &operation.parameters {
        check_marks(operation, parameter, errors);
        let (again, mark) = match parameter.role {
            Role::Cancel { .. } => (mem::replace(&mut has_token, true), "cancel"),
            Role::Progress { .. } => (mem::replace(&mut has_progress, true), "progress"),
            _ => (false, ""),
        };
        if again {
            let (name, shown) = (operation.ident, shown(parameter));
            let message = format!("`{name}` already has a `#[{mark}]` parameter: remove {shown}");
            errors.at(parameter.typed, message);
        } else {
            check_role(operation, parameter, errors);
        }
    }
}

fn check_marks(operation: &Operation, parameter: &Parameter, errors: &mut Errors) {
    let mut roles = parameter.marks.roles();
    if let (Some(first), Some(second)) = (roles.next(), roles.next()) {
        let message =
            format!("a parameter is either `#[{first}]` or `#[{second}]`: remove one of them");
        errors.at(second, message);
    }
    if let (Some(cfg), Some(_)) = (parameter.marks.cfgs.first(), parameter.output()) {
        let message = format!(
            "an output cannot be conditional, since the args depend on it: write `{}` twice, each under its `#[cfg]`",
            operation.ident
        );
        errors.at(cfg, message);
    }
}

fn check_role(operation: &Operation, parameter: &Parameter, errors: &mut Errors) {
    let ty = &*parameter.typed.ty;
    let shown = shown(parameter);
    match &parameter.role {
        Role::Value(owned) | Role::Shared(owned) => check_borrow(owned.borrow(), &shown, errors),
        Role::InOut(owned) | Role::Out(owned) => {
            let mark = parameter.marks.roles().next();
            if mark.is_none_or(|mark| check_mutable(mark, ty, &shown, errors)) {
                if parameter.marks.out.is_some() {
                    check_start(owned, ty, &shown, errors);
                }
                check_borrow(owned.borrow(), &shown, errors);
                check_output(operation, parameter, owned, errors);
            }
        }
        Role::Cancel { .. } => {
            let path = as_path(behind_reference(ty)).map(|path| &path.path);
            if path.is_none_or(|path| {
                is_primitive(path) || path.segments.iter().any(|it| !it.arguments.is_none())
            }) {
                let message = format!(
                    "a `#[cancel]` parameter is a `&CancellationToken` or a `CancellationToken`: change the type of {shown}"
                );
                errors.at(ty, message);
            }
        }
        Role::Progress { data, .. } => check_progress(operation, ty, *data, &shown, errors),
    }
}

/// How messages call a parameter.
fn shown(parameter: &Parameter) -> String {
    match &*parameter.typed.pat {
        Pat::Ident(pat) => format!("`{}`", pat.ident),
        _ => String::from("this parameter"),
    }
}

/// An operation must not own anything that borrows. What borrows is a part of the type: a whole reference is converted.
fn check_borrow(found: Option<Part>, shown: &str, errors: &mut Errors) {
    if let Some(found) = found {
        let instead = match found {
            Part::Type(ty @ Type::Reference(reference)) => {
                let owned = Owned::of_target(&reference.elem).name_or_spelling();
                format!("write `{owned}` instead of `{}`", spelled(ty))
            }
            _ => String::from("take an owned type"),
        };
        let message = format!(
            "the operation outlives the call that starts it, so {shown} cannot borrow: {instead}"
        );
        errors.at(found, message);
    }
}

fn check_progress(operation: &Operation, ty: &Type, data: Data, shown: &str, errors: &mut Errors) {
    let path = as_path(behind_reference(ty)).map(|path| &path.path);
    if path.is_none_or(is_primitive) {
        let message = format!(
            "a `#[progress]` parameter is a `&Progress<P>` or a `Progress<P>`: change the type of {shown}"
        );
        errors.at(ty, message);
    } else if let Data::Of(data) = data {
        if let Some(unnameable) = unnameable(data) {
            let message = format!(
                "handlers receive what {shown} reports, so its type needs a name: write it out"
            );
            errors.at(unnameable, message);
        } else {
            check_borrow(borrow(data), shown, errors);
            check_generics(operation, data, "progress", errors);
        }
    }
}

fn check_mutable(mark: &Ident, ty: &Type, shown: &str, errors: &mut Errors) -> bool {
    let is_mutable = as_reference(ty).is_some_and(|it| it.mutability.is_some() && !is_static(it));
    if !is_mutable {
        let target = behind_reference(ty);
        let instead = Owned::of_target(target).name_or_spelling();
        let message =
            format!("the method writes to {shown}, marked `#[{mark}]`: take a `&mut {instead}`");
        errors.at(ty, message);
    }
    is_mutable
}

/// An `#[out]` parameter has a value of its own before the method writes to it.
fn check_start(owned: &Owned, ty: &Type, shown: &str, errors: &mut Errors) {
    if let Some(instead) = owned.name() {
        let init = match owned {
            Owned::Dyn(..) => ", with `#[out(init = …)]`",
            _ => "",
        };
        let message =
            format!("an `#[out]` parameter starts empty: make {shown} a `&mut {instead}`{init}");
        errors.at(ty, message);
    }
}

/// What comes back is handed to the handlers, by name.
fn check_output(operation: &Operation, parameter: &Parameter, owned: &Owned, errors: &mut Errors) {
    let is_named = matches!(&*parameter.typed.pat, Pat::Ident(pat) if pat.subpat.is_none());
    if !is_named && parameter.marks.options.name.is_none() {
        let is_out = matches!(parameter.role, Role::Out(_));
        let mark = if is_out { "out" } else { "inout" };
        let message = format!("an output needs a name: write `#[{mark}(name = …)]`");
        errors.at(&parameter.typed.pat, message);
    }
    if let Some(unnameable) = owned.unnameable() {
        let message = format!(
            "{} is an output of `{}`, so its type needs a name: write it out",
            shown(parameter),
            operation.ident
        );
        errors.at(unnameable, message);
        return;
    }
    match owned {
        Owned::Same(ty) if check_reader(operation, parameter, ty, errors) => {}
        Owned::Same(ty) | Owned::Slice(ty) => check_generics(operation, ty, "outputs", errors),
        _ => {}
    }
}

/// Reports a `&mut R` of the method's own type parameter, which is rarely meant as an output.
fn check_reader(
    operation: &Operation,
    parameter: &Parameter,
    ty: &Type,
    errors: &mut Errors,
) -> bool {
    let path = as_path(ty).map(|ty| &ty.path);
    let mut types = operation.method.sig.generics.type_params();
    let Some(own) = types.find(|own| path.is_some_and(|path| path.is_ident(&own.ident))) else {
        return false;
    };
    let bound = own.bounds.iter().find_map(|bound| match bound {
        TypeParamBound::Trait(bound) => Some(spelled(&bound.path)),
        _ => None,
    });
    let message = format!(
        "{} would be an output of the type parameter `{own}`, but one event serves all calls: take it by value \
         (`mut {}: {own}`), or as `&mut dyn {}`",
        shown(parameter),
        parameter.name,
        bound.as_deref().unwrap_or("Trait"),
        own = own.ident
    );
    errors.at(&parameter.typed.ty, message);
    true
}
