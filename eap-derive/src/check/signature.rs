//! What kind of function an operation can be.

use quote::ToTokens as _;
use syn::{PathSegment, Receiver, ReceiverKind, Safety, Type};

use super::lifetimes;
use crate::errors::Errors;
use crate::model::{Component, Operation};
use crate::types::{as_reference, is_static, last_segment, named, type_arguments};

pub(crate) fn check(component: &Component, operation: &Operation, errors: &mut Errors) {
    let sig = &operation.method.sig;
    let name = operation.ident;
    if let Some(keyword) = &sig.asyncness {
        let message = format!(
            "`{name}` is asynchronous already: `#[event_async]` is for blocking methods, so write it without `async`"
        );
        errors.at(keyword, message);
    }
    if let Safety::Unsafe(keyword) = &sig.safety {
        let message = format!(
            "`{name}` is unsafe, and nobody could vouch for the call on another thread: wrap it in a safe method, \
             and annotate that"
        );
        errors.at(keyword, message);
    }
    if let Some(variadic) = &sig.variadic {
        let message = format!("`{name}` is variadic: take a `Vec` instead");
        errors.at(variadic, message);
    }
    if let Some(receiver) = sig.receiver() {
        check_receiver(component, operation, receiver, errors);
    }
    lifetimes::check(sig, errors);
}

fn check_receiver(
    component: &Component,
    operation: &Operation,
    receiver: &Receiver,
    errors: &mut Errors,
) {
    let name = operation.ident;
    let attributes = operation.method.parameters.iter().take(1);
    for role in attributes.flat_map(|options| options.roles().chain(&options.conditional)) {
        let message = format!("`#[{role}]` goes on a parameter, and `self` is none");
        errors.at(role, message);
    }
    let message = match &receiver.kind {
        ReceiverKind::Reference(_, Some(lifetime), None) if lifetime.ident == "static" => format!(
            "`{name}` borrows `self` for `'static`, which an operation cannot: take `&self` or `self: &Arc<Self>`"
        ),
        ReceiverKind::Reference(_, _, None) => return,
        kind if is_exclusive(kind) => format!(
            "`{name}` takes `&mut self`, but a component is shared while its operations run: take `&self`, and keep \
             what changes in a `Mutex` or an atomic"
        ),
        ReceiverKind::Value => format!(
            "`{name}` takes `self` by value, but a component is shared while its operations run: take `&self`, or \
             `self: Arc<Self>` to own a share of it"
        ),
        ReceiverKind::Typed(_, ty) if is_allowed(component, ty) => return,
        ReceiverKind::Typed(_, ty) if is_none(component, ty) => {
            errors.leave_to_compiler();
            return;
        }
        _ => format!(
            "`{name}` cannot be called with this receiver, since components are shared as `Arc<Self>`: take `&self`, \
             `self: &Arc<Self>` or `self: Arc<Self>`"
        ),
    };
    errors.at(receiver, message);
}

/// `&mut self` and `self: &mut Self`.
fn is_exclusive(kind: &ReceiverKind) -> bool {
    match kind {
        ReceiverKind::Reference(..) => true,
        ReceiverKind::Typed(_, ty) => as_reference(ty).is_some_and(|reference| {
            reference.mutability.is_some() && named(&reference.elem, "Self").is_some()
        }),
        _ => false,
    }
}

/// `&Self`, `&Arc<Self>` and `Arc<Self>`, where `Self` may go by another name.
fn is_allowed(component: &Component, ty: &Type) -> bool {
    let Some(reference) = as_reference(ty) else {
        return is_arc(component, ty);
    };
    let target = &reference.elem;
    let is_component = || {
        let spelled_out = component.self_ty.to_token_stream().to_string();
        named(target, "Self").is_some() || target.to_token_stream().to_string() == spelled_out
    };
    reference.mutability.is_none()
        && !is_static(reference)
        && (is_arc(component, target) || is_component())
}

/// An `Arc` of what may be the component.
fn is_arc(component: &Component, ty: &Type) -> bool {
    let Some(arc) = named(ty, "Arc") else {
        return false;
    };
    match type_arguments(arc).first() {
        Some(held) => {
            is_component(component, held) || !is_pointer(held) && !is_none(component, held)
        }
        None => true,
    }
}

/// Whether it is the component, as far as its name tells.
fn is_component(component: &Component, ty: &Type) -> bool {
    let name = last_segment(component.self_ty).map(|segment| &segment.ident);
    last_segment(ty).is_some_and(|segment| segment.ident == "Self" || name == Some(&segment.ident))
}

/// What a receiver may be a pointer to, beside the component.
fn is_pointer(ty: &Type) -> bool {
    let names = ["Arc", "Box", "Pin", "Rc"];
    as_reference(ty).is_some() || names.iter().any(|name| named(ty, name).is_some())
}

/// Whether the compiler takes it for no receiver: what is behind its pointers does not dereference.
fn is_none(component: &Component, mut ty: &Type) -> bool {
    const OPAQUE: &[&str] = &[
        "Cell", "Mutex", "OnceLock", "Option", "RefCell", "RwLock", "Weak",
    ];
    while is_pointer(ty) && !is_component(component, ty) {
        let held = match as_reference(ty) {
            Some(reference) => Some(&*reference.elem),
            None => last_segment(ty).and_then(|pointer| type_arguments(pointer).first().copied()),
        };
        let Some(held) = held else {
            return false;
        };
        ty = held;
    }
    let is_opaque = |segment: &PathSegment| OPAQUE.iter().any(|name| segment.ident == name);
    !is_component(component, ty) && last_segment(ty).is_some_and(is_opaque)
}
