//! What the attributes say: `#[event_async(…)]` on the impl block and on a method, `#[out]`, `#[inout]`, `#[cancel]` and
//! `#[progress]` on a parameter.

use std::rc::Rc;

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::{Attribute, Expr, FnArg, Member, Meta, Path, PathSegment, Token, Type};

use crate::attributes::attributes;
use crate::errors::Errors;
use crate::grammar::{self, Place};
use crate::lift::RawAttribute;
use crate::nearness;
use crate::parameters;
use crate::spelling::spelled;
use crate::types::{as_reference, named};
use crate::values::Value;

#[derive(Default)]
pub(crate) struct ImplOptions {
    pub(crate) concurrent: bool,
    /// With the `=` before it, as the place for messages of the compiler.
    pub(crate) user_state: Option<(Token![=], Box<Type>)>,
    pub(crate) multiple_operations: bool,
    pub(crate) events: Option<Member>,
    pub(crate) runtime: Option<Path>,
    pub(crate) faces: Faces,
}

/// What is generated beside the events.
#[derive(Clone, Copy, Default)]
pub(crate) struct Faces {
    pub(crate) begin_end: bool,
    pub(crate) future: bool,
}

impl Faces {
    /// Takes an option that asks for one. `false` for any other.
    fn take(&mut self, key: &Ident) -> bool {
        if key == "begin_end" {
            self.begin_end = true;
        } else if key == "future" {
            self.future = true;
        } else {
            return false;
        }
        true
    }

    fn add(&mut self, other: Self) {
        self.begin_end |= other.begin_end;
        self.future |= other.future;
    }
}

#[derive(Clone, Default)]
pub(crate) struct MethodOptions {
    pub(crate) result: Option<Ident>,
    /// Shared by the variants of the method.
    pub(crate) completed_args: Option<Rc<Path>>,
    pub(crate) fallible: Option<Ident>,
    pub(crate) faces: Faces,
}

/// The attributes of one parameter. Each keeps its name, as the place for messages.
#[derive(Default)]
pub(crate) struct ParameterOptions {
    pub(crate) out: Option<Ident>,
    pub(crate) inout: Option<Ident>,
    pub(crate) cancel: Option<Ident>,
    pub(crate) progress: Option<Ident>,
    pub(crate) name: Option<Ident>,
    pub(crate) init: Option<Box<Expr>>,
    pub(crate) coalesce: bool,
    /// One of these attributes in a `cfg_attr`.
    pub(crate) conditional: Option<Ident>,
}

/// The attributes that have a meaning on a parameter, and are taken off it.
const PARAMETER_ATTRIBUTES: &[&str] = &["out", "inout", "cancel", "progress"];

/// Whether an attribute of this name has a meaning on a parameter.
pub(crate) fn is_parameter_attribute(name: &Ident) -> bool {
    PARAMETER_ATTRIBUTES.iter().any(|known| name == known)
}

/// What they may be called by those who come from elsewhere.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("cancellation", "cancel"),
    ("cancellation_token", "cancel"),
    ("output", "out"),
];

/// The attribute that was meant by this name on a parameter, which may be misspelt.
pub(crate) fn meant(name: &Ident) -> Option<&'static str> {
    let name = name.to_string();
    let mut others = OTHER_NAMES.iter();
    let other = others.find_map(|(other, known)| (*other == name).then_some(*known));
    let names = PARAMETER_ATTRIBUTES.iter().copied();
    other.or_else(|| nearness::nearest(&name, names, nearness::closer))
}

/// What is written at one place, where it may belong to another.
#[derive(Default)]
pub(crate) struct Written {
    pub(crate) of_impl: ImplOptions,
    pub(crate) of_method: MethodOptions,
}

impl Written {
    /// The options of an impl block's attribute.
    pub(crate) fn on_impl(written: TokenStream, errors: &mut Errors) -> Self {
        let mut all = Self::default();
        all.read(Place::Impl, written, errors);
        all
    }

