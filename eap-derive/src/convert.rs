//! The table of parameters: what `…_async` takes, and keeps while the operation runs, for what the method borrows.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Path, Type, TypeImplTrait, TypeParamBound, TypePath, TypeTraitObject};

use crate::borrow::{Borrow, borrow, borrow_of_traits};
use crate::spelling::spelled;
use crate::types::{is_std, nameless, peel, with_kept_impls};

/// The owned type behind a parameter.
pub(crate) enum Owned<'a> {
    /// The type itself.
    Same(&'a Type),
    /// `impl Trait`, which becomes a parameter of `…_async` that can go to another thread.
    Impl(&'a TypeImplTrait),
    Str,
    Path,
    OsStr,
    CStr,
    Slice(&'a Type),
    Dyn(&'a TypeTraitObject),
}

impl<'a> Owned<'a> {
    /// What is kept for a parameter of type `ty`, or of a reference to it.
    pub(crate) fn of(ty: &'a Type) -> Self {
        match peel(ty) {
            Type::Slice(slice) => Self::Slice(&slice.elem),
            Type::TraitObject(object) => Self::Dyn(object),
            Type::ImplTrait(bounds) => Self::Impl(bounds),
            same => Self::unsized_path(same).unwrap_or(Self::Same(same)),
        }
    }

    fn unsized_path(ty: &Type) -> Option<Self> {
        let Type::Path(TypePath {
            qself: None, path, ..
        }) = ty
        else {
            return None;
        };
        let known = [
            ("primitive", "str", Self::Str),
            ("path", "Path", Self::Path),
            ("ffi", "OsStr", Self::OsStr),
            ("ffi", "CStr", Self::CStr),
        ];
        let last = path
            .segments
            .last()
            .filter(|last| last.arguments.is_none())?;
        let mut known = known.into_iter();
        let (module, _, owned) = known.find(|(_, name, _)| last.ident == name)?;
        is_of(path, module).then_some(owned)
    }

    /// The name of the owned type, for messages, where it is another than the one written.
    pub(crate) fn name(&self) -> Option<String> {
        let name = match self {
            Self::Same(_) | Self::Impl(_) => return None,
            Self::Str => "String",
            Self::Path => "PathBuf",
            Self::OsStr => "OsString",
            Self::CStr => "CString",
            Self::Slice(elem) => return Some(format!("Vec<{}>", spelled(elem))),
            Self::Dyn(object) => {
                let bounds = kept_bounds(object.bounds.iter());
                let bounds: Vec<_> = bounds.map(spelled).collect();
                return Some(format!("Box<dyn {} + Send>", bounds.join(" + ")));
            }
        };
        Some(String::from(name))
    }

    /// The type that is kept.
    pub(crate) fn ty(&self) -> TokenStream {
        self.ty_with(ToTokens::to_token_stream)
    }

    /// The type that is kept, its written part spelled by `spell`.
    pub(crate) fn ty_with(&self, spell: impl FnOnce(&Type) -> TokenStream) -> TokenStream {
        match self {
            Self::Same(ty) => spell(ty),
            Self::Impl(bounds) => {
                let bounds = kept_bounds(bounds.bounds.iter());
                quote!(impl #(#bounds +)* ::core::marker::Send + 'static)
            }
            Self::Str => quote!(::std::string::String),
            Self::Path => quote!(::std::path::PathBuf),
            Self::OsStr => quote!(::std::ffi::OsString),
            Self::CStr => quote!(::std::ffi::CString),
            Self::Slice(elem) => {
                let elem = spell(elem);
                quote!(::std::vec::Vec<#elem>)
            }
            Self::Dyn(object) => {
                let bounds = kept_bounds(object.bounds.iter());
                let keyword = &object.dyn_token;
                // It ends where the written one does, so that what is wrong with both is said once.
                let end = object.bounds.to_token_stream().into_iter().last();
                let end = end.map_or_else(Span::call_site, |last| last.span());
                let end = quote_spanned!(end=> +);
                quote!(::std::boxed::Box<#keyword #(#bounds +)* ::core::marker::Send #end>)
            }
        }
    }

    /// The type in the signature of `…_async`; what the compiler says of a bound in it, it says at `place`.
    pub(crate) fn parameter(&self, place: Span) -> TokenStream {
        let ty = self.ty();
        match self {
            Self::Str => {
                quote_spanned!(place=> impl ::core::convert::Into<::std::string::String>)
            }
            Self::Same(written) | Self::Slice(written) if nameless(written).is_some() => {
                with_kept_impls(ty)
            }
            _ => ty,
        }
    }

    /// The part of the kept type that borrows.
    pub(crate) fn borrow(&self) -> Option<Borrow<'a>> {
        match self {
            Self::Same(ty) | Self::Slice(ty) => borrow(ty),
            Self::Impl(bounds) => borrow_of_traits(&bounds.bounds),
            Self::Dyn(object) => borrow_of_traits(&object.bounds),
            Self::Str | Self::Path | Self::OsStr | Self::CStr => None,
        }
    }

    /// Whether it has bounds, and they borrow.
    pub(crate) fn has_borrowing_bounds(&self) -> bool {
        let has_bounds = match self {
            Self::Same(ty) | Self::Slice(ty) => nameless(ty).is_some(),
            _ => true,
        };
        has_bounds && self.borrow().is_some()
    }

    /// Whether `…_async` takes whatever converts into the type that is kept.
    pub(crate) fn is_converted(&self) -> bool {
        matches!(self, Self::Str)
    }

    /// Whether a reference has to be taken to what a box holds; the others coerce.
    pub(crate) fn is_boxed(&self) -> bool {
        matches!(self, Self::Dyn(_))
    }
}

/// Whether a path leads, as far as its spelling tells, to what is in this module of the standard library: a bare name may.
fn is_of(path: &Path, module: &str) -> bool {
    let mut modules = path.segments.iter().rev().skip(1);
    let Some(last) = modules.next() else {
        return true;
    };
    let first = modules.last().unwrap_or(last);
    last.ident == module && (first.ident == module || is_std(&first.ident))
}

/// The bounds without `Send`, which is added, and without the lifetimes of borrows that end with the call.
fn kept_bounds<'a>(
    bounds: impl Iterator<Item = &'a TypeParamBound>,
) -> impl Iterator<Item = TokenStream> {
    let kept = |bound: &&TypeParamBound| match bound {
        TypeParamBound::Trait(bound) => {
            let unsizes = bound.maybe.is_some();
            let sends = bound
                .path
                .segments
                .last()
                .is_some_and(|last| last.ident == "Send");
            !unsizes && !sends
        }
        _ => false,
    };
    bounds.filter(kept).map(ToTokens::to_token_stream)
}
