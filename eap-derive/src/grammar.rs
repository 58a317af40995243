//! The options there are, where each belongs and what it takes: one table, from which parsing and messages are made.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::Token;
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};

use crate::depth;
use crate::errors::Errors;
use crate::lift::is_punct;
use crate::nearness::whole_or_nearest;
use crate::options::is_parameter_attribute;
use crate::spelling::spelled;
use crate::values::{Shape, Value, is_false, keyword};

/// Where options can be written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Impl,
    Method,
    Out,
    InOut,
    Cancel,
    Progress,
}

impl Place {
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

struct Entry {
    name: &'static str,
    places: &'static [Place],
    shape: Shape,
    example: &'static str,
}

impl Entry {
    /// Where the option belongs, in words.
    fn belongs(&self) -> String {
        let places: Vec<_> = self.places.iter().map(|place| place.describe()).collect();
        places.join(" and ")
    }
}

const fn entry(
    name: &'static str,
    places: &'static [Place],
    shape: Shape,
    example: &'static str,
) -> Entry {
    Entry {
        name,
        places,
        shape,
        example,
    }
}

const TABLE: &[Entry] = &[
    entry("concurrent", &[Place::Impl], Shape::Flag, "concurrent"),
    entry(
        "user_state",
        &[Place::Impl],
        Shape::Type,
        "user_state = TaskId",
    ),
    entry(
        "multiple_operations",
        &[Place::Impl],
        Shape::Flag,
        "multiple_operations",
    ),
    entry("events", &[Place::Impl], Shape::Field, "events = field"),
    entry(
        "begin_end",
        &[Place::Impl, Place::Method],
        Shape::Flag,
        "begin_end",
    ),
    entry(
        "future",
        &[Place::Impl, Place::Method],
        Shape::Flag,
        "future",
    ),
    entry(
        "crate",
        &[Place::Impl],
        Shape::Path,
        "crate = path::to::eap_runtime",
    ),
    entry("result", &[Place::Method], Shape::Name, "result = name"),
    entry(
        "completed_args",
        &[Place::Method],
        Shape::Path,
        "completed_args = OtherCompletedEventArgs",
    ),
    entry("fallible", &[Place::Method], Shape::Flag, "fallible"),
    entry(
        "name",
        &[Place::Out, Place::InOut],
        Shape::Name,
        "name = accessor",
    ),
    entry("init", &[Place::Out], Shape::Expr, "init = expression"),
    entry("coalesce", &[Place::Progress], Shape::Flag, "coalesce"),
];

/// What is wrong with an option.
struct Mistake {
    error: syn::Error,
    /// What stands in for it, so that nobody misses what it would have asked for, also at another place.
    meant: Vec<(Ident, Value)>,
}

impl From<syn::Error> for Mistake {
    fn from(error: syn::Error) -> Self {
        Self {
            error,
            meant: Vec::new(),
        }
    }
}

/// Parses the options written at a place. A mistake costs its own option at most, and no other.
pub(crate) fn parse(
    place: Place,
    written: TokenStream,
    errors: &mut Errors,
) -> Vec<(Ident, Value)> {
    let mut options: Vec<(Ident, Value)> = Vec::new();
    let parser = |input: ParseStream| {
        depth::check(input)?;
        while !input.is_empty() {
            let is_given = |key: &Ident| options.iter().any(|(known, _)| known == key);
            let option = option(place, input);
            let is_whole = option.is_ok();
            match option {
                Ok((key, _)) if is_given(&key) => {
                    errors.at(&key, format_args!("the option `{key}` is given twice"));
                }
                Ok(option) => options.push(option),
                Err(Mistake { error, meant }) => {
                    errors.push(error);
                    let meant = meant.into_iter().filter(|(key, _)| !is_given(key));
                    let meant: Vec<_> = meant.collect();
                    options.extend(meant);
                }
            }
            if let Some(next) = unseparated(input).filter(|_| is_whole) {
                let message = format!("options are separated by commas: write `, {next}`");
                errors.at(next, message);
                input.parse::<Option<Token![;]>>()?;
                continue;
            }
            if !is_at_end(input) {
                skip_to_comma(input)?;
            }
            input.parse::<Option<Token![,]>>()?;
        }
        Ok(())
    };
    if let Err(error) = parser.parse2(written) {
        errors.push(error);
    }
    options
}

/// Whether an option ends here.
fn is_at_end(input: ParseStream) -> bool {
    input.is_empty() || input.peek(Token![,])
}

/// The option that begins here, with no comma before it.
fn unseparated(input: ParseStream) -> Option<Ident> {
    let ahead = input.fork();
    ahead.parse::<Option<Token![;]>>().ok()?;
    let key = ahead.call(Ident::parse_any).ok()?;
    TABLE.iter().any(|entry| key == entry.name).then_some(key)
}

fn skip_to_comma(input: ParseStream) -> syn::Result<()> {
    while !is_at_end(input) {
        input.parse::<TokenTree>()?;
    }
    Ok(())
}

fn option(place: Place, input: ParseStream) -> Result<(Ident, Value), Mistake> {
    let Ok(key) = input.call(Ident::parse_any) else {
        let message = format!("expected an option; {}", allowed(place));
        return Err(input.error(message).into());
    };
    let Some(entry) = TABLE.iter().find(|entry| key == entry.name) else {
        return Err(hyphenated(&key, input).unwrap_or_else(|| unknown(place, &key, input)));
    };
    let ahead = input.fork();
    let value = entry.shape.parse(input);
    let is_whole = is_at_end(input) || unseparated(input).is_some();
    let value = value.ok().filter(|_| is_whole);
    if !entry.places.contains(&place) {
        let message = format!(
            "`{key}` belongs to {}, not to {}",
            entry.belongs(),
            place.describe()
        );
        let error = syn::Error::new_spanned(&key, message);
        let meant = value.into_iter().map(|value| (key.clone(), value));
        return Err(Mistake {
            error,
            meant: meant.collect(),
        });
    }
    match value {
        Some(value) => Ok((key, value)),
        None => Err(of_another_shape(place, entry, &key, &ahead)),
    }
}

/// A known option without a value that it could have. What is written is still ahead.
fn of_another_shape(place: Place, entry: &Entry, key: &Ident, ahead: ParseStream) -> Mistake {
    let what = entry.shape.describe();
    let is_flag = entry.shape == Shape::Flag;
    let is_off = is_flag && is_false(ahead);
    let mut written = Vec::new();
    while !is_at_end(ahead) {
        written.extend(ahead.parse::<TokenTree>());
    }
    let is_equation = written.first().is_some_and(|first| is_punct(first, '='));
    let meant = entry.shape.meant(&written);
    let nested = match written.as_slice() {
        [TokenTree::Group(list)] if is_flag => list.stream(),
        _ => TokenStream::new(),
    };
    let inner = parse(place, nested.clone(), &mut Errors::default());
    let message = match (&meant, keyword(&written)) {
        _ if is_off => format!("`{key}` takes {what}: take it away"),
        (Some((_, meant)), Some(word)) if is_equation => {
            format!("`{word}` is a keyword: write `{key} = {meant}`")
        }
        (Some((_, meant)), _) => format!("`{key}` takes {what}: write `{key} = {meant}`"),
        _ if !inner.is_empty() => {
            format!("`{key}` takes {what}: write `{key}, {}`", spelled(nested))
        }
        _ => format!("`{key}` takes {what}: write `{}`", entry.example),
    };
    let error = syn::Error::new_spanned(key, message);
    let value = match meant {
        Some((value, _)) => Some(value),
        None => (is_flag && !is_off).then_some(Value::Flag),
    };
    let mut meant: Vec<_> = value
        .into_iter()
        .map(|value| (key.clone(), value))
        .collect();
    meant.extend(inner);
    Mistake { error, meant }
}

/// An option with hyphens in its name.
fn hyphenated(key: &Ident, input: ParseStream) -> Option<Mistake> {
    let ahead = input.fork();
    let mut name = key.to_string();
    let mut written = name.clone();
    while ahead.parse::<Token![-]>().is_ok() {
        let part = ahead.call(Ident::parse_any).ok()?;
        name = format!("{name}_{part}");
        written = format!("{written}-{part}");
    }
    let entry = TABLE.iter().find(|entry| name == entry.name)?;
    let message = format!("unknown option `{written}`; did you mean `{name}`?");
    let value = entry.shape.parse(&ahead).ok().filter(|_| is_at_end(&ahead));
    let meant = value.map(|value| (Ident::new(entry.name, key.span()), value));
    Some(Mistake {
        error: syn::Error::new_spanned(key, message),
        meant: meant.into_iter().collect(),
    })
}

/// The options there are at a place.
fn entries(place: Place) -> impl Iterator<Item = &'static Entry> {
    TABLE
        .iter()
        .filter(move |entry| entry.places.contains(&place))
}

