//! What an operation can take, and what the attributes of a parameter ask of it.

use std::mem;

use quote::ToTokens as _;
use syn::{Pat, Type};

use super::{check_size, lifetimes, objects, owned};
use crate::borrow::{Borrow, borrow};
use crate::convert::Owned;
use crate::errors::Errors;
use crate::model::{Data, Operation, Parameter, Role};
use crate::spelling::spelled;
use crate::types::{
    as_reference, is_progress, is_static, is_token, last_segment, may_be_ours, mentioned, named,
    nameless, peel, type_arguments, without_size,
};

pub(crate) fn check(operation: &Operation, errors: &mut Errors) {
    let (mut cancels, mut reports) = (false, false);
    for parameter in &operation.parameters {
        check_attributes(parameter, errors);
        let again = match parameter.role {
            Role::Cancel { .. } => mem::replace(&mut cancels, true),
            Role::Progress { .. } => mem::replace(&mut reports, true),
            _ => false,
        };
        if again {
            errors.at(parameter.typed, again_message(operation, parameter));
        } else if parameter.options.conditional.is_none() {
            check_role(operation, parameter, errors);
            lifetimes::check_functions(&operation.method.sig, &parameter.typed.ty, errors);
        }
    }
}

fn again_message(operation: &Operation, parameter: &Parameter) -> String {
    let name = operation.ident;
    match parameter.role {
        Role::Progress { .. } => format!(
            "`{name}` reports its progress through another parameter already: report both there, as one type"
        ),
        _ => format!(
            "`{name}` has a token already, which tells all there is to tell: take {} away",
            shown(parameter)
        ),
    }
}

fn check_attributes(parameter: &Parameter, errors: &mut Errors) {
    let mut roles = parameter.options.roles();
    if let (Some(first), Some(second)) = (roles.next(), roles.next()) {
        let message = format!("a parameter is either `#[{first}]` or `#[{second}]`, not both");
        errors.at(second, message);
    }
    if let Some(name) = &parameter.options.conditional {
        let message = format!(
            "`#[{name}]` cannot be conditional, since it decides on what is generated: write {} twice, once under a `#[cfg]` \
             with `#[{name}]`, and once under the opposite `#[cfg]` without",
            shown(parameter)
        );
        errors.at(name, message);
    }
}

fn check_role(operation: &Operation, parameter: &Parameter, errors: &mut Errors) {
    let ty = &*parameter.typed.ty;
    let shown = shown(parameter);
    match &parameter.role {
        Role::Value(_) | Role::Shared(_) if check_wrapped(ty, &shown, errors) => {}
        Role::Value(owned) => {
            if !check_size(ty, &shown, errors) {
                check_kept(ty, owned, &shown, errors);
            }
        }
        Role::Shared(owned) => check_kept(ty, owned, &shown, errors),
        Role::InOut(owned) => {
            let mutable = match &parameter.options.inout {
                Some(attribute) => check_mutable(attribute, ty, errors),
                None => true,
            };
            if mutable {
                check_kept(ty, owned, &shown, errors);
            }
            check_output(operation, parameter, owned, errors);
        }
        Role::Out(owned) => {
            let mutable = match &parameter.options.out {
                Some(attribute) => check_mutable(attribute, ty, errors),
                None => true,
            };
            if let Some(instead) = owned.name().filter(|_| mutable) {
                let init = if owned.is_boxed() {
                    ", and to start with some `#[out(init = …)]`"
                } else {
                    ""
                };
                let message = format!(
                    "an `#[out]` parameter starts empty, so {shown} has to be a `&mut {instead}`{init}"
                );
                errors.at(ty, message);
            }
            if mutable {
                check_kept(ty, owned, &shown, errors);
            }
            check_output(operation, parameter, owned, errors);
        }
        Role::Cancel { .. } => check_cancel(parameter, &shown, errors),
        Role::Progress { data, .. } => {
            check_progress(parameter, &shown, errors);
            if let Data::Of(data) = data {
                check_data(data, &shown, errors);
                check_generics(operation, data, "progress", errors);
            }
        }
    }
}

