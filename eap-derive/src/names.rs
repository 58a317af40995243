//! The pattern's naming tables. No other file spells a generated name.

use heck::ToUpperCamelCase as _;
use proc_macro2::{Ident, Span};
use quote::ToTokens as _;
use syn::ext::IdentExt as _;

use crate::model::{Component, Data, Operation};
use crate::options::Faces;

/// The names of all that is generated for a component.
pub(crate) struct Names<'a> {
    /// In the order of the component's operations.
    pub(crate) operations: Vec<OperationNames>,
    pub(crate) cancel: Option<Cancel>,
    pub(crate) is_busy: Option<Ident>,
    /// The progress event that operations share.
    pub(crate) progress_changed: Option<SharedProgress<'a>>,
}

pub(crate) struct OperationNames {
    pub(crate) start: Ident,
    pub(crate) completed: Ident,
    pub(crate) completed_args: Ident,
    pub(crate) completed_handler: Ident,
    /// The progress event that is the operation's own.
    pub(crate) progress: Option<ProgressNames>,
    pub(crate) begin_end: Option<BeginEnd>,
    pub(crate) future: Option<Ident>,
}

pub(crate) struct BeginEnd {
    pub(crate) begin: Ident,
    pub(crate) end: Ident,
    pub(crate) result: Ident,
}

pub(crate) struct ProgressNames {
    pub(crate) changed: Ident,
    pub(crate) args: Ident,
    pub(crate) handler: Ident,
    /// The event's place in the component, after all Completed events.
    pub(crate) index: usize,
}

pub(crate) struct SharedProgress<'a> {
    pub(crate) changed: Ident,
    pub(crate) data: Data<'a>,
    pub(crate) index: usize,
}

impl<'a> Names<'a> {
    pub(crate) fn of(component: &Component<'a>) -> Self {
        let operations = &component.operations;
        let anticipated = component.options.multiple_operations;
        let reported: Vec<_> = operations.iter().filter_map(Operation::progress).collect();
        let texts: Vec<_> = reported.iter().map(|data| data_text(*data)).collect();
        let table = ProgressTable::of(component.count, anticipated, &texts);
        let shared = table.and_then(|table| match table {
            ProgressTable::Own => None,
            ProgressTable::Shared => reported.first().copied(),
            ProgressTable::Separate => Some(Data::Nothing),
        });
        let mut own = OwnProgress {
            next: component.count + usize::from(shared.is_some()),
            known: Vec::new(),
        };
        let has_own = |operation: &Operation<'a>| {
            matches!(
                (table, operation.progress()),
                (Some(ProgressTable::Own), Some(_))
                    | (Some(ProgressTable::Separate), Some(Data::Of(_)))
            )
        };
        let of_all = component.options.faces;
        let faces = |operation: &Operation<'a>| {
            let own = operation.method.options.faces;
            Faces {
                begin_end: of_all.begin_end || own.begin_end,
                future: of_all.future || own.future,
            }
        };
        let name = |operation: &Operation<'a>| OperationNames {
            start: function(operation.ident, "_async"),
            completed: function(operation.ident, "_completed"),
            completed_args: ty(operation.ident, "CompletedEventArgs"),
            completed_handler: ty(operation.ident, "CompletedEventHandler"),
            progress: has_own(operation).then(|| own.names(operation)),
            begin_end: faces(operation).begin_end.then(|| BeginEnd {
                begin: prefixed("begin_", operation.ident),
                end: prefixed("end_", operation.ident),
                result: ty(operation.ident, "AsyncResult"),
            }),
            future: faces(operation)
                .future
                .then(|| function(operation.ident, "_future")),
        };
        Self {
            operations: operations.iter().map(name).collect(),
            cancel: cancel(component),
            is_busy: (!component.options.concurrent).then(|| class_wide("is_busy")),
            progress_changed: shared.map(|data| SharedProgress {
                changed: class_wide("progress_changed"),
                data,
                index: component.count,
            }),
        }
    }
}

/// The function that cancels: the pattern's table knows two names, and a component never has both.
pub(crate) enum Cancel {
    /// `x_async_cancel`, of the only operation that can be cancelled.
    OfOne(Ident),
    /// `cancel_async`.
    OfAll(Ident),
}

/// Hands out the places of the operations' own progress events, one for each operation.
struct OwnProgress {
    next: usize,
    known: Vec<(usize, usize)>,
}

impl OwnProgress {
    fn names(&mut self, operation: &Operation) -> ProgressNames {
        let known = self
            .known
            .iter()
            .find(|(number, _)| *number == operation.number);
        let index = known.map_or(self.next, |(_, index)| *index);
        if known.is_none() {
            self.known.push((operation.number, index));
            self.next += 1;
        }
        ProgressNames {
            changed: function(operation.ident, "_progress_changed"),
            args: ty(operation.ident, "ProgressChangedEventArgs"),
            handler: ty(operation.ident, "ProgressChangedEventHandler"),
            index,
        }
    }
}