    /// The options of a method's attribute.
    pub(crate) fn on_method(attribute: &RawAttribute, errors: &mut Errors) -> Self {
        let mut all = Self::default();
        if let Some(written) = arguments(attribute) {
            all.read(Place::Method, written, errors);
        } else {
            let message = "options go in parentheses: write `#[event_async(…)]`";
            errors.at(attribute, message);
        }
        all
    }

    fn read(&mut self, place: Place, written: TokenStream, errors: &mut Errors) {
        let Self { of_impl, of_method } = self;
        for (key, value) in grammar::parse(place, written, errors) {
            let faces = match place {
                Place::Impl => &mut of_impl.faces,
                _ => &mut of_method.faces,
            };
            match value {
                Value::Flag if faces.take(&key) => {}
                Value::Flag if key == "concurrent" => of_impl.concurrent = true,
                Value::Flag if key == "multiple_operations" => of_impl.multiple_operations = true,
                Value::Flag if key == "fallible" => of_method.fallible = Some(key),
                Value::Type(equals, ty) => of_impl.user_state = Some((equals, ty)),
                Value::Field(field) => of_impl.events = Some(field),
                Value::Path(path) if key == "crate" => of_impl.runtime = Some(path),
                Value::Path(path) => match handled_args(&path) {
                    Some(args) => {
                        let message = format!(
                            "`{}` is what handlers are, not what they are told: write `completed_args = {args}`",
                            spelled(&path)
                        );
                        errors.at(path, message);
                    }
                    None => of_method.completed_args = Some(Rc::new(path)),
                },
                Value::Name(name) if key == "result" => of_method.result = Some(name),
                Value::Flag | Value::Name(_) | Value::Expr(_) => {}
            }
        }
    }

    /// Adds what another attribute says.
    pub(crate) fn add(&mut self, other: Self) {
        self.of_impl.add(other.of_impl);
        self.of_method.add(other.of_method);
    }
}

/// What stands in the parentheses of an attribute, if nothing else follows its name.
pub(crate) fn arguments(attribute: &RawAttribute) -> Option<TokenStream> {
    match attribute.arguments().as_slice() {
        [] => Some(TokenStream::new()),
        [TokenTree::Group(group)] if group.delimiter() == Delimiter::Parenthesis => {
            Some(group.stream())
        }
        _ => None,
    }
}

impl ImplOptions {
    /// Takes over what is not known yet.
    pub(crate) fn add(&mut self, other: Self) {
        self.concurrent |= other.concurrent;
        self.multiple_operations |= other.multiple_operations;
        self.faces.add(other.faces);
        self.user_state = self.user_state.take().or(other.user_state);
        self.events = self.events.take().or(other.events);
        self.runtime = self.runtime.take().or(other.runtime);
    }
}

impl MethodOptions {
    /// Takes over what is not known yet.
    pub(crate) fn add(&mut self, other: Self) {
        self.faces.add(other.faces);
        self.result = self.result.take().or(other.result);
        self.completed_args = self.completed_args.take().or(other.completed_args);
        self.fallible = self.fallible.take().or(other.fallible);
    }
}

/// The name of the args that the handlers of this name take, if it is one of handlers.
fn handled_args(path: &Path) -> Option<String> {
    let name = path.segments.last()?.ident.to_string();
    let event = name.strip_suffix("EventHandler")?;
    Some(format!("{event}EventArgs"))
}

/// An option of a parameter that stands there as an attribute, and what takes it.
fn loose_option(name: &Ident, input: &FnArg) -> Option<Place> {
    let FnArg::Typed(typed) = input else {
        return None;
    };
    let is_marked = |role| attributes(input).iter().any(|it| it.path().is_ident(role));
    let reference = as_reference(&typed.ty);
    let is_mutable = reference.is_some_and(|reference| reference.mutability.is_some());
    match name.to_string().as_str() {
        // Those of other crates may be called so, too.
        "coalesce" => {
            let target = reference.map_or(&*typed.ty, |reference| &reference.elem);
            named(target, "Progress").map(|_| Place::Progress)
        }
        "init" if is_mutable => Some(Place::Out),
        "name" if is_marked("out") => Some(Place::Out),
        "name" if is_mutable => Some(Place::InOut),
        _ => None,
    }
}

