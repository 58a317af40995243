//! What the macro knows of a component. Every input has a model, also a wrong one: `check` says what is wrong, and the
//! stand-ins for it are made from the same model.

use std::collections::HashMap;

use proc_macro2::{Ident, Span};
use syn::{Expr, FnArg, Generics, Pat, PatType, PathSegment, ReceiverKind, ReturnType, Type};

use crate::convert::Owned;
use crate::names;
use crate::options::{ImplOptions, ParameterOptions};
use crate::parse::{ImplBlock, Method};
use crate::types::{
    as_reference, is_module, is_of_std, is_primitive, is_progress, is_static, is_token, is_unit,
    last_segment, may_be_ours, named, peel, type_arguments,
};

pub(crate) struct Component<'a> {
    pub(crate) block: &'a ImplBlock,
    pub(crate) generics: &'a Generics,
    pub(crate) self_ty: &'a Type,
    pub(crate) options: &'a ImplOptions,
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
    pub(crate) options: &'a ParameterOptions,
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
    /// A `Result` with both types written out.
    Result {
        ok: &'a Type,
        error: &'a Type,
    },
    /// A `Result` under another name or with types left out.
    Alias {
        ty: &'a Type,
        is_unit: bool,
        /// Whether it may be another type of one's own, that happens to be called so or that is wrongly said to be `fallible`.
        is_doubtful: bool,
    },
}

pub(crate) struct Output<'a> {
    pub(crate) accessor: Ident,
    pub(crate) source: Source<'a>,
}

/// Where an output's value comes from, and so its type.
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
        let mut numbers = HashMap::new();
        let operations = block.methods().map(|method| {
            let next = numbers.len();
            let number = *numbers.entry(&method.sig.ident).or_insert(next);
            Operation::of(method, number)
        });
        Self {
            operations: operations.collect(),
            block,
            generics: &block.header.generics,
            self_ty: &block.header.self_ty,
            options: &block.options,
            count: numbers.len(),
        }
    }
}

impl Component<'_> {
    /// Whether the impl block is one of a struct or an enum, as far as the spelling tells.
    pub(crate) fn is_of_struct(&self) -> bool {
        let Type::Path(path) = peel(self.self_ty) else {
            return false;
        };
        let mut parameters = self.generics.type_params();
        let is_parameter = parameters.any(|it| path.path.is_ident(&it.ident));
        let is_type = !(is_primitive(path) || is_module(path) || is_of_std(path));
        is_type && !is_parameter && path.qself.is_none()
    }

    /// Whether macros make items of the block.
    pub(crate) fn has_macros(&self) -> bool {
        let mut items = self.block.items.iter();
        items.any(|item| item.written().is_macro())
    }

    /// Whether it is one of a trait object, which there can be, too.
    pub(crate) fn is_of_object(&self) -> bool {
        matches!(peel(self.self_ty), Type::TraitObject(_))
    }
}

impl<'a> Operation<'a> {
    fn of(method: &'a Method, number: usize) -> Self {
        let parameters = parameters(method);
        let returns = Returns::of(&method.sig.output, method.options.fallible.is_some());
        let result = returns.result().map(|source| Output {
            accessor: names::result(method.options.result.as_ref(), &method.sig.ident),
            source,
        });
        let others = parameters.iter().enumerate();
        let others = others.filter(|(_, parameter)| parameter.output().is_some());
        let others = others.map(|(index, parameter)| Output {
            accessor: parameter
                .options
                .name
                .as_ref()
                .unwrap_or(&parameter.name)
                .clone(),
            source: Source::Parameter(index),
        });
        Self {
            outputs: result.into_iter().chain(others).collect(),
            ident: &method.sig.ident,
            receiver: receiver(method),
            method,
            number,
            parameters,
            returns,
        }
    }

    /// The span of what is generated for the method, beside the names.
    ///
    /// It is at the `fn`: an editor that is asked about the method's name would else tell of all this code, too.
    pub(crate) fn span(&self) -> Span {
        Span::mixed_site().located_at(self.method.sig.fn_token.span)
    }

    /// The span of what is to be reported at the return type.
    ///
    /// It is at the arrow, since an editor that is asked about the type would else tell of generated code, too.
    pub(crate) fn return_span(&self) -> Span {
        match &self.method.sig.output {
            ReturnType::Type(arrow, _) => Span::mixed_site().located_at(arrow.spans[1]),
            ReturnType::Default => self.span(),
        }
    }

    /// Whether the method can be told that it is cancelled.
    pub(crate) fn is_cancellable(&self) -> bool {
        let cancels = |parameter: &Parameter| matches!(parameter.role, Role::Cancel { .. });
        self.parameters.iter().any(cancels)
    }

    /// What the method reports, if it reports progress.
    pub(crate) fn progress(&self) -> Option<Data<'a>> {
        self.parameters
            .iter()
            .find_map(|parameter| match parameter.role {
                Role::Progress { data, .. } => Some(data),
                _ => None,
            })
    }

    /// Whether a struct is defined for how the operation ends: not for one without outputs, nor for one that reuses another's.
    pub(crate) fn has_own_args(&self) -> bool {
        !self.outputs.is_empty() && self.method.options.completed_args.is_none()
    }

    pub(crate) fn coalesces(&self) -> bool {
        self.parameters
            .iter()
            .any(|parameter| parameter.options.coalesce)
    }

    /// The type of an output that comes from a parameter.
    pub(crate) fn output(&self, index: usize) -> Option<&Owned<'a>> {
        self.parameters.get(index).and_then(Parameter::output)
    }
}

