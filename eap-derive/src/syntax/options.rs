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

/// An option, where it belongs, and how it is written.
struct Entry(&'static str, &'static [Site], &'static str);

const IMPL: &[Site] = &[Site::Impl];
const METHOD: &[Site] = &[Site::Method];
const BOTH: &[Site] = &[Site::Impl, Site::Method];

const TABLE: &[Entry] = &[
    Entry("concurrent", IMPL, "concurrent"),
    Entry("user_state", IMPL, "user_state = TaskId"),
    Entry("multiple_operations", IMPL, "multiple_operations"),
    Entry("events", IMPL, "events = field"),
    Entry("begin_end", BOTH, "begin_end"),
    Entry("future", BOTH, "future"),
    Entry("then", BOTH, "then"),
    Entry("types_prefix", IMPL, "types_prefix = Prefix"),
    Entry("crate", IMPL, "crate = path::to::eap_runtime"),
    Entry("result", METHOD, "result = name"),
    Entry(
        "completed_args",
        METHOD,
        "completed_args = OtherCompletedEventArgs",
    ),
    Entry("fallible", METHOD, "fallible"),
    Entry("name", &[Site::Out, Site::InOut], "name = accessor"),
    Entry("init", &[Site::Out], "init = expression"),
    Entry("coalesce", &[Site::Progress], "coalesce"),
];

impl Entry {
    /// Where the option can be written, in words.
    fn belongs(&self) -> String {
        let sites = self.1.iter().map(|site| site.describe().to_owned());
        sites.collect::<Vec<_>>().join(" and ")
    }
}

impl Options {
    /// Parses the options written at a site. A mistake in one option does not affect the others.
    pub(crate) fn parse(site: Site, written: TokenStream, errors: &mut Errors) -> Self {
        let mut options = Self::default();
        let mut given: Vec<Ident> = Vec::new();
        let parser = |input: ParseStream| {
            while !input.is_empty() {
                if let Err(error) = options.option(site, input, &mut given) {
                    errors.push(error);
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
        let Some(entry) = TABLE.iter().find(|entry| key == entry.0) else {
            let (message, near) = unknown(site, &key);
            // The option that was meant is taken, so that calls do not fail as well. All paths depend on `crate`.
            if let Some(entry) = near.filter(|entry| entry.0 != "crate") {
                let _ = self.value(entry.0, &key, input);
            }
            return mistake(message);
        };
        if given.contains(&key) {
            return mistake(format!("the option `{key}` is given twice"));
        }
        given.push(key.clone());
        let Entry(name, sites, example) = entry;
        if self.value(name, &key, input).is_err() || !is_at_end(input) {
            let value = if example.contains('=') { "a" } else { "no" };
            return mistake(format!("`{key}` takes {value} value: write `{example}`"));
        }
        if sites.contains(&site) {
            return Ok(());
        }
        mistake(format!(
            "`{key}` belongs to {}, not to {}",
            entry.belongs(),
            site.describe()
        ))
    }

    /// Reads the value of an option, if it has one.
    fn value(&mut self, name: &str, key: &Ident, input: ParseStream) -> syn::Result<()> {
        let flag = match name {
            "concurrent" => &mut self.concurrent,
            "multiple_operations" => &mut self.multiple_operations,
            "begin_end" => &mut self.faces.begin_end,
            "future" => &mut self.faces.future,
            "then" => &mut self.faces.then,
            "coalesce" => &mut self.coalesce,
            "fallible" => {
                self.fallible = Some(key.clone());
                return Ok(());
            }
            _ => {
                let equals = input.parse::<Token![=]>()?;
                match name {
                    "user_state" => self.user_state = Some((equals, Box::new(input.parse()?))),
                    "events" => self.events = Some(input.parse()?),
                    "types_prefix" => self.types_prefix = Some(input.parse()?),
                    "crate" => self.runtime = Some(input.call(Path::parse_mod_style)?),
                    "result" => self.result = Some(input.parse()?),
                    "completed_args" => self.completed_args = Some(input.parse()?),
                    "name" => self.name = Some(input.parse()?),
                    _ => self.init = Some(input.parse()?),
                }
                return Ok(());
            }
        };
        *flag = true;
        Ok(())
    }
}

/// Whether an option ends here.
fn is_at_end(input: ParseStream) -> bool {
    input.is_empty() || input.peek(Token![,])
}

/// The names of the options there are at a site.
fn names(site: Site) -> impl Iterator<Item = &'static str> {
    let entries = TABLE.iter().filter(move |entry| entry.1.contains(&site));
    entries.map(|entry| entry.0)
}

fn allowed(site: Site) -> String {
    let names: Vec<_> = names(site).map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [] => format!("{} takes none", site.describe()),
        names => format!("{} takes {}", site.describe(), names.join(", ")),
    }
}

/// What is wrong with an unknown option, and the one that it resembles.
fn unknown(site: Site, key: &Ident) -> (String, Option<&'static Entry>) {
    let written = key.to_string();
    if is_mark(key) && matches!(site, Site::Impl | Site::Method) {
        let message = format!("`{key}` is not an option: put `#[{key}]` on a parameter");
        return (message, None);
    }
    let all = TABLE.iter().map(|entry| entry.0);
    let near = nearest(&written, names(site).chain(all));
    let near = TABLE.iter().find(|entry| Some(entry.0) == near);
    let hint = match near {
        Some(Entry(name, sites, _)) if sites.contains(&site) => format!("did you mean `{name}`?"),
        Some(entry) => {
            let (name, belongs) = (entry.0, entry.belongs());
            format!("did you mean `{name}`, which belongs to {belongs}?")
        }
        None => allowed(site),
    };
    (format!("unknown option `{key}`; {hint}"), near)
}

/// The attributes that mark a parameter.
const MARKS: &[&str] = &["out", "inout", "cancel", "progress"];

pub(crate) fn is_mark(name: &Ident) -> bool {
    MARKS.iter().any(|known| name == known)
}