fn allowed(place: Place) -> String {
    let names: Vec<_> = entries(place)
        .map(|entry| format!("`{}`", entry.name))
        .collect();
    match names.as_slice() {
        [] => format!("{} takes none", place.describe()),
        [one] => format!("{} takes {one}", place.describe()),
        several => format!("{} takes {}", place.describe(), several.join(", ")),
    }
}

fn unknown(place: Place, key: &Ident, input: ParseStream) -> Mistake {
    let written = key.to_string();
    let here = entries(place).map(|entry| entry.name);
    let all = TABLE.iter().map(|entry| entry.name);
    let near = whole_or_nearest(&written, here).or_else(|| whole_or_nearest(&written, all));
    let near = TABLE.iter().find(|entry| Some(entry.name) == near);
    let takes_options = matches!(place, Place::Impl | Place::Method);
    let message = match near {
        _ if takes_options && is_parameter_attribute(key) => {
            format!("`{written}` is no option: put `#[{written}]` on a parameter")
        }
        Some(entry) if entry.places.contains(&place) => {
            format!("unknown option `{written}`; did you mean `{}`?", entry.name)
        }
        Some(entry) => format!(
            "unknown option `{written}`; did you mean `{}`, which belongs to {}?",
            entry.name,
            entry.belongs()
        ),
        None => format!("unknown option `{written}`; {}", allowed(place)),
    };
    // All that is generated would depend on a path that may be none.
    let meant = near
        .filter(|entry| entry.name != "crate")
        .and_then(|entry| {
            let value = entry.shape.parse(input).ok().filter(|_| is_at_end(input))?;
            Some((Ident::new(entry.name, key.span()), value))
        });
    Mistake {
        error: syn::Error::new_spanned(key, message),
        meant: meant.into_iter().collect(),
    }
}
