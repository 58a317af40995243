//! The options there are, where each belongs and what it takes: one table, from which parsing and messages are made.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::{Expr, LitBool, Member, Path, Token, Type};

use crate::depth;
use crate::errors::Errors;

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

#[derive(Clone, Copy)]
enum Shape {
    Flag,
    Name,
    Field,
    Type,
    Path,
    Expr,
}

/// The value of an option, of the shape the table says.
pub(crate) enum Value {
    Flag,
    Name(Ident),
    Field(Member),
    Type(Token![=], Box<Type>),
    Path(Path),
    Expr(Box<Expr>),
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
    /// What stands in for it, so that nobody misses what it would have asked for.
    meant: Option<(Ident, Value)>,
}

impl From<syn::Error> for Mistake {
    fn from(error: syn::Error) -> Self {
        Self { error, meant: None }
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
                    let meant = meant.filter(|(key, _)| !is_given(key));
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
        return Err(unknown(place, &key, input));
    };
    if !entry.places.contains(&place) {
        let message = format!(
            "`{key}` belongs to {}, not to {}",
            entry.belongs(),
            place.describe()
        );
        return Err(syn::Error::new_spanned(&key, message).into());
    }
    let value = value(entry.shape, input);
    match value {
        Ok(value) if is_at_end(input) || unseparated(input).is_some() => Ok((key, value)),
        _ => {
            let what = match entry.shape {
                Shape::Flag => "no value",
                Shape::Name => "a name",
                Shape::Field => "the name of a field",
                Shape::Type => "a type",
                Shape::Path => "a path",
                Shape::Expr => "an expression",
            };
            let is_flag = matches!(entry.shape, Shape::Flag);
            let is_off = is_flag && is_false(input);
            let message = if is_off {
                format!("`{key}` takes {what}: take it away")
            } else {
                format!("`{key}` takes {what}: write `{}`", entry.example)
            };
            let error = syn::Error::new_spanned(&key, message);
            let meant = (is_flag && !is_off).then_some((key, Value::Flag));
            Err(Mistake { error, meant })
        }
    }
}

/// Whether an option is said to be off here.
fn is_false(input: ParseStream) -> bool {
    let ahead = input.fork();
    let equals = ahead.parse::<Token![=]>();
    equals.is_ok() && ahead.parse().is_ok_and(|LitBool { value, .. }| !value)
}

fn value(shape: Shape, input: ParseStream) -> syn::Result<Value> {
    if matches!(shape, Shape::Flag) {
        return Ok(Value::Flag);
    }
    let equals = input.parse::<Token![=]>()?;
    Ok(match shape {
        Shape::Flag => Value::Flag,
        Shape::Name => Value::Name(input.parse()?),
        Shape::Field => Value::Field(input.parse()?),
        Shape::Type => Value::Type(equals, input.parse()?),
        Shape::Path => Value::Path(input.parse()?),
        Shape::Expr => Value::Expr(input.parse()?),
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
    let close = |distance, name: &str| distance <= 2 && distance < name.len();
    let names = |place| entries(place).map(|entry| entry.name);
    let mut meant = None;
    let message = if let Some(name) = nearest(&written, names(place), close) {
        let entry = TABLE.iter().find(|entry| entry.name == name);
        let value = entry.and_then(|entry| value(entry.shape, input).ok());
        let value = value.filter(|_| is_at_end(input));
        meant = value.map(|value| (Ident::new(name, key.span()), value));
        format!("unknown option `{written}`; did you mean `{name}`?")
    } else {
        let all = TABLE.iter().map(|entry| entry.name);
        let elsewhere = nearest(&written, all, closer);
        match TABLE.iter().find(|entry| Some(entry.name) == elsewhere) {
            Some(entry) => format!(
                "unknown option `{written}`; did you mean `{}`, which belongs to {}?",
                entry.name,
                entry.belongs()
            ),
            None => format!("unknown option `{written}`; {}", allowed(place)),
        }
    };
    Mistake {
        error: syn::Error::new_spanned(key, message),
        meant,
    }
}

/// Whether a name is meant although another was to be expected, or none.
pub(crate) fn closer(distance: usize, name: &str) -> bool {
    distance <= name.len() / 3
}

/// The name that was probably meant: the nearest, if it is `close`.
pub(crate) fn nearest(
    written: &str,
    names: impl Iterator<Item = &'static str>,
    close: impl FnOnce(usize, &str) -> bool,
) -> Option<&'static str> {
    let (distance, name) = names.map(|name| (distance(name, written), name)).min()?;
    close(distance, name).then_some(name)
}

/// How many letters have to be added, dropped or changed to make the one word of the other.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.chars().enumerate() {
        let mut next = vec![i + 1];
        let mut left = i + 1;
        for ((b, above), diagonal) in to.iter().zip(row.iter().skip(1)).zip(&row) {
            left = (left + 1)
                .min(above + 1)
                .min(diagonal + usize::from(a != *b));
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}
