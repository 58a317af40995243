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
    pub(crate) progress: Option<OwnProgress>,
    pub(crate) begin_end: Option<BeginEnd>,
    /// `…_future` and its type.
    pub(crate) future: Option<(Ident, Ident)>,
    /// `…_then` and `…_then_local`.
    pub(crate) then: Option<(Ident, Ident)>,
}

pub(crate) struct BeginEnd {
    pub(crate) begin: Ident,
    pub(crate) end: Ident,
    pub(crate) result: Ident,
}

pub(crate) struct OwnProgress {
    pub(crate) changed: Ident,
    pub(crate) args: Ident,
    pub(crate) handler: Ident,
    /// The event's index in the component, behind all Completed events and the one that is shared.
    pub(crate) index: usize,
}

pub(crate) struct SharedProgress<'a> {
    pub(crate) changed: Ident,
    pub(crate) data: Data<'a>,
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
        let shared = shared_progress(component);
        // Beside an event for the percentages of all, each operation has one for its own data.
        let has_own = |operation: &Operation| match &shared {
            None => operation.progress().is_some(),
            Some(Data::Nothing) => matches!(operation.progress(), Some(Data::Of(_))),
            Some(Data::Of(_)) => false,
        };
        let first_own = component.count + usize::from(shared.is_some());
        let prefix = component.options.types_prefix.as_ref();
        let operations = component.operations.iter().map(|operation| {
            let ident = operation.ident;
            let faces = operation.faces;
            let ty = |suffix| type_name(prefix, ident, suffix);
            OperationNames {
                start: suffixed(ident, "_async"),
                completed: suffixed(ident, "_completed"),
                completed_args: ty("CompletedEventArgs"),
                completed_handler: ty("CompletedEventHandler"),
                progress: has_own(operation).then(|| OwnProgress {
                    changed: suffixed(ident, "_progress_changed"),
                    args: ty("ProgressChangedEventArgs"),
                    handler: ty("ProgressChangedEventHandler"),
                    index: first_own + operation.number,
                }),
                begin_end: faces.begin_end.then(|| BeginEnd {
                    begin: prefixed("begin_", ident),
                    end: prefixed("end_", ident),
                    result: ty("AsyncResult"),
                }),
                future: faces
                    .future
                    .then(|| (suffixed(ident, "_future"), ty("Future"))),
                then: { faces.then }
                    .then(|| (suffixed(ident, "_then"), suffixed(ident, "_then_local"))),
            }
        });
        Self {
            operations: operations.collect(),
            cancel: cancel(component),
            is_busy: (!component.options.concurrent).then(|| class_wide("is_busy")),
            progress_changed: shared.map(|data| SharedProgress {
                changed: class_wide("progress_changed"),
                data,
            }),
        }
    }
}

impl OperationNames {
    /// The generated functions of the operation.
    pub(crate) fn functions(&self) -> Vec<&Ident> {
        let mut names = vec![&self.start, &self.completed];
        names.extend(self.progress.iter().map(|progress| &progress.changed));
        if let Some(BeginEnd { begin, end, .. }) = &self.begin_end {
            names.extend([begin, end]);
        }
        names.extend(self.future.iter().map(|(start, _)| start));
        if let Some((then, local)) = &self.then {
            names.extend([then, local]);
        }
        names
    }

    /// The generated types of the operation.
    pub(crate) fn types(&self, has_own_args: bool) -> Vec<&Ident> {
        let mut names = vec![&self.completed_handler];
        names.extend(has_own_args.then_some(&self.completed_args));
        if let Some(OwnProgress { args, handler, .. }) = &self.progress {
            names.extend([args, handler]);
        }
        names.extend(self.begin_end.iter().map(|it| &it.result));
        names.extend(self.future.iter().map(|(_, ty)| ty));
        names
    }
}

/// The data of the progress event that operations share: the rows of the pattern's "Incremental Results".
fn shared_progress<'a>(component: &Component<'a>) -> Option<Data<'a>> {
    let mut reported = component.operations.iter().filter_map(Operation::progress);
    let first = reported.next()?;
    if component.count == 1 && !component.options.multiple_operations {
        return None;
    }
    let text = |data| match data {
        Data::Nothing => String::new(),
        Data::Of(ty) => ty.to_token_stream().to_string(),
    };
    let is_same = reported.all(|data| text(data) == text(first));
    Some(if is_same { first } else { Data::Nothing })
}

fn cancel(component: &Component) -> Option<Cancel> {
    let mut cancellable = component.operations.iter().filter(|it| it.is_cancellable());
    let first = cancellable.next()?;
    let several = cancellable.any(|other| other.number != first.number);
    Some(if several || component.options.multiple_operations {
        Cancel::OfAll(class_wide("cancel_async"))
    } else {
        Cancel::OfOne(suffixed(first.ident, "_async_cancel"))
    })
}
