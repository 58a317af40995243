//! Impl blocks of an `Arc` of the component, and of what else may be around one: the component itself is meant.

use proc_macro2::{Delimiter, Group};
use quote::{ToTokens, quote};
use syn::{Generics, ItemImpl, Type, parse2};

use crate::errors::Errors;
use crate::lift::{Kind, RawItem};
use crate::parse::Item;
use crate::spelling::spelled;
use crate::types::{as_reference, last_segment, type_arguments};

/// Makes the block one of the component, for what goes on with the mistake reported, and tells whether it had to.
pub(crate) fn unwrap(header: &mut ItemImpl, written: &mut RawItem, errors: &mut Errors) -> bool {
    let component = component(&header.self_ty, &header.generics).map(ToTokens::to_token_stream);
    let Some(Ok(component)) = component.map(parse2::<Type>) else {
        return false;
    };
    let message = format!(
        "the component is the struct itself, shared as it will be: write `impl {}`",
        spelled(&component)
    );
    errors.at(&header.self_ty, message);
    let (parameters, _, where_clause) = header.generics.split_for_impl();
    let keyword = &header.impl_token;
    // Without their bodies, the methods use nothing.
    let head = quote!(#[allow(unused)] #keyword #parameters #component #where_clause);
    written.head = head.into_iter().collect();
    *header.self_ty = component;
    true
}

/// Replaces the methods' bodies, to which `self` was something else.
pub(crate) fn forget_bodies(items: &mut [Item]) {
    for item in items {
        let (Item::Method(written, _) | Item::Other(written)) = item;
        if written.kind == Kind::Function && written.body.is_some() {
            let body = Group::new(Delimiter::Brace, quote!(::core::unreachable!()));
            written.body = Some(body.into());
        }
    }
}

/// The struct within a type that it cannot be the component together with.
fn component<'a>(ty: &'a Type, generics: &Generics) -> Option<&'a Type> {
    const AROUND: &[&str] = &["Arc", "Box", "Mutex", "Rc", "RefCell", "RwLock"];
    let within = if let Some(reference) = as_reference(ty) {
        &*reference.elem
    } else {
        let around = last_segment(ty)?;
        if !AROUND.iter().any(|name| around.ident == name) {
            return None;
        }
        type_arguments(around).first().copied()?
    };
    let found = component(within, generics).unwrap_or(within);
    let name = last_segment(found)?;
    // What goes by such a name and has a parameter in it is a struct of one's own.
    let is_parameter = generics.type_params().any(|it| it.ident == name.ident);
    (!is_parameter).then_some(found)
}
