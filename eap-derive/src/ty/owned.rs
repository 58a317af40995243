//! The table of parameters: what `…_async` takes, and the operation owns, for what the method borrows.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Type, TypeImplTrait, TypeParamBound, TypeTraitObject};

use super::known::{borrowing_cow, owner};
use super::shape::{as_reference, is_static, named, peel, type_arguments};
use super::tokens::with_sendable_impls;
use super::walk::{Part, borrow, borrow_in, unnameable};
use crate::text::spelled;

/// The owned form of a type.
pub(crate) enum Owned<'a> {
    /// The type itself.
    Same(&'a Type),
    /// `impl Trait`, which becomes one that can go to another thread.
    Impl(&'a Type, &'a TypeImplTrait),
    /// A box for `dyn Trait`.
    Dyn(&'a TypeTraitObject),
    /// The path of `String` for `str`, and the like.
    Unsized(&'static str),
    /// `Vec<T>` for `[T]`.
    Slice(&'a Type),
    /// `Vec<String>` for `[&str]`, and the like.
    Items(Box<Self>),
    /// `Option<T>` for `Option<&T>`, and the like.
    Option(Box<Self>),
    /// The owned form of the `B` of a `Cow<'_, B>`.
    Cow(Box<Self>),
}

impl<'a> Owned<'a> {
    /// The owned form of a parameter's type, without the reference before it.
    pub(crate) fn of_value(ty: &'a Type) -> Self {
        let nested = |ty: &'a Type| as_reference(ty).and_then(Self::of_shared);
        if let Some(target) = borrowing_cow(ty) {
            return Self::Cow(Box::new(Self::of_target(target)));
        }
        let option = named(ty, "Option").and_then(|option| type_arguments(option).first().copied());
        match (peel(ty), option.and_then(nested)) {
            (_, Some(target)) => Self::Option(Box::new(target)),
            (Type::ImplTrait(bounds), _) => Self::Impl(ty, bounds),
            _ => Self::Same(ty),
        }
    }

    /// The owned form of what a reference points to.
    pub(crate) fn of_target(ty: &'a Type) -> Self {
        match peel(ty) {
            Type::Slice(slice) => match as_reference(&slice.elem).and_then(Self::of_shared) {
                Some(item) => Self::Items(Box::new(item)),
                None => Self::Slice(&slice.elem),
            },
            Type::TraitObject(object) => Self::Dyn(object),
            Type::ImplTrait(bounds) => Self::Impl(ty, bounds),
            same => owner(same).map_or(Self::Same(same), Self::Unsized),
        }
    }

    /// The owned form of what a nested reference points to, if there is one that the reference can be had from again.
    fn of_shared(reference: &'a syn::TypeReference) -> Option<Self> {
        if reference.mutability.is_some() || is_static(reference) {
            return None;
        }
        match Self::of_target(&reference.elem) {
            Self::Dyn(..) | Self::Impl(..) | Self::Items(_) => None,
            owned => Some(owned),
        }
    }

    /// The owned type, its written part spelled by `spell`.
    pub(crate) fn ty_with(&self, spell: &dyn Fn(&Type) -> TokenStream) -> TokenStream {
        match self {
            Self::Same(ty) => spell(ty),
            Self::Impl(_, bounds) => {
                let bounds = kept_bounds(&bounds.bounds);
                quote!(impl #(#bounds +)* ::core::marker::Send + 'static)
            }
            Self::Dyn(object) => {
                let bounds = kept_bounds(&object.bounds);
                quote!(::std::boxed::Box<dyn #(#bounds +)* ::core::marker::Send>)
            }
            Self::Unsized(owner) => owner.parse().unwrap_or_default(),
            Self::Slice(elem) => {
                let elem = spell(elem);
                quote!(::std::vec::Vec<#elem>)
            }
            Self::Items(item) => {
                let item = item.ty_with(spell);
                quote!(::std::vec::Vec<#item>)
            }
            Self::Option(value) => {
                let value = value.ty_with(spell);
                quote!(::core::option::Option<#value>)
            }
            Self::Cow(target) => match &**target {
                Self::Same(ty) => {
                    let ty = spell(ty);
                    quote!(<#ty as ::std::borrow::ToOwned>::Owned)
                }
                target => target.ty_with(spell),
            },
        }
    }

    /// The owned type.
    pub(crate) fn ty(&self) -> TokenStream {
        self.ty_with(&ToTokens::to_token_stream)
    }

    /// The type in the signature of `…_async`, of what is not converted.
    pub(crate) fn parameter(&self) -> TokenStream {
        match self {
            Self::Same(ty) | Self::Slice(ty) if unnameable(ty).is_some() => {
                with_sendable_impls(self.ty())
            }
            _ => self.ty(),
        }
    }

    /// Whether `…_async` takes whatever converts into the owned type. `impl Into<Vec<impl Trait>>` is not Rust.
    pub(crate) fn is_converted(&self) -> bool {
        match self {
            Self::Unsized(_) => true,
            Self::Slice(elem) => unnameable(elem).is_none(),
            Self::Cow(target) => target.is_converted(),
            _ => false,
        }
    }

    /// The name of the owned type, for messages, where it is another than the one written.
    pub(crate) fn name(&self) -> Option<String> {
        Some(match self {
            Self::Same(_) | Self::Impl(..) | Self::Option(_) | Self::Cow(_) => return None,
            Self::Unsized(owner) => owner.rsplit("::").next().map(String::from)?,
            Self::Slice(elem) => format!("Vec<{}>", spelled(elem)),
            Self::Items(item) => format!("Vec<{}>", item.name_or_spelling()),
            Self::Dyn(object) => {
                let bounds: Vec<_> = kept_bounds(&object.bounds).map(spelled).collect();
                format!("Box<dyn {} + Send>", bounds.join(" + "))
            }
        })
    }

    pub(crate) fn name_or_spelling(&self) -> String {
        self.name().unwrap_or_else(|| spelled(self.ty()))
    }

    /// The part of the owned type that borrows.
    pub(crate) fn borrow(&self) -> Option<Part<'a>> {
        match self {
            Self::Same(ty) | Self::Slice(ty) => borrow(ty),
            Self::Impl(_, it) => borrow_in(kept_bounds(&it.bounds)),
            Self::Dyn(it) => borrow_in(kept_bounds(&it.bounds)),
            Self::Unsized(_) => None,
            Self::Items(inner) | Self::Option(inner) | Self::Cow(inner) => inner.borrow(),
        }
    }

    /// The first `impl Trait` in the owned type, which then has no name.
    pub(crate) fn unnameable(&self) -> Option<Part<'a>> {
        match self {
            Self::Same(ty) | Self::Slice(ty) => unnameable(ty),
            Self::Impl(ty, _) => Some(Part::Type(ty)),
            Self::Dyn(..) | Self::Unsized(_) => None,
            Self::Items(inner) | Self::Option(inner) | Self::Cow(inner) => inner.unnameable(),
        }
    }
}

/// The bounds without `Send`, which is added, and without the lifetimes of borrows that end with the call.
fn kept_bounds<'a>(
    bounds: impl IntoIterator<Item = &'a TypeParamBound>,
) -> impl Iterator<Item = &'a TypeParamBound> {
    let kept = |bound: &&TypeParamBound| match bound {
        TypeParamBound::Trait(bound) => {
            let last = bound.path.segments.last();
            let sends = last.is_some_and(|last| last.ident == "Send");
            bound.maybe.is_none() && !sends
        }
        _ => false,
    };
    bounds.into_iter().filter(kept)
}

/// What to write in place of a borrow: a phrase such as "a `String`".
pub(crate) fn owned_phrase(found: Part) -> String {
    let Part::Type(Type::Reference(reference)) = found else {
        return String::from("an owned type");
    };
    let owned = Owned::of_target(&reference.elem);
    match owned.name() {
        Some(name) => format!("a `{name}`"),
        None => format!("an owned `{}`", spelled(&reference.elem)),
    }
}
