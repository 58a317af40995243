//! What can be a component, and what can be a user state.

use syn::Type;

use crate::errors::Errors;
use crate::model::Component;
use crate::syntax::items::Kind;
use crate::ty::known::is_primitive;
use crate::ty::owned::{Owned, owned_phrase};
use crate::ty::shape::peel;
use crate::ty::walk::borrow;

/// Reports an impl block that is not spelled like one of a struct.
pub(super) fn check_struct(component: &Component, errors: &mut Errors) -> bool {
    let is_struct = match peel(component.self_ty) {
        Type::Path(path) => path.qself.is_none() && !is_primitive(&path.path),
        _ => false,
    };
    if !is_struct {
        let message = "an event-based component is a struct, shared as an `Arc`: write `impl` and the name of the struct";
        errors.at(component.self_ty, message);
    }
    is_struct
}

pub(super) fn check(component: &Component, errors: &mut Errors) {
    // A method that could not be parsed is reported already, and one that a macro writes will be.
    let mut items = component.block.items.iter();
    let has_macros =
        items.any(|item| item.written().kind == Kind::Other && !item.written().head.is_empty());
    if component.operations.is_empty() && errors.is_empty() && !has_macros {
        let message = "no method of this impl block is annotated: put `#[event_async]`, under this name, on those that become \
                       asynchronous operations";
        errors.at(component.self_ty, message);
    }
    let message = "the operations of a component outlive the call that starts them, so it cannot borrow: remove the \
                   lifetime, and hold owned values or an `Arc`";
    if let Some(parameter) = component.generics.lifetimes().next() {
        errors.at(parameter, message);
    } else if let Some(borrow) = borrow(component.self_ty) {
        errors.at(borrow, message);
    }
    if let Some((_, ty)) = &component.options.user_state {
        check_user_state(ty, errors);
    }
}

/// The type of the user state, which every operation keeps a value of.
fn check_user_state(ty: &Type, errors: &mut Errors) {
    if let Some(found) = borrow(ty) {
        let message = format!(
            "an operation outlives the call that starts it, so its user state cannot borrow: choose {}",
            owned_phrase(found)
        );
        errors.at(found, message);
    } else if let Some(instead) = Owned::of_target(ty).name() {
        let message = format!("an operation keeps its user state by value: choose a `{instead}`");
        errors.at(ty, message);
    }
}
