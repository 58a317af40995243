//! What kind of function an operation can be.

use syn::{Receiver, ReceiverKind, Safety};

use crate::errors::Errors;
use crate::model::Operation;
use crate::ty::generics::is_cfg;
use crate::ty::shape::{as_reference, named};

pub(super) fn check(operation: &Operation, errors: &mut Errors) {
    let sig = &operation.method.sig;
    let name = operation.ident;
    if let Some(keyword) = &sig.asyncness {
        let message = format!(
            "`{name}` is asynchronous already, and `#[event_async]` is for blocking methods: remove `async`"
        );
        errors.at(keyword, message);
    }
    if let Safety::Unsafe(keyword) = &sig.safety {
        let message = format!(
            "`{name}` is unsafe, and its caller could not uphold the contract on another thread: call it in a safe method, \
             and annotate that one"
        );
        errors.at(keyword, message);
    }
    if let Some(receiver) = sig.receiver() {
        check_receiver(operation, receiver, errors);
    }
}

fn check_receiver(operation: &Operation, receiver: &Receiver, errors: &mut Errors) {
    let name = operation.ident;
    if let Some(attribute) = receiver.attrs.iter().find(|attribute| is_cfg(attribute)) {
        let message =
            format!("`self` cannot be conditional: write `{name}` twice, each under its `#[cfg]`");
        errors.at(attribute, message);
    }
    let message = match &receiver.kind {
        ReceiverKind::Reference(_, _, None) => return,
        kind if is_exclusive(kind) => format!(
            "`{name}` takes `&mut self`, but a component is shared while its operations run: take `&self`, and keep \
             what changes in a `Mutex` or an atomic"
        ),
        kind if is_value(kind) => format!(
            "`{name}` takes `self` by value, but a component is shared while its operations run: take `&self` or \
             `self: Arc<Self>`"
        ),
        _ => return,
    };
    errors.at(receiver, message);
}

/// `&mut self` and `self: &mut Self`.
fn is_exclusive(kind: &ReceiverKind) -> bool {
    match kind {
        ReceiverKind::Reference(..) => true,
        ReceiverKind::Typed(_, ty) => as_reference(ty).is_some_and(|it| it.mutability.is_some()),
        _ => false,
    }
}

/// `self` and `self: Self`.
fn is_value(kind: &ReceiverKind) -> bool {
    match kind {
        ReceiverKind::Value => true,
        ReceiverKind::Typed(_, ty) => named(ty, "Self").is_some(),
        _ => false,
    }
}
