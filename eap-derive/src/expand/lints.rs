//! The lints that generated functions may trip where the methods do not: for the rest, generated code is silent.
//!
//! `tests/lints` shows that it is, and that these are needed.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::ext::IdentExt as _;

use super::context::Context;
use crate::model::{Operation, Receiver};

/// The attribute that allows them.
pub(crate) fn allowed(context: &Context) -> TokenStream {
    let any = |is: fn(&Operation) -> bool| context.component.operations.iter().any(is);
    // Not everybody starts every operation and listens to every event.
    let mut lints = vec![quote!(dead_code)];
    let is_deprecated =
        |operation: &Operation| operation.method.carried.allow_deprecated().is_some();
    if context.component.block.carried.allow_deprecated().is_some() || any(is_deprecated) {
        lints.push(quote!(deprecated));
    }
    // The method itself has had its warning, if its name earns one.
    if any(has_unusual_name) {
        lints.push(quote!(non_snake_case));
    }
    if context.stand_in {
        // A stand-in uses nothing that it is given.
        lints.push(quote!(unused));
    }
    // What goes to another thread has bounds beside those of the `where` clause.
    if any(|operation| operation.method.sig.generics.where_clause.is_some()) {
        lints.push(quote!(clippy::multiple_bound_locations));
    }
    // There may be more than the method has.
    let begins = context
        .names
        .operations
        .iter()
        .any(|names| names.begin_end.is_some());
    if begins
        || context.user_state.is_some()
        || any(|operation| operation.receiver == Receiver::None)
    {
        lints.push(quote!(clippy::too_many_arguments));
    }
    if any(has_underscore) {
        lints.push(quote!(clippy::used_underscore_binding));
    }
    quote!(#[allow(#(#lints),*)])
}

/// The attribute that allows the lints of accessors.
pub(crate) fn allowed_of_accessors(operation: &Operation) -> Option<TokenStream> {
    let mut outputs = operation
        .parameters
        .iter()
        .filter(|it| it.output().is_some());
    // The parameter has had its warning, if its name earns one.
    let is_unusual = outputs.any(|it| it.options.name.is_none() && is_unusual(&it.name));
    is_unusual.then(|| quote!(#[allow(non_snake_case)]))
}

/// Whether names made from the method's are none that the compiler expects.
fn has_unusual_name(operation: &Operation) -> bool {
    is_unusual(operation.ident)
}

fn is_unusual(name: &Ident) -> bool {
    let name = name.unraw().to_string();
    let has_capital = name.chars().any(char::is_uppercase);
    has_capital || name.starts_with('_') || name.ends_with('_') || name.contains("__")
}

/// Whether a parameter is called as if it were not used. It is, if only to hand it on.
fn has_underscore(operation: &Operation) -> bool {
    let names = operation.parameters.iter();
    names
        .map(|parameter| parameter.name.to_string())
        .any(|name| name.starts_with('_'))
}
