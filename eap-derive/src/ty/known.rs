//! The table of the standard library's names. What is not in it is a name like any other.
//!
//! A bare name, or one in a module, can be the user's own. Where it matters, the documentation says how to tell: `self::Path`.

use syn::{GenericArgument, Lifetime, Path, PathArguments, PathSegment, Type};

use super::shape::{as_path, last_segment, peel, type_arguments};

/// Unsized types by module and name, and the types that own them.
const UNSIZED: &[(&str, &str, &str)] = &[
    ("primitive", "str", "::std::string::String"),
    ("path", "Path", "::std::path::PathBuf"),
    ("ffi", "OsStr", "::std::ffi::OsString"),
    ("ffi", "CStr", "::std::ffi::CString"),
];

/// The path of the type that owns this unsized one.
pub(crate) fn owner(ty: &Type) -> Option<&'static str> {
    let path = as_path(ty).filter(|path| path.qself.is_none())?;
    let last = path.path.segments.last()?;
    let (module, _, owner) = UNSIZED.iter().find(|(_, name, _)| last.ident == name)?;
    (last.arguments.is_none() && is_of(&path.path, module)).then_some(*owner)
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

/// Whether it is the path of such a type, without its lifetime.
pub(crate) fn hides_lifetime(path: &Path) -> bool {
    let (Some(first), Some(last)) = (path.segments.first(), path.segments.last()) else {
        return false;
    };
    let is_known = HIDE_A_LIFETIME.iter().any(|name| last.ident == name);
    is_known && path.segments.len() > 1 && is_std(first) && lifetime(last).is_none()
}

/// The `B` of a `Cow<'_, B>` that borrows.
pub(crate) fn borrowing_cow(ty: &Type) -> Option<&Type> {
    let path = &as_path(ty)?.path;
    let cow = path.segments.last().filter(|last| last.ident == "Cow")?;
    let target = *type_arguments(cow).first()?;
    let borrows = match lifetime(cow) {
        Some(lifetime) => lifetime.ident != "static",
        None => matches!(peel(target), Type::Slice(_)) || owner(target).is_some(),
    };
    (borrows && is_of(path, "borrow")).then_some(target)
}

fn lifetime(segment: &PathSegment) -> Option<&Lifetime> {
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return None;
    };
    match arguments.args.first() {
        Some(GenericArgument::Lifetime(lifetime)) => Some(lifetime),
        _ => None,
    }
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
    let names = ["std", "core", "alloc"];
    names.iter().any(|name| segment.ident == name)
}
