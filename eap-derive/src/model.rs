//! What the macro knows of a component. Every input has a model, also a wrong one: `check` says what is wrong, and stubs are
//! made from the same model.

use proc_macro2::{Ident, Span};
use syn::{FnArg, Generics, Pat, PatType, ReceiverKind, ReturnType, Type};

use crate::naming;
use crate::syntax::block::{ImplBlock, Method};
use crate::syntax::marks::Marks;
use crate::syntax::options::{Faces, Options};
use crate::ty::known::{ErrorType, is_primitive, result_types};
use crate::ty::owned::Owned;
use crate::ty::shape::{
    as_reference, is_static, is_unit, last_segment, named, peel, type_arguments,
};

pub(crate) struct Component<'a> {
    pub(crate) block: &'a ImplBlock,
    pub(crate) generics: &'a Generics,
    pub(crate) self_ty: &'a Type,
    pub(crate) options: &'a Options,
    pub(crate) operations: Vec<Operation<'a>>,
    /// How many operations there are. Methods of the same name are one: `cfg` picks among them.
    pub(crate) count: usize,
}

pub(crate) struct Operation<'a> {
    pub(crate) method: &'a Method,
    pub(crate) ident: &'a Ident,
    /// Numbers the operations in the order of their methods, whatever `cfg` leaves of them.
    pub(crate) number: usize,
    pub(crate) receiver: Receiver,
    pub(crate) parameters: Vec<Parameter<'a>>,
    pub(crate) returns: Returns<'a>,
    /// The result first, then the parameters in their order.
    pub(crate) outputs: Vec<Output<'a>>,
    pub(crate) faces: Faces,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Receiver {
    None,
    /// `&self` or `self: &Arc<Self>`.
    Reference,
    /// `self: Arc<Self>`.
    Arc,
}

pub(crate) struct Parameter<'a> {
    pub(crate) typed: &'a PatType,
    pub(crate) marks: &'a Marks,
    pub(crate) name: Ident,
    pub(crate) role: Role<'a>,
}

