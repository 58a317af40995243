//! What kind of function an operation can be.

use quote::ToTokens as _;
use syn::{Receiver, ReceiverKind, Safety, Signature, Type, TypeParamBound, WherePredicate};

use crate::errors::Errors;
use crate::model::{Component, Operation};
use crate::types::{as_reference, is_static, mentions_lifetime, named};

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
    check_lifetimes(sig, errors);
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

/// `&Self`, `&Arc<Self>` and `Arc<Self>`.
fn is_allowed(component: &Component, ty: &Type) -> bool {
    let Some(reference) = as_reference(ty) else {
        return named(ty, "Arc").is_some();
    };
    let is_self = || {
        let spelled_out = component.self_ty.to_token_stream().to_string();
        named(&reference.elem, "Self").is_some()
            || reference.elem.to_token_stream().to_string() == spelled_out
    };
    reference.mutability.is_none()
        && !is_static(reference)
        && (named(&reference.elem, "Arc").is_some() || is_self())
}

/// Lifetimes of the call may be borrowed for, but no type that the operation keeps may depend on them.
fn check_lifetimes(sig: &Signature, errors: &mut Errors) {
    let generics = &sig.generics;
    let inline = generics.type_params().map(|parameter| &parameter.bounds);
    let predicates = generics.where_clause.iter().flat_map(|w| &w.predicates);
    let predicates = predicates.filter_map(|predicate| match predicate {
        WherePredicate::Type(predicate) => Some(&predicate.bounds),
        _ => None,
    });
    for bound in inline.chain(predicates).flatten() {
        let is_trait = matches!(bound, TypeParamBound::Trait(_));
        if is_trait && mentions_lifetime(bound.to_token_stream(), generics) {
            let message = format!(
                "`{}` runs when the call that started it is over, so its types cannot depend on a lifetime of that call: \
                 bind it with `for<'a>` here",
                sig.ident
            );
            errors.at(bound, message);
        }
    }
}
