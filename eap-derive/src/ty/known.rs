//! The table of the standard library's names. What is not in it is a name like any other.
//!
//! A bare name, or one in a module, can be the user's own. Where it matters, the documentation says how to tell: `self::Path`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Path, PathSegment, Type};

use super::shape::{as_path, last_segment, peel, type_arguments};

/// An unsized type and the type that owns it.
#[derive(Clone, Copy)]
pub(crate) struct Unsized {
    module: &'static str,
    name: &'static str,
    pub(crate) owned: &'static str,
}

const UNSIZED: &[Unsized] = &[
    Unsized {
        module: "primitive",
        name: "str",
        owned: "String",
    },
    Unsized {
        module: "path",
        name: "Path",
        owned: "PathBuf",
    },
    Unsized {
        module: "ffi",
        name: "OsStr",
        owned: "OsString",
    },
    Unsized {
        module: "ffi",
        name: "CStr",
        owned: "CString",
    },
];

impl Unsized {
    pub(crate) fn of(ty: &Type) -> Option<Self> {
        let path = as_path(ty).filter(|path| path.qself.is_none())?;
        let last = path
            .path
            .segments
            .last()
            .filter(|last| last.arguments.is_none())?;
        let known = UNSIZED.iter().find(|known| last.ident == known.name)?;
        is_of(&path.path, known.module).then_some(*known)
    }

    /// The path of the type that owns it.
    pub(crate) fn owned_path(self) -> TokenStream {
        match self.owned {
            "PathBuf" => quote!(::std::path::PathBuf),
            "OsString" => quote!(::std::ffi::OsString),
            "CString" => quote!(::std::ffi::CString),
            _ => quote!(::std::string::String),
        }
    }
}

/// The types of the standard library whose lifetime can be left out. That hides a borrow, so a path has to say that they are
/// the standard library's: others may be called so and own what they hold.
const HIDE_A_LIFETIME: &[&str] = &[
    "Chars",
    "Cow",
    "Drain",
    "Entry",
    "Formatter",
    "Iter",
    "IterMut",
    "MutexGuard",
    "Ref",
    "RefMut",
    "RwLockReadGuard",
    "RwLockWriteGuard",
    "StdoutLock",
];

/// The segment of a path to such a type, if its lifetime is left out.
pub(crate) fn hidden_lifetime(path: &Path) -> Option<&PathSegment> {
    let first = path.segments.first()?;
    let last = path.segments.last()?;
    let is_known = HIDE_A_LIFETIME.iter().any(|name| last.ident == name);
    (is_known && path.segments.len() > 1 && is_std(first) && !has_lifetime(last)).then_some(last)
}

/// The `B` of a `Cow<'_, B>` that borrows.
pub(crate) fn borrowing_cow(ty: &Type) -> Option<&Type> {
    let path = &as_path(ty)?.path;
    let cow = path.segments.last().filter(|last| last.ident == "Cow")?;
    let target = *type_arguments(cow).first()?;
    let is_unsized = matches!(peel(target), Type::Slice(_)) || Unsized::of(target).is_some();
    let borrows = if has_lifetime(cow) {
        !has_static(cow)
    } else {
        is_unsized
    };
    (borrows && is_of(path, "borrow")).then_some(target)
}

fn lifetimes(segment: &PathSegment) -> impl Iterator<Item = &syn::Lifetime> {
    let arguments = match &segment.arguments {
        syn::PathArguments::AngleBracketed(arguments) => Some(arguments.args.iter()),
        _ => None,
    };
    arguments
        .into_iter()
        .flatten()
        .filter_map(|argument| match argument {
            syn::GenericArgument::Lifetime(lifetime) => Some(lifetime),
            _ => None,
        })
}

fn has_lifetime(segment: &PathSegment) -> bool {
    lifetimes(segment).next().is_some()
}

fn has_static(segment: &PathSegment) -> bool {
    lifetimes(segment).any(|lifetime| lifetime.ident == "static")
}

/// The error of a `Result`.
#[derive(Clone, Copy)]
pub(crate) enum ErrorType<'a> {
    Written(&'a Type),
    Io,
    Fmt,
}

/// The types of a `Result`, where its spelling shows them.
pub(crate) fn result_types(ty: &Type) -> Option<(Option<&Type>, ErrorType<'_>)> {
    let path = &as_path(ty)?.path;
    let last = path.segments.last().filter(|last| last.ident == "Result")?;
    let is_bare = path.segments.len() == 1;
    let is_in = |module| !is_bare && is_of(path, module);
    match type_arguments(last).as_slice() {
        [ok, error] if is_in("result") || is_bare && is_error(error) => {
            Some((Some(ok), ErrorType::Written(error)))
        }
        [ok] if is_in("io") => Some((Some(ok), ErrorType::Io)),
        [] if is_in("fmt") => Some((None, ErrorType::Fmt)),
        _ => None,
    }
}

/// Whether a type is spelled like an error. The second argument of a `Result` that is not may be that of an alias, such as
/// `type Result<T, P> = core::result::Result<T, Error<P>>`.
fn is_error(ty: &Type) -> bool {
    const NAMES: &[&str] = &[
        "Box",
        "Cancelled",
        "E",
        "Failure",
        "Fault",
        "Infallible",
        "String",
    ];
    match peel(ty) {
        Type::Tuple(tuple) => tuple.elems.is_empty(),
        Type::Reference(_) => true,
        other => last_segment(other).is_some_and(|last| {
            let name = last.ident.to_string();
            NAMES.contains(&name.as_str()) || name.ends_with("Error") || name.ends_with("Err")
        }),
    }
}

/// Whether the path is spelled like a primitive type.
pub(crate) fn is_primitive(path: &Path) -> bool {
    const NAMES: &[&str] = &[
        "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "str", "u8",
        "u16", "u32", "u64", "u128", "usize",
    ];
    path.get_ident()
        .is_some_and(|ident| NAMES.iter().any(|name| ident == name))
}

/// Whether a path is spelled like one to this module of the standard library. A bare name may be imported from it.
fn is_of(path: &Path, module: &str) -> bool {
    let mut segments = path.segments.iter().rev().skip(1);
    let Some(last) = segments.next() else {
        return path.leading_colon.is_none();
    };
    let first = segments.last();
    last.ident == module && first.is_none_or(is_std)
}

fn is_std(segment: &PathSegment) -> bool {
    ["std", "core", "alloc"]
        .iter()
        .any(|name| segment.ident == name)
}
