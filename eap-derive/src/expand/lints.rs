//! The lints that generated functions may trip where the methods do not.
//!
//! `tests/lints` shows that there are no others, and that these are needed.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::Visibility;
use syn::ext::IdentExt as _;

use super::context::Context;
use crate::model::{Operation, Parameter};

/// The attribute for the impl block of generated functions.
pub(super) fn allowed(context: &Context) -> TokenStream {
    let operations = || context.component.operations.iter();
    let any = |is: fn(&Operation) -> bool| operations().any(is);
    // A program need not start every operation and listen to every event.
    let mut lints = vec![quote!(dead_code)];
    let is_deprecated = |o: &Operation| o.method.shared.allow_deprecated().is_some();
    if context.component.block.shared.allow_deprecated().is_some() || any(is_deprecated) {
        lints.push(quote!(deprecated));
    }
    // The compiler reports the method itself, whose name is unusual too.
    if any(|operation| is_unusual(operation.ident)) {
        lints.push(quote!(non_snake_case));
    }
    // `Send + 'static` is added to the parameters' own bounds, beside those of the `where` clause.
    if any(|operation| operation.method.sig.generics.where_clause.is_some()) {
        lints.push(quote!(clippy::multiple_bound_locations));
    }
    if any(|it| matches!(it.method.vis, Visibility::Public(_)) && takes_impl(it)) {
        lints.push(quote!(clippy::impl_trait_in_params));
    }
    // Generated code uses every parameter, also one whose name starts with an underscore.
    let has_underscore = |it: &Parameter| it.name.to_string().starts_with('_');
    if operations().any(|it| it.parameters.iter().any(has_underscore)) {
        lints.push(quote!(clippy::used_underscore_binding));
    }
    quote!(#[allow(#(#lints),*)])
}

/// Whether a function that starts the operation has a parameter `impl Trait`.
fn takes_impl(operation: &Operation) -> bool {
    let mut inputs = operation.parameters.iter().filter_map(Parameter::input);
    let has_callback = operation.faces.begin_end || operation.faces.then;
    has_callback || inputs.any(|owned| owned.is_converted() || owned.unnameable().is_some())
}

/// The attribute for a function with this many parameters beside `self`.
pub(super) fn too_many(parameters: usize) -> Option<TokenStream> {
    (parameters >= 7).then(|| quote!(#[allow(clippy::too_many_arguments)]))
}

/// The attribute for accessors.
pub(super) fn allowed_of_accessors(operation: &Operation) -> Option<TokenStream> {
    let parameters = operation.parameters.iter();
    let mut outputs = parameters.filter(|it| it.output().is_some());
    // The compiler reports the parameter itself, whose name is unusual too.
    let is_unusual = outputs.any(|it| it.marks.options.name.is_none() && is_unusual(&it.name));
    is_unusual.then(|| quote!(#[allow(non_snake_case)]))
}

/// Whether names made from this one are not in snake case.
fn is_unusual(name: &Ident) -> bool {
    let name = name.unraw().to_string();
    let has_capital = name.chars().any(char::is_uppercase);
    has_capital || name.starts_with('_') || name.ends_with('_') || name.contains("__")
}