/// What an operation reports.
fn check_data(data: &Type, shown: &str, errors: &mut Errors) {
    let instead = without_size(data).and_then(|part| Owned::of(part).name());
    match (instead, nameless(data)) {
        (Some(instead), _) => {
            let message = format!("{shown} cannot report what has no size: write `{instead}`");
            errors.at(data, message);
        }
        (None, Some(Type::Infer(_))) => errors.leave_to_compiler(),
        (None, Some(nameless)) => {
            let message = format!(
                "what {shown} reports is handed to the handlers, so its type has to have a name: write it out"
            );
            errors.at(nameless, message);
        }
        (None, None) => check_owned(data, shown, errors),
    }
}

/// How messages speak of a parameter.
fn shown(parameter: &Parameter) -> String {
    match &*parameter.typed.pat {
        Pat::Ident(pat) => format!("`{}`", pat.ident),
        _ => String::from("this parameter"),
    }
}

/// A type that is kept while the operation runs, and so must not borrow.
fn check_owned(ty: &Type, shown: &str, errors: &mut Errors) {
    match borrow(ty) {
        Some(found) => report_borrow(ty, found, shown, errors),
        None => objects::check(ty, errors),
    }
}

/// Reports a token or a `Progress` in an `Option` or an `Arc`, and tells whether it is one.
fn check_wrapped(ty: &Type, shown: &str, errors: &mut Errors) -> bool {
    let target = target(ty);
    let wrapper = named(target, "Option").or_else(|| named(target, "Arc"));
    let Some(held) = wrapper.and_then(|wrapper| type_arguments(wrapper).first().copied()) else {
        return false;
    };
    // Others may have a type that is called `Progress`, too, or that of another crate.
    let reports = named(held, "Progress").is_some_and(|last| !last.arguments.is_none());
    let is_ours = may_be_ours(held);
    let message = match () {
        () if is_ours && is_token(held) => format!(
            "{shown} is how the operation is cancelled, which has one token: take a `&CancellationToken`, marked with `#[cancel]`"
        ),
        () if is_ours && reports => format!(
            "{shown} is how the operation reports progress: take a `&{}`, marked with `#[progress]`",
            spelled(held)
        ),
        () => return false,
    };
    errors.at(ty, message);
    true
}

fn report_borrow(ty: &Type, found: Borrow, shown: &str, errors: &mut Errors) {
    if let Some(instead) = lifetimes::binding(ty).and_then(lifetimes::owned) {
        let message = format!(
            "the operation outlives the call that starts it, so what {shown} gives cannot borrow: write `{instead}`"
        );
        errors.at(found, message);
        return;
    }
    let instead = match found {
        Borrow::Reference(reference) if is_token(&reference.elem) => {
            String::from("a `&CancellationToken` itself, marked with `#[cancel]`")
        }
        Borrow::Reference(reference) if is_progress(&reference.elem) => {
            String::from("a `&Progress<P>` itself, marked with `#[progress]`")
        }
        _ => owned(ty, found),
    };
    let message = format!(
        "the operation outlives the call that starts it, so {shown} cannot borrow: take {instead}"
    );
    errors.at(found, message);
}

fn check_kept(ty: &Type, owned: &Owned, shown: &str, errors: &mut Errors) {
    match owned {
        Owned::Same(ty) | Owned::Slice(ty) => check_owned(ty, shown, errors),
        Owned::Impl(_) | Owned::Dyn(_) => {
            if let Some(found) = owned.borrow() {
                report_borrow(ty, found, shown, errors);
            }
        }
        Owned::Str | Owned::Path | Owned::OsStr | Owned::CStr => {}
    }
}

fn check_mutable(attribute: &syn::Ident, ty: &Type, errors: &mut Errors) -> bool {
    let mutable = as_reference(ty)
        .is_some_and(|reference| reference.mutability.is_some() && !is_static(reference));
    if !mutable {
        let what = format!("`#[{attribute}]` is for what the method writes to");
        let is_mutable = |part: &Type| as_reference(part).is_some_and(|it| it.mutability.is_some());
        let message = match peel(ty) {
            Type::Tuple(tuple) if tuple.elems.iter().any(is_mutable) => {
                format!("{what}: take each part as a `&mut` parameter of its own")
            }
            _ => {
                let target = meant(ty);
                let instead = Owned::of(target).name();
                let instead = instead.unwrap_or_else(|| spelled(target));
                format!("{what}: take a `&mut {instead}`")
            }
        };
        errors.at(ty, message);
    }
    mutable
}

