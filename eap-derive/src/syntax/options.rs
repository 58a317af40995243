//! The options there are, where each belongs and what it takes: one table, from which parsing and messages are made.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::{Expr, Member, Path, Token, Type};

use super::depth;
use crate::errors::Errors;
use crate::text::nearest;

/// Where options can be written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Site {
    Impl,
    Method,
    Out,
    InOut,
    Cancel,
    Progress,
}

impl Site {
    fn describe(self) -> &'static str {
        match self {
            Self::Impl => "the impl block's `#[event_async]`",
            Self::Method => "a method's `#[event_async]`",
            Self::Out => "`#[out]`",
            Self::InOut => "`#[inout]`",
            Self::Cancel => "`#[cancel]`",
            Self::Progress => "`#[progress]`",
        }
    }
}

/// What is generated beside the events.
#[derive(Clone, Copy, Default)]
pub(crate) struct Faces {
    pub(crate) begin_end: bool,
    pub(crate) future: bool,
    pub(crate) then: bool,
}

/// The options of one attribute. Those that belong elsewhere are in it, too, once they are reported.
#[derive(Default)]
pub(crate) struct Options {
    pub(crate) concurrent: bool,
    /// With the `=` before it, where the compiler's messages about it go.
    pub(crate) user_state: Option<(Token![=], Box<Type>)>,
    pub(crate) multiple_operations: bool,
    pub(crate) events: Option<Member>,
    pub(crate) types_prefix: Option<Ident>,
    pub(crate) runtime: Option<Path>,
    pub(crate) faces: Faces,
    pub(crate) result: Option<Ident>,
    pub(crate) completed_args: Option<Path>,
    pub(crate) fallible: Option<Ident>,
    pub(crate) name: Option<Ident>,
    pub(crate) init: Option<Box<Expr>>,
    pub(crate) coalesce: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Flag,
    Name,
    Field,
    Type,
    Path,
    Expr,
}

impl Shape {
    fn describe(self) -> &'static str {
        match self {
            Self::Flag => "no value",
            Self::Name => "a name",
            Self::Field => "the name of a field",
            Self::Type => "a type",
            Self::Path => "a path",
            Self::Expr => "an expression",
        }
    }
}

struct Entry {
    name: &'static str,
    sites: &'static [Site],
    shape: Shape,
    example: &'static str,
}

const fn entry(
    name: &'static str,
    sites: &'static [Site],
    shape: Shape,
    example: &'static str,
) -> Entry {
    Entry {
        name,
        sites,
        shape,
        example,
    }
}

const BOTH: &[Site] = &[Site::Impl, Site::Method];

const TABLE: &[Entry] = &[
    entry("concurrent", &[Site::Impl], Shape::Flag, "concurrent"),
    entry(
        "user_state",
        &[Site::Impl],
        Shape::Type,
        "user_state = TaskId",
    ),
    entry(
        "multiple_operations",
        &[Site::Impl],
        Shape::Flag,
        "multiple_operations",
    ),
    entry("events", &[Site::Impl], Shape::Field, "events = field"),
    entry("begin_end", BOTH, Shape::Flag, "begin_end"),
    entry("future", BOTH, Shape::Flag, "future"),
    entry("then", BOTH, Shape::Flag, "then"),
    entry(
        "types_prefix",
        &[Site::Impl],
        Shape::Name,
        "types_prefix = Prefix",
    ),
    entry(
        "crate",
        &[Site::Impl],
        Shape::Path,
        "crate = path::to::eap_runtime",
    ),
    entry("result", &[Site::Method], Shape::Name, "result = name"),
    entry(
        "completed_args",
        &[Site::Method],
        Shape::Path,
        "completed_args = OtherCompletedEventArgs",
    ),
    entry("fallible", &[Site::Method], Shape::Flag, "fallible"),
    entry(
        "name",
        &[Site::Out, Site::InOut],
        Shape::Name,
        "name = accessor",
    ),
    entry("init", &[Site::Out], Shape::Expr, "init = expression"),
    entry("coalesce", &[Site::Progress], Shape::Flag, "coalesce"),
];

impl Entry {
    /// Where the option belongs, in words.
    fn belongs(&self) -> String {
        let sites: Vec<_> = self.sites.iter().map(|site| site.describe()).collect();
        sites.join(" and ")
    }
}

impl Options {
    /// Parses the options written at a site. A mistake costs its own option at most, and no other.
    pub(crate) fn parse(site: Site, written: TokenStream, errors: &mut Errors) -> Self {
        let mut options = Self::default();
        let mut given: Vec<Ident> = Vec::new();
        let parser = |input: ParseStream| {
            while !input.is_empty() {
                match options.option(site, input, &mut given) {
                    Ok(()) => {}
                    Err(error) => errors.push(error),
                }
                while !is_at_end(input) {
                    input.parse::<TokenTree>()?;
                }
                input.parse::<Option<Token![,]>>()?;
            }
            Ok(())
        };
        let parsed = depth::check(&written).and_then(|()| parser.parse2(written));
        if let Err(error) = parsed {
            errors.push(error);
        }
        options
    }