pub(crate) enum Role<'a> {
    /// `x: T`.
    Value(Owned<'a>),
    /// `x: &T`.
    Shared(Owned<'a>),
    /// `x: &mut T`.
    InOut(Owned<'a>),
    /// `#[out] x: &mut T`.
    Out(Owned<'a>),
    Cancel {
        by_reference: bool,
    },
    Progress {
        by_reference: bool,
        data: Data<'a>,
    },
}

/// What a report of progress carries beside the percentage.
#[derive(Clone, Copy)]
pub(crate) enum Data<'a> {
    /// `Progress` or `Progress<()>`.
    Nothing,
    Of(&'a Type),
}

/// The return type.
#[derive(Clone, Copy)]
pub(crate) enum Returns<'a> {
    Nothing,
    Never,
    Value(&'a Type),
    /// A `Result` whose types are known from its spelling.
    Result {
        ok: Option<&'a Type>,
        error: ErrorType<'a>,
    },
    /// A `Result` under another name or with types left out.
    Alias {
        ty: &'a Type,
        is_unit: bool,
        /// Whether it may be another type: one that is wrongly said to be `fallible`, or one's own of this name.
        is_doubtful: bool,
    },
}

pub(crate) struct Output<'a> {
    pub(crate) accessor: Ident,
    pub(crate) source: Source<'a>,
}

/// Where an output's value comes from, and so its type.
#[derive(Clone, Copy)]
pub(crate) enum Source<'a> {
    /// What the method returns, or the `T` of its `Result<T, E>`.
    Returned(&'a Type),
    /// The `T` of a `Result<T, E>` that is only known by this name.
    OkOf(&'a Type),
    /// The parameter with this index.
    Parameter(usize),
}

impl<'a> Component<'a> {
    pub(crate) fn of(block: &'a ImplBlock) -> Self {
        let mut names: Vec<&Ident> = Vec::new();
        let operations = block.methods().map(|method| {
            let name = &method.sig.ident;
            let known = names.iter().position(|known| *known == name);
            let number = known.unwrap_or(names.len());
            if known.is_none() {
                names.push(name);
            }
            Operation::of(method, number, block.options.faces)
        });
        Self {
            operations: operations.collect(),
            block,
            generics: &block.header.generics,
            self_ty: &block.header.self_ty,
            options: &block.options,
            count: names.len(),
        }
    }
}

impl<'a> Operation<'a> {
    fn of(method: &'a Method, number: usize, of_block: Faces) -> Self {
        let parameters = parameters(method);
        let returns = Returns::of(&method.sig.output, method.options.fallible.is_some());
        let result = returns.result().map(|source| Output {
            accessor: naming::result(method.options.result.as_ref(), &method.sig.ident),
            source,
        });
        let others = parameters.iter().enumerate();
        let others = others.filter(|(_, parameter)| parameter.output().is_some());
        let others = others.map(|(index, parameter)| {
            let chosen = parameter.marks.options.name.as_ref();
            Output {
                accessor: chosen.unwrap_or(&parameter.name).clone(),
                source: Source::Parameter(index),
            }
        });
        let own = method.options.faces;
        Self {
            outputs: result.into_iter().chain(others).collect(),
            ident: &method.sig.ident,
            receiver: receiver(method),
            method,
            number,
            parameters,
            returns,
            faces: Faces {
                begin_end: of_block.begin_end || own.begin_end,
                future: of_block.future || own.future,
                then: of_block.then || own.then,
            },
        }
    }

    /// The span of what is generated for the method, beside the names.
    ///
    /// It is at the `fn`: an editor that is asked about the method's name would show all of this code, too.
    pub(crate) fn span(&self) -> Span {
        Span::mixed_site().located_at(self.method.sig.fn_token.span)
    }

    /// Whether the method has a token.
    pub(crate) fn is_cancellable(&self) -> bool {
        let cancels = |parameter: &Parameter| matches!(parameter.role, Role::Cancel { .. });
        self.parameters.iter().any(cancels)
    }

    /// What the method reports, if it reports progress.
    pub(crate) fn progress(&self) -> Option<Data<'a>> {
        let mut parameters = self.parameters.iter();
        parameters.find_map(|parameter| match parameter.role {
            Role::Progress { data, .. } => Some(data),
            _ => None,
        })
    }

    /// Whether a struct of args is defined for the operation: not for one without outputs, nor for one that reuses another's.
    pub(crate) fn has_own_args(&self) -> bool {
        !self.outputs.is_empty() && self.method.options.completed_args.is_none()
    }

    pub(crate) fn coalesces(&self) -> bool {
        let mut parameters = self.parameters.iter();
        parameters.any(|parameter| parameter.marks.options.coalesce)
    }

    /// The type of an output that comes from a parameter.
    pub(crate) fn output(&self, index: usize) -> Option<&Owned<'a>> {
        self.parameters.get(index).and_then(Parameter::output)
    }
}

impl<'a> Parameter<'a> {
    fn of(typed: &'a PatType, marks: &'a Marks, index: usize) -> Self {
        let name = match &*typed.pat {
            Pat::Ident(pat) if pat.subpat.is_none() => pat.ident.clone(),
            _ => naming::argument(index),
        };
        Self {
            role: Role::of(&typed.ty, marks),
            typed,
            marks,
            name,
        }
    }

    /// What `…_async` takes for it, if it is an argument.
    pub(crate) fn input(&self) -> Option<&Owned<'a>> {
        match &self.role {
            Role::Value(owned) | Role::Shared(owned) | Role::InOut(owned) => Some(owned),
            _ => None,
        }
    }

    /// The owned type behind a parameter that brings something back.
    pub(crate) fn output(&self) -> Option<&Owned<'a>> {
        match &self.role {
            Role::InOut(owned) | Role::Out(owned) => Some(owned),
            _ => None,
        }
    }
}