/// What is written to through this type, without what makes that possible elsewhere.
fn meant(ty: &Type) -> &Type {
    const WRITABLE: &[&str] = &["Arc", "Box", "Cell", "Mutex", "Rc", "RefCell", "RwLock"];
    let inner = match peel(ty) {
        Type::Reference(reference) => Some(&*reference.elem),
        Type::Ptr(pointer) => Some(&*pointer.elem),
        Type::Path(_) => last_segment(ty).and_then(|segment| {
            let held = *type_arguments(segment).first()?;
            let holds = WRITABLE.iter().any(|name| segment.ident == name);
            // A box makes a size, and so does an `Arc`.
            let is_sized = !matches!(peel(held), Type::TraitObject(_));
            let is_option = segment.ident == "Option" && as_reference(held).is_some();
            (holds && is_sized || is_option).then_some(held)
        }),
        _ => None,
    };
    inner.map_or(ty, meant)
}

/// What comes back is handed to the handlers, by name.
fn check_output(operation: &Operation, parameter: &Parameter, owned: &Owned, errors: &mut Errors) {
    let is_named = matches!(&*parameter.typed.pat, Pat::Ident(pat) if pat.subpat.is_none());
    if !is_named && parameter.options.name.is_none() {
        let attribute = match &parameter.role {
            Role::Out(_) => "out",
            _ => "inout",
        };
        let message = format!("what comes back needs a name: write `#[{attribute}(name = …)]`");
        errors.at(&parameter.typed.pat, message);
    }
    let message = format!(
        "{} comes back from `{}`, so its type has to have a name: write it out",
        shown(parameter),
        operation.ident
    );
    match owned {
        Owned::Impl(bounds) => errors.at(bounds, message),
        Owned::Same(ty) | Owned::Slice(ty) => {
            match nameless(ty) {
                Some(Type::Infer(_)) => errors.leave_to_compiler(),
                Some(nameless) => errors.at(nameless, message),
                None => {}
            }
            check_generics(operation, ty, "outputs", errors);
        }
        _ => {}
    }
}

/// Events are the component's, so their types cannot depend on a parameter of one call.
fn check_generics(operation: &Operation, ty: &Type, what: &str, errors: &mut Errors) {
    let generics = &operation.method.sig.generics;
    if let Some(parameter) = mentioned(ty.to_token_stream(), generics) {
        let message = format!(
            "the {what} of `{}` cannot depend on its parameter `{parameter}`, since one event serves all calls: name a type, \
             or move `{parameter}` to the component",
            operation.ident
        );
        errors.at(ty, message);
    }
}

fn check_cancel(parameter: &Parameter, shown: &str, errors: &mut Errors) {
    let ty = &*parameter.typed.ty;
    match &parameter.options.cancel {
        None => {
            let message =
                format!("{shown} is how the operation is cancelled: mark it with `#[cancel]`");
            errors.at(parameter.typed, message);
        }
        Some(_) if !is_token(target(ty)) => {
            let message = format!(
                "with `#[cancel]`, {shown} has to be a `&CancellationToken` or a `CancellationToken`"
            );
            errors.at(ty, message);
        }
        Some(_) => {}
    }
}

fn check_progress(parameter: &Parameter, shown: &str, errors: &mut Errors) {
    let ty = &*parameter.typed.ty;
    match &parameter.options.progress {
        None => {
            let message = format!(
                "{shown} is how the operation reports progress: mark it with `#[progress]`"
            );
            errors.at(parameter.typed, message);
        }
        Some(_) if !is_progress(target(ty)) => {
            let message = format!(
                "with `#[progress]`, {shown} has to be a `&Progress<P>` or a `Progress<P>`"
            );
            errors.at(ty, message);
        }
        Some(_) => {}
    }
}

/// What is behind a shared reference, or the type itself.
fn target(ty: &Type) -> &Type {
    match as_reference(ty) {
        Some(reference) if reference.mutability.is_none() => peel(&reference.elem),
        _ => ty,
    }
}
