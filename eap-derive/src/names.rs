//! The pattern's naming tables: which names are generated for a component.

use proc_macro2::Ident;
use quote::ToTokens as _;

use crate::model::{Component, Data, Operation};
use crate::naming::{class_wide, prefixed, suffixed, type_name};

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
    pub(crate) future: Option<Future>,
    pub(crate) then: Option<Then>,
}

pub(crate) struct BeginEnd {
    pub(crate) begin: Ident,
    pub(crate) end: Ident,
    pub(crate) result: Ident,
}

pub(crate) struct Future {
    pub(crate) start: Ident,
    pub(crate) ty: Ident,
}

pub(crate) struct Then {
    pub(crate) then: Ident,
    pub(crate) then_local: Ident,
}

pub(crate) struct ProgressNames {
    pub(crate) changed: Ident,
    pub(crate) args: Ident,
    pub(crate) handler: Ident,
    /// The event's index in the component, after all Completed events.
    pub(crate) index: usize,
}

pub(crate) struct SharedProgress<'a> {
    pub(crate) changed: Ident,
    pub(crate) data: Data<'a>,
    pub(crate) index: usize,
}

/// The function that cancels: the pattern's table knows two names, and a component never has both.
pub(crate) enum Cancel {
    /// `x_async_cancel`, of the only operation that can be cancelled.
    OfOne(Ident),
    /// `cancel_async`.
    OfAll(Ident),
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
        let has_own = |operation: &Operation| {
            matches!(
                (table, operation.progress()),
                (Some(ProgressTable::Own), Some(_))
                    | (Some(ProgressTable::Separate), Some(Data::Of(_)))
            )
        };
        let prefix = component.options.types_prefix.as_ref();
        let name = |operation: &Operation| {
            let ident = operation.ident;
            let faces = operation.faces;
            let ty = |suffix| type_name(prefix, ident, suffix);
            OperationNames {
                start: suffixed(ident, "_async"),
                completed: suffixed(ident, "_completed"),
                completed_args: ty("CompletedEventArgs"),
                completed_handler: ty("CompletedEventHandler"),
                progress: has_own(operation).then(|| ProgressNames {
                    changed: suffixed(ident, "_progress_changed"),
                    args: ty("ProgressChangedEventArgs"),
                    handler: ty("ProgressChangedEventHandler"),
                    index: own.index(operation),
                }),
                begin_end: faces.begin_end.then(|| BeginEnd {
                    begin: prefixed("begin_", ident),
                    end: prefixed("end_", ident),
                    result: ty("AsyncResult"),
                }),
                future: faces.future.then(|| Future {
                    start: suffixed(ident, "_future"),
                    ty: ty("Future"),
                }),
                then: faces.then.then(|| Then {
                    then: suffixed(ident, "_then"),
                    then_local: suffixed(ident, "_then_local"),
                }),
            }
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

impl OperationNames {
    /// The generated functions of the operation.
    pub(crate) fn functions(&self) -> Vec<&Ident> {
        let mut names = vec![&self.start, &self.completed];
        names.extend(self.progress.iter().map(|progress| &progress.changed));
        names.extend(
            self.begin_end
                .iter()
                .flat_map(|names| [&names.begin, &names.end]),
        );
        names.extend(self.future.iter().map(|names| &names.start));
        names.extend(
            self.then
                .iter()
                .flat_map(|names| [&names.then, &names.then_local]),
        );
        names
    }

    /// The generated types of the operation.
    pub(crate) fn types(&self, has_own_args: bool) -> Vec<&Ident> {
        let mut names = vec![&self.completed_handler];
        names.extend(has_own_args.then_some(&self.completed_args));
        names.extend(
            self.progress
                .iter()
                .flat_map(|progress| [&progress.args, &progress.handler]),
        );
        names.extend(self.begin_end.iter().map(|names| &names.result));
        names.extend(self.future.iter().map(|names| &names.ty));
        names
    }
}

/// Hands out the indexes of the operations' own progress events, one for each operation.
struct OwnProgress {
    next: usize,
    known: Vec<(usize, usize)>,
}

impl OwnProgress {
    fn index(&mut self, operation: &Operation) -> usize {
        let mut known = self.known.iter();
        if let Some((_, index)) = known.find(|(number, _)| *number == operation.number) {
            return *index;
        }
        self.known.push((operation.number, self.next));
        self.next += 1;
        self.next - 1
    }
}

/// Which progress events a component has: the rows of the pattern's "Incremental Results".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ProgressTable {
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
        Cancel::OfOne(suffixed(first.ident, "_async_cancel"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

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