/// Which progress events a component has: the rows of the pattern's "Incremental Results".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ProgressTable {
    /// A single operation has its own event.
    Own,
    /// One event serves several operations.
    Shared,
    /// One event for the percentages of all, and one with the data of each.
    Separate,
}

impl ProgressTable {
    /// `data` are the types of the data that operations report, one for each operation that does.
    fn of(operations: usize, anticipated: bool, data: &[String]) -> Option<Self> {
        let first = data.first()?;
        Some(if operations == 1 && !anticipated {
            Self::Own
        } else if data.iter().all(|other| other == first) {
            Self::Shared
        } else {
            Self::Separate
        })
    }
}

fn data_text(data: Data) -> String {
    match data {
        Data::Nothing => String::new(),
        Data::Of(ty) => ty.to_token_stream().to_string(),
    }
}

fn cancel(component: &Component) -> Option<Cancel> {
    let mut cancellable = component.operations.iter().filter(|o| o.is_cancellable());
    let first = cancellable.next()?;
    let several = cancellable.any(|other| other.number != first.number);
    Some(if several || component.options.multiple_operations {
        Cancel::OfAll(class_wide("cancel_async"))
    } else {
        Cancel::OfOne(function(first.ident, "_async_cancel"))
    })
}

fn class_wide(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// The accessor of what a method returns.
pub(crate) fn result(chosen: Option<&Ident>, method: &Ident) -> Ident {
    chosen
        .cloned()
        .unwrap_or_else(|| Ident::new("result", method.span()))
}

/// The accessor of all outputs at once.
pub(crate) const RESULTS: &str = "results";

/// What the args of every Completed event have of their own, and an accessor would hide.
pub(crate) const RESERVED: &[&str] = &["error", "cancelled", "user_state", "check", RESULTS];

/// The name of a parameter that has a pattern in its place.
pub(crate) fn argument(index: usize) -> Ident {
    Ident::new(&format!("argument{}", index + 1), Span::mixed_site())
}

/// A name without the `r#` that makes an identifier of a keyword: with a suffix it is none any more.
fn function(method: &Ident, suffix: &str) -> Ident {
    Ident::new(&format!("{}{suffix}", method.unraw()), method.span())
}

fn prefixed(prefix: &str, method: &Ident) -> Ident {
    Ident::new(&format!("{prefix}{}", method.unraw()), method.span())
}

fn ty(method: &Ident, suffix: &str) -> Ident {
    let camel = format!(
        "{}{suffix}",
        method.unraw().to_string().to_upper_camel_case()
    );
    if is_identifier(&camel) {
        Ident::new(&camel, method.span())
    } else {
        function(method, suffix)
    }
}

/// Without its underscores, a name may begin with a digit; and not every letter has an upper case that is one.
fn is_identifier(name: &str) -> bool {
    if name.is_ascii() {
        name.starts_with(|first: char| first.is_ascii_alphabetic())
    } else {
        syn::parse_str::<Ident>(name).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ident(name: &str) -> Ident {
        syn::parse_str(name).unwrap_or_else(|_| panic!("`{name}` is an identifier"))
    }

    #[test]
    fn words_stay_and_the_case_is_rusts() {
        let method = ident("calculate_prime");
        assert_eq!(function(&method, "_async"), "calculate_prime_async");
        assert_eq!(
            ty(&method, "CompletedEventArgs"),
            "CalculatePrimeCompletedEventArgs"
        );
    }

    #[test]
    fn a_keyword_with_a_suffix_is_none() {
        assert_eq!(function(&ident("r#match"), "_async"), "match_async");
        assert_eq!(
            ty(&ident("r#match"), "CompletedEventArgs"),
            "MatchCompletedEventArgs"
        );
    }

    #[test]
    fn a_name_that_has_no_camel_case_keeps_its_own() {
        assert_eq!(
            ty(&ident("_1"), "CompletedEventArgs"),
            "_1CompletedEventArgs"
        );
        assert_eq!(ty(&ident("__"), "CompletedEventArgs"), "CompletedEventArgs");
    }

    #[test]
    fn progress_follows_the_number_of_operations_and_what_they_report() {
        let (percent, lines) = (String::new(), String::from("Line"));
        let table = |operations, anticipated, data: &[&String]| {
            let data: Vec<_> = data.iter().copied().cloned().collect();
            ProgressTable::of(operations, anticipated, &data)
        };
        assert_eq!(table(2, false, &[]), None);
        assert_eq!(table(1, false, &[&lines]), Some(ProgressTable::Own));
        assert_eq!(table(1, true, &[&lines]), Some(ProgressTable::Shared));
        assert_eq!(table(2, false, &[&percent]), Some(ProgressTable::Shared));
        assert_eq!(
            table(2, false, &[&lines, &lines]),
            Some(ProgressTable::Shared)
        );
        assert_eq!(
            table(2, false, &[&lines, &percent]),
            Some(ProgressTable::Separate)
        );
    }
}