    fn option(
        &mut self,
        site: Site,
        input: ParseStream,
        given: &mut Vec<Ident>,
    ) -> syn::Result<()> {
        let Ok(key) = input.call(Ident::parse_any) else {
            return Err(input.error(format!("expected an option; {}", allowed(site))));
        };
        let mistake = |message: String| Err(syn::Error::new_spanned(&key, message));
        let Some(entry) = TABLE.iter().find(|entry| key == entry.name) else {
            let (message, near) = unknown(site, &key);
            // What was meant is taken, so that nobody misses what it asks for. Everything depends on `crate`.
            if let Some(entry) = near.filter(|entry| entry.name != "crate") {
                let key = Ident::new(entry.name, key.span());
                let _ = self.value(entry, &key, input);
            }
            return mistake(message);
        };
        if given.contains(&key) {
            return mistake(format!("the option `{key}` is given twice"));
        }
        given.push(key.clone());
        if self.value(entry, &key, input).is_err() || !is_at_end(input) {
            let what = entry.shape.describe();
            return mistake(format!("`{key}` takes {what}: write `{}`", entry.example));
        }
        if entry.sites.contains(&site) {
            return Ok(());
        }
        mistake(format!(
            "`{key}` belongs to {}, not to {}",
            entry.belongs(),
            site.describe()
        ))
    }

    /// Reads an option's value.
    fn value(&mut self, entry: &Entry, key: &Ident, input: ParseStream) -> syn::Result<()> {
        let equals = match entry.shape {
            Shape::Flag => None,
            _ => Some(input.parse::<Token![=]>()?),
        };
        match entry.name {
            "concurrent" => self.concurrent = true,
            "multiple_operations" => self.multiple_operations = true,
            "begin_end" => self.faces.begin_end = true,
            "future" => self.faces.future = true,
            "then" => self.faces.then = true,
            "coalesce" => self.coalesce = true,
            "fallible" => self.fallible = Some(key.clone()),
            "user_state" => {
                let ty = input.parse()?;
                self.user_state = equals.map(|equals| (equals, Box::new(ty)));
            }
            "events" => self.events = Some(input.parse()?),
            "types_prefix" => self.types_prefix = Some(input.parse()?),
            "crate" => self.runtime = Some(input.call(Path::parse_mod_style)?),
            "result" => self.result = Some(input.parse()?),
            "completed_args" => self.completed_args = Some(input.parse()?),
            "name" => self.name = Some(input.parse()?),
            "init" => self.init = Some(input.parse()?),
            _ => {}
        }
        Ok(())
    }

    /// Takes over what belongs to the impl block and is written on a method.
    pub(crate) fn adopt(&mut self, of_method: &mut Self) {
        self.concurrent |= of_method.concurrent;
        self.multiple_operations |= of_method.multiple_operations;
        self.user_state = self.user_state.take().or(of_method.user_state.take());
        self.events = self.events.take().or(of_method.events.take());
        self.types_prefix = self.types_prefix.take().or(of_method.types_prefix.take());
        self.runtime = self.runtime.take().or(of_method.runtime.take());
    }
}

/// Whether an option ends here.
fn is_at_end(input: ParseStream) -> bool {
    input.is_empty() || input.peek(Token![,])
}

/// The options there are at a site.
fn entries(site: Site) -> impl Iterator<Item = &'static Entry> {
    TABLE
        .iter()
        .filter(move |entry| entry.sites.contains(&site))
}

fn allowed(site: Site) -> String {
    let names: Vec<_> = entries(site)
        .map(|entry| format!("`{}`", entry.name))
        .collect();
    match names.as_slice() {
        [] => format!("{} takes none", site.describe()),
        names => format!("{} takes {}", site.describe(), names.join(", ")),
    }
}

/// What is wrong with an unknown option, and the one that it resembles.
fn unknown(site: Site, key: &Ident) -> (String, Option<&'static Entry>) {
    let written = key.to_string();
    let here = entries(site).map(|entry| entry.name);
    let all = TABLE.iter().map(|entry| entry.name);
    let near = nearest(&written, here).or_else(|| nearest(&written, all));
    let near = TABLE.iter().find(|entry| Some(entry.name) == near);
    let takes_options = matches!(site, Site::Impl | Site::Method);
    let message = match near {
        _ if takes_options
            && ["out", "inout", "cancel", "progress"].contains(&written.as_str()) =>
        {
            return (
                format!("`{written}` is not an option: put `#[{written}]` on a parameter"),
                None,
            );
        }
        Some(entry) if entry.sites.contains(&site) => {
            format!("unknown option `{written}`; did you mean `{}`?", entry.name)
        }
        Some(entry) => format!(
            "unknown option `{written}`; did you mean `{}`, which belongs to {}?",
            entry.name,
            entry.belongs()
        ),
        None => format!("unknown option `{written}`; {}", allowed(site)),
    };
    (message, near)
}