/// The names of the options that stand there as attributes.
pub(crate) fn loose(input: &FnArg) -> impl Iterator<Item = &Ident> {
    let names = attributes(input).iter();
    let names = names.filter_map(|attribute| attribute.path().get_ident());
    names.filter(|name| loose_option(name, input).is_some())
}

impl ParameterOptions {
    pub(crate) fn parse(input: &FnArg, errors: &mut Errors) -> Self {
        let mut options = Self::default();
        for attribute in attributes(input) {
            let Some(PathSegment { ident: name, .. }) = attribute.path().segments.last() else {
                continue;
            };
            if name == "cfg_attr" {
                let meta = attribute.meta.to_token_stream();
                let found = parameters::helper(meta, is_parameter_attribute);
                options.conditional = options.conditional.or(found);
            }
            if let Some(place) = loose_option(name, input) {
                options.read_loose(place, attribute, name, errors);
            }
            let Some(known) = meant(name) else {
                continue;
            };
            if name != known {
                let message = format!("unknown attribute `#[{name}]`; did you mean `#[{known}]`?");
                errors.at(name, message);
            }
            let (place, slot) = match known {
                "out" => (Place::Out, &mut options.out),
                "inout" => (Place::InOut, &mut options.inout),
                "cancel" => (Place::Cancel, &mut options.cancel),
                _ => (Place::Progress, &mut options.progress),
            };
            if slot.replace(name.clone()).is_some() {
                errors.at(attribute, format_args!("`#[{name}]` is given twice"));
            }
            options.read(place, &attribute.meta, name, errors);
        }
        options
    }

    fn read(&mut self, place: Place, meta: &Meta, name: &Ident, errors: &mut Errors) {
        let written = match meta {
            Meta::Path(_) => return,
            Meta::List(list) => list.tokens.clone(),
            Meta::NameValue(_) => {
                let message = format!("options go in parentheses: write `#[{name}(…)]`");
                errors.at(name, message);
                return;
            }
        };
        self.take(place, grammar::parse(place, written, errors));
    }

    fn read_loose(
        &mut self,
        place: Place,
        attribute: &Attribute,
        name: &Ident,
        errors: &mut Errors,
    ) {
        let (role, slot) = match place {
            Place::Progress => ("progress", &mut self.progress),
            Place::InOut => ("inout", &mut self.inout),
            _ => ("out", &mut self.out),
        };
        slot.get_or_insert_with(|| name.clone());
        let written = attribute.meta.to_token_stream();
        let found = grammar::parse(place, written, &mut Errors::default());
        let value = found.first().map(|(_, value)| match value {
            Value::Name(value) => format!(" = {value}"),
            Value::Expr(value) => format!(" = {}", spelled(value)),
            _ => String::new(),
        });
        let value = value.unwrap_or_else(|| String::from(" = …"));
        errors.at(
            attribute,
            format_args!("`{name}` is an option: write `#[{role}({name}{value})]`"),
        );
        self.take(place, found);
    }

    fn take(&mut self, place: Place, options: Vec<(Ident, Value)>) {
        for (key, value) in options {
            match value {
                Value::Name(name) if key == "name" => self.name = Some(name),
                Value::Expr(expr) if place == Place::Out => self.init = Some(expr),
                Value::Flag if key == "coalesce" && place == Place::Progress => {
                    self.coalesce = true;
                }
                _ => {}
            }
        }
    }

    /// The attributes that say what the parameter is, at most one of which makes sense.
    pub(crate) fn roles(&self) -> impl Iterator<Item = &Ident> {
        [&self.out, &self.inout, &self.cancel, &self.progress]
            .into_iter()
            .flatten()
    }
}
