//! Trait objects that cannot go to another thread, as far as the spelling tells.

use proc_macro2::Ident;
use syn::{Path, TraitBound, Type, TypeParamBound, TypeTraitObject};

use crate::errors::Errors;
use crate::spelling::spelled;
use crate::types::{last_segment, named, peel, type_arguments};

/// Reports the objects in a type that is kept or given back, whose trait is one of the standard library's that say nothing of
/// threads. Of other traits, the compiler knows more.
pub(super) fn check(ty: &Type, errors: &mut Errors) {
    walk(ty, false, errors);
}

/// The same for a type that threads share.
pub(super) fn check_shared(ty: &Type, errors: &mut Errors) {
    walk(ty, true, errors);
}

/// Looks only into types that can go to another thread if what they hold can, and only then.
fn walk(ty: &Type, is_shared: bool, errors: &mut Errors) {
    const HOLD: &[&str] = &[
        "BTreeMap", "BTreeSet", "Box", "HashMap", "HashSet", "Option", "Pin", "Result", "RwLock",
        "Vec", "VecDeque",
    ];
    match peel(ty) {
        Type::TraitObject(object) => check_object(object, is_shared, errors),
        Type::Array(array) => walk(&array.elem, is_shared, errors),
        Type::Slice(slice) => walk(&slice.elem, is_shared, errors),
        Type::Tuple(tuple) => {
            let elems = tuple.elems.iter();
            elems.for_each(|elem| walk(elem, is_shared, errors));
        }
        Type::Path(_) => {
            let Some(segment) = last_segment(ty) else {
                return;
            };
            let is_shared = match segment.ident.to_string().as_str() {
                "Arc" => true,
                "Mutex" => false,
                other if HOLD.contains(&other) => is_shared,
                _ => return,
            };
            let held = type_arguments(segment).into_iter();
            held.for_each(|held| walk(held, is_shared, errors));
        }
        _ => {}
    }
}

fn check_object(object: &TypeTraitObject, is_shared: bool, errors: &mut Errors) {
    let Some(first) = traits(object).next().filter(|first| is_known(&first.path)) else {
        return;
    };
    let has = |name: &str| traits(object).any(|bound| is_called(&bound.path, name));
    // An error that can be shared is what most functions take.
    let is_error = is_called(&first.path, "Error") && !has("Send");
    let wanted = [("Send", true), ("Sync", is_shared || is_error)];
    let missing: String = wanted
        .into_iter()
        .filter(|(name, is_wanted)| *is_wanted && !has(name))
        .flat_map(|(name, _)| [" + ", name])
        .collect();
    if missing.is_empty() {
        return;
    }
    let what = if has("Send") {
        "what threads cannot share"
    } else {
        "what cannot go to another thread"
    };
    let shown = spelled(object);
    let message = format!("`{shown}` may hold {what}: write `{shown}{missing}`");
    errors.at(object, message);
}

/// A future that the method returns, and that cannot go to another thread or has no name.
pub(super) fn returned_future(ty: &Type) -> Option<&Type> {
    let is_future = |bound: &TypeParamBound| matches!(bound, TypeParamBound::Trait(bound) if is_called(&bound.path, "Future"));
    match peel(ty) {
        Type::ImplTrait(bounds) => bounds.bounds.iter().any(is_future).then_some(ty),
        Type::TraitObject(object) => {
            let is_one = object.bounds.iter().any(is_future);
            let sends = traits(object).any(|bound| is_called(&bound.path, "Send"));
            (is_one && !sends).then_some(ty)
        }
        Type::Path(_) => {
            let holder = named(ty, "Pin").or_else(|| named(ty, "Box"))?;
            returned_future(type_arguments(holder).first()?)
        }
        _ => None,
    }
}

fn traits(object: &TypeTraitObject) -> impl Iterator<Item = &TraitBound> {
    object.bounds.iter().filter_map(|bound| match bound {
        TypeParamBound::Trait(bound) => Some(bound),
        _ => None,
    })
}

fn is_called(path: &Path, name: &str) -> bool {
    path.segments.last().is_some_and(|last| last.ident == name)
}

/// Whether it is one of those traits: nothing is known of where a bare name is from.
fn is_known(path: &Path) -> bool {
    const KNOWN: &[&str] = &[
        "Any", "BufRead", "Debug", "Display", "Error", "Fn", "FnMut", "FnOnce", "Future",
        "Iterator", "Read", "Seek", "Write",
    ];
    const MODULES: &[&str] = &[
        "any", "core", "error", "fmt", "future", "io", "iter", "ops", "std",
    ];
    let is_one = |names: &[&str], ident: &Ident| names.iter().any(|name| ident == name);
    let mut segments = path.segments.iter().map(|segment| &segment.ident);
    let module = (path.segments.len() > 1).then(|| segments.next()).flatten();
    let name = segments.next_back();
    name.is_some_and(|name| is_one(KNOWN, name))
        && module.is_none_or(|module| is_one(MODULES, module))
}
