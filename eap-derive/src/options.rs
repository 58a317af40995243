//! What the attributes say: `#[event_async(…)]` on the impl block and on a method, `#[out]`, `#[inout]`, `#[cancel]` and
//! `#[progress]` on a parameter.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::{Attribute, Expr, Member, Meta, Path, PathSegment, Token, Type};

use crate::errors::Errors;
use crate::grammar::{self, Place, Value};
use crate::lift::RawAttribute;
use crate::parameters;
use crate::spelling::spelled;

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
}

#[derive(Default)]
pub(crate) struct MethodOptions {
    pub(crate) result: Option<Ident>,
    pub(crate) completed_args: Option<Path>,
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
    other.or_else(|| grammar::nearest(&name, names, grammar::closer))
}

impl ImplOptions {
    pub(crate) fn parse(written: TokenStream, errors: &mut Errors) -> Self {
        let mut options = Self::default();
        for (key, value) in grammar::parse(Place::Impl, written, errors) {
            match value {
                Value::Flag if options.faces.take(&key) => {}
                Value::Flag if key == "concurrent" => options.concurrent = true,
                Value::Flag => options.multiple_operations = true,
                Value::Type(equals, ty) => options.user_state = Some((equals, ty)),
                Value::Field(field) => options.events = Some(field),
                Value::Path(path) => options.runtime = Some(path),
                Value::Name(_) | Value::Expr(_) => {}
            }
        }
        options
    }
}

impl MethodOptions {
    pub(crate) fn parse(attribute: &RawAttribute, errors: &mut Errors) -> Self {
        let mut options = Self::default();
        let written = match attribute.arguments().as_slice() {
            [] => TokenStream::new(),
            [TokenTree::Group(group)] if group.delimiter() == Delimiter::Parenthesis => {
                group.stream()
            }
            _ => {
                let message = "options go in parentheses: write `#[event_async(…)]`";
                errors.at(attribute, message);
                return options;
            }
        };
        for (key, value) in grammar::parse(Place::Method, written, errors) {
            match value {
                Value::Name(name) => options.result = Some(name),
                Value::Path(path) => match handled_args(&path) {
                    Some(args) => {
                        let message = format!(
                            "`{}` is what handlers are, not what they are told: write `completed_args = {args}`",
                            spelled(&path)
                        );
                        errors.at(path, message);
                    }
                    None => options.completed_args = Some(path),
                },
                Value::Flag if options.faces.take(&key) => {}
                Value::Flag => options.fallible = Some(key),
                Value::Field(_) | Value::Type(..) | Value::Expr(_) => {}
            }
        }
        options
    }
}

/// The name of the args that the handlers of this name take, if it is one of handlers.
fn handled_args(path: &Path) -> Option<String> {
    let name = path.segments.last()?.ident.to_string();
    let event = name.strip_suffix("EventHandler")?;
    Some(format!("{event}EventArgs"))
}

impl ParameterOptions {
    pub(crate) fn parse(attributes: &[Attribute], errors: &mut Errors) -> Self {
        let mut options = Self::default();
        for attribute in attributes {
            let Some(PathSegment { ident: name, .. }) = attribute.path().segments.last() else {
                continue;
            };
            if name == "cfg_attr" {
                let meta = attribute.meta.to_token_stream();
                let found = parameters::helper(meta, is_parameter_attribute);
                options.conditional = options.conditional.or(found);
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
        for (_, value) in grammar::parse(place, written, errors) {
            match value {
                Value::Name(name) => self.name = Some(name),
                Value::Expr(expr) => self.init = Some(expr),
                Value::Flag => self.coalesce = true,
                Value::Field(_) | Value::Type(..) | Value::Path(_) => {}
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