impl<'a> Role<'a> {
    /// The marks decide what a parameter is, and not the name of its type.
    fn of(ty: &'a Type, marks: &Marks) -> Self {
        let reference = as_reference(ty);
        let by_reference = reference.is_some();
        let target: &Type = reference.map_or(ty, |reference| &reference.elem);
        if marks.out.is_some() {
            return Self::Out(Owned::of_target(target));
        }
        if marks.inout.is_some() {
            return Self::InOut(Owned::of_target(target));
        }
        if marks.cancel.is_some() {
            return Self::Cancel { by_reference };
        }
        if marks.progress.is_some() {
            let arguments = last_segment(target).map_or_else(Vec::new, type_arguments);
            let data = match arguments.first() {
                Some(ty) if !is_unit(ty) => Data::Of(ty),
                _ => Data::Nothing,
            };
            return Self::Progress { by_reference, data };
        }
        match reference.filter(|reference| !is_static(reference)) {
            Some(reference) if reference.mutability.is_some() => {
                Self::InOut(Owned::of_target(target))
            }
            Some(_) => Self::Shared(Owned::of_target(target)),
            None => Self::Value(Owned::of_value(ty)),
        }
    }
}

fn parameters(method: &Method) -> Vec<Parameter<'_>> {
    let inputs = method.sig.inputs.iter().zip(&method.marks);
    let typed = inputs.filter_map(|(input, marks)| match input {
        FnArg::Typed(typed) => Some((typed, marks)),
        FnArg::Receiver(_) => None,
    });
    let parameters = typed.enumerate();
    let parameters = parameters.map(|(index, (typed, marks))| Parameter::of(typed, marks, index));
    parameters.collect()
}

fn receiver(method: &Method) -> Receiver {
    match method.sig.receiver().map(|receiver| &receiver.kind) {
        None => Receiver::None,
        Some(ReceiverKind::Typed(_, ty)) if as_reference(ty).is_none() => Receiver::Arc,
        Some(_) => Receiver::Reference,
    }
}

impl<'a> Returns<'a> {
    fn of(output: &'a ReturnType, is_fallible: bool) -> Self {
        let ReturnType::Type(_, ty) = output else {
            return Self::Nothing;
        };
        if let Some((ok, error)) = result_types(ty) {
            return Self::Result {
                ok: ok.filter(|ok| !is_unit(ok)),
                error,
            };
        }
        let segment = last_segment(ty);
        let is_result = segment.is_some_and(|segment| segment.ident == "Result");
        let arguments = segment.map_or_else(Vec::new, type_arguments);
        match peel(ty) {
            Type::Never(_) => Self::Never,
            _ if is_unit(ty) => Self::Nothing,
            _ if is_result || is_fallible && may_be_alias(ty) => Self::Alias {
                ty,
                is_unit: arguments.first().is_some_and(|ok| is_unit(ok)),
                is_doubtful: !is_result || arguments.is_empty(),
            },
            _ => Self::Value(ty),
        }
    }

    /// The result as an output, if there is one.
    pub(crate) fn result(self) -> Option<Source<'a>> {
        match self {
            Self::Value(ty) => Some(Source::Returned(ty)),
            Self::Result { ok, .. } => ok.map(Source::Returned),
            Self::Alias {
                ty, is_unit: false, ..
            } => Some(Source::OkOf(ty)),
            _ => None,
        }
    }
}

/// Whether the type may be a `Result` under another name, judging by its name.
fn may_be_alias(ty: &Type) -> bool {
    const OTHERS: &[&str] = &["Option", "String", "Vec"];
    match peel(ty) {
        Type::Path(it) => {
            !is_primitive(&it.path) && !OTHERS.iter().any(|name| named(ty, name).is_some())
        }
        Type::Macro(_) => true,
        _ => false,
    }
}