impl<'a> Parameter<'a> {
    fn of(typed: &'a PatType, options: &'a ParameterOptions, index: usize) -> Self {
        let name = match &*typed.pat {
            Pat::Ident(pat) if pat.subpat.is_none() => pat.ident.clone(),
            _ => names::argument(index),
        };
        Self {
            role: Role::of(&typed.ty, options),
            typed,
            options,
            name,
        }
    }

    /// The owned type behind a parameter that brings something back.
    pub(crate) fn output(&self) -> Option<&Owned<'a>> {
        match &self.role {
            Role::InOut(owned) | Role::Out(owned) => Some(owned),
            _ => None,
        }
    }

    pub(crate) fn init(&self) -> Option<&'a Expr> {
        self.options.init.as_deref()
    }
}

impl<'a> Role<'a> {
    fn of(ty: &'a Type, options: &ParameterOptions) -> Self {
        let reference = as_reference(ty);
        let by_reference = reference.is_some();
        let target: &Type = reference.map_or(ty, |reference| &reference.elem);
        let unmarked = options.roles().next().is_none();
        if options.out.is_some() {
            return Self::Out(Owned::of(target));
        }
        if options.inout.is_some() {
            return Self::InOut(Owned::of(target));
        }
        if options.cancel.is_some() || unmarked && may_be_ours(target) && is_token(target) {
            return Self::Cancel { by_reference };
        }
        if options.progress.is_some() || unmarked && may_be_ours(target) && is_progress(target) {
            // Of another type that is marked, the arguments mean something else.
            let reported = named(target, "Progress");
            let arguments = reported.map_or_else(Vec::new, type_arguments);
            let data = match arguments.first() {
                Some(ty) if !is_unit(ty) => Data::Of(ty),
                _ => Data::Nothing,
            };
            return Self::Progress { by_reference, data };
        }
        match reference.filter(|reference| !is_static(reference)) {
            Some(reference) if reference.mutability.is_some() => Self::InOut(Owned::of(target)),
            Some(_) => Self::Shared(Owned::of(target)),
            None => Self::Value(match peel(ty) {
                Type::ImplTrait(bounds) => Owned::Impl(bounds),
                _ => Owned::Same(ty),
            }),
        }
    }
}

/// Whether the type is the runtime's token, as far as its name tells.
fn parameters(method: &Method) -> Vec<Parameter<'_>> {
    let inputs = method.sig.inputs.iter().zip(&method.parameters);
    let typed = inputs.filter_map(|(input, options)| match input {
        FnArg::Typed(typed) => Some((typed, options)),
        FnArg::Receiver(_) => None,
    });
    typed
        .enumerate()
        .map(|(index, (typed, options))| Parameter::of(typed, options, index))
        .collect()
}

fn receiver(method: &Method) -> Receiver {
    let Some(receiver) = method.sig.receiver() else {
        return Receiver::None;
    };
    match &receiver.kind {
        ReceiverKind::Typed(_, ty) if named(ty, "Arc").is_some() => Receiver::Arc,
        _ => Receiver::Reference,
    }
}

impl<'a> Returns<'a> {
    fn of(output: &'a ReturnType, fallible: bool) -> Self {
        let ReturnType::Type(_, ty) = output else {
            return Self::Nothing;
        };
        let result = named(ty, "Result");
        let arguments = last_segment(ty).map_or_else(Vec::new, type_arguments);
        match (peel(ty), arguments.as_slice()) {
            (Type::Never(_), _) => Self::Never,
            (_, [ok, error]) if result.is_some() => Self::Result { ok, error },
            (_, arguments) if result.is_some() || fallible && may_be_alias(ty) => Self::Alias {
                ty,
                is_unit: arguments
                    .first()
                    .map_or_else(|| is_fmt_result(ty), |ok| is_unit(ok)),
                is_doubtful: result.is_none() || arguments.is_empty() && !has_module(ty),
            },
            _ if is_unit(ty) => Self::Nothing,
            _ => Self::Value(ty),
        }
    }

    /// The result as an output, if there is one.
    pub(crate) fn result(self) -> Option<Source<'a>> {
        match self {
            Self::Value(ty) => Some(Source::Returned(ty)),
            Self::Result { ok, .. } if !is_unit(ok) => Some(Source::Returned(ok)),
            Self::Alias {
                ty, is_unit: false, ..
            } => Some(Source::OkOf(ty)),
            _ => None,
        }
    }
}

/// Whether the type may be a `Result` under another name, as far as its own name tells.
fn may_be_alias(ty: &Type) -> bool {
    const OTHERS: &[&str] = &[
        "Box", "Option", "Self", "String", "Vec", "bool", "char", "f32", "f64", "i8", "i16", "i32",
        "i64", "i128", "isize", "str", "u8", "u16", "u32", "u64", "u128", "usize",
    ];
    let other = |segment: &PathSegment| OTHERS.iter().any(|other| segment.ident == other);
    match peel(ty) {
        Type::Path(_) => !last_segment(ty).is_some_and(other),
        Type::Macro(_) => true,
        _ => false,
    }
}

/// Whether the path says where the type is from, as that of `io::Result` does.
fn has_module(ty: &Type) -> bool {
    matches!(peel(ty), Type::Path(path) if path.path.segments.len() > 1)
}

/// Whether this is `fmt::Result`, the one alias without arguments that everybody knows.
fn is_fmt_result(ty: &Type) -> bool {
    let Type::Path(path) = peel(ty) else {
        return false;
    };
    let mut segments = path
        .path
        .segments
        .iter()
        .rev()
        .map(|segment| &segment.ident);
    segments.next().is_some_and(|last| last == "Result")
        && segments.next().is_some_and(|module| module == "fmt")
}
