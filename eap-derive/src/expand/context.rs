//! What all generated items need to know: paths, types, and whether they are only stand-ins.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{Lifetime, Type};

use crate::check::Omitted;
use crate::generics::Selection;
use crate::model::{Component, Data, Operation, Output, Returns, Source};
use crate::names::{Names, OperationNames};
use crate::types::{borrow, mentioned, nameless, with_lifetime, without_self};

pub(crate) struct Context<'a> {
    pub(crate) component: &'a Component<'a>,
    pub(crate) names: &'a Names<'a>,
    omitted: &'a Omitted,
    /// After a mistake, all is generated as ever, but nothing of it is meant to run.
    pub(crate) stand_in: bool,
    /// The path of the runtime.
    pub(crate) runtime: TokenStream,
    /// The component's type, for places where `Self` is another.
    pub(crate) self_ty: TokenStream,
    /// The type of the user state, if there is one.
    pub(crate) user_state: Option<TokenStream>,
}

/// One operation, and the types in what is generated for it.
pub(crate) struct Scope<'a> {
    pub(crate) context: &'a Context<'a>,
    pub(crate) operation: &'a Operation<'a>,
    pub(crate) names: &'a OperationNames,
    index: usize,
    /// The types of the outputs, in their order.
    pub(crate) outputs: Vec<TokenStream>,
    /// `None` for an operation that cannot fail.
    pub(crate) error: Option<TokenStream>,
    /// What the args struct takes of the component's parameters.
    pub(crate) selection: Selection,
}

impl<'a> Context<'a> {
    pub(crate) fn new(
        component: &'a Component<'a>,
        names: &'a Names<'a>,
        omitted: &'a Omitted,
        stand_in: bool,
    ) -> Self {
        let options = component.options;
        let runtime = options
            .runtime
            .as_ref()
            .map_or_else(|| quote!(::eap_runtime), ToTokens::to_token_stream);
        let mut self_ty = component.self_ty.to_token_stream();
        if stand_in && borrow(component.self_ty).is_some() {
            self_ty = with_lifetime(self_ty, &static_lifetime());
        }
        let user_state = match &options.user_state {
            Some(ty) => Some(without_self(ty.to_token_stream(), &self_ty)),
            None => options.concurrent.then(|| quote!(#runtime::TaskId)),
        };
        Self {
            component,
            names,
            omitted,
            stand_in,
            runtime,
            self_ty,
            user_state,
        }
    }

    pub(crate) fn scopes(&'a self) -> impl Iterator<Item = Scope<'a>> {
        let operations = self.component.operations.iter().zip(&self.names.operations);
        operations
            .enumerate()
            .map(|(index, (operation, names))| Scope::new(self, operation, names, index))
    }

    /// Whether something that serves the whole component is generated under this name.
    pub(crate) fn generates(&self, name: &Ident) -> bool {
        !self.omitted.contains(None, name)
    }

    /// The body of a generated function.
    pub(crate) fn body(&self, body: TokenStream) -> TokenStream {
        if self.stand_in {
            quote!(::core::unreachable!())
        } else {
            body
        }
    }

    /// `()` if there is none.
    pub(crate) fn state(&self) -> TokenStream {
        self.user_state.clone().unwrap_or_else(|| quote!(()))
    }

    /// `ProgressChangedEventArgs`, with the defaults left out.
    pub(crate) fn progress_args(&self, data: Data) -> TokenStream {
        let runtime = &self.runtime;
        let data = match data {
            Data::Nothing => None,
            Data::Of(ty) => Some(without_self(self.lasting(ty), &self.self_ty)),
        };
        let arguments = with_defaults(data, || quote!(()), self.user_state.as_ref());
        quote!(#runtime::ProgressChangedEventArgs #arguments)
    }

    /// A type that generated items give a place of its own. A wrong one is replaced in stand-ins, lest it be reported again.
    fn lasting(&self, ty: &Type) -> TokenStream {
        if self.stand_in {
            if nameless(ty).is_some() {
                return quote!(());
            }
            if borrow(ty).is_some() {
                return with_lifetime(ty.to_token_stream(), &static_lifetime());
            }
        }
        ty.to_token_stream()
    }
}

impl<'a> Scope<'a> {
    fn new(
        context: &'a Context<'a>,
        operation: &'a Operation<'a>,
        names: &'a OperationNames,
        index: usize,
    ) -> Self {
        let mut scope = Self {
            context,
            operation,
            names,
            index,
            outputs: Vec::new(),
            error: None,
            selection: Selection::default(),
        };
        let outputs = operation.outputs.iter().map(|output| scope.output(output));
        let outputs: Vec<_> = outputs.collect();
        let runtime = &context.runtime;
        let error = match operation.returns {
            Returns::Result { error, .. } => Some(scope.beside(context.lasting(error))),
            Returns::Alias { ty, .. } => {
                let ty = scope.beside(context.lasting(ty));
                Some(quote!(#runtime::private::ErrorOf<#ty>))
            }
            _ => None,
        };
        scope.outputs = outputs;
        scope.error = error;
        if operation.has_own_args() {
            let completed = scope.completed();
            scope.selection =
                Selection::of(context.component.generics, completed, &context.self_ty);
        }
        scope
    }

    /// Whether something is generated for the operation under this name.
    pub(crate) fn generates(&self, name: &Ident) -> bool {
        !self.context.omitted.contains(Some(self.index), name)
    }

    /// The `cfg`s of the impl block and the method, for what stands beside the block.
    pub(crate) fn cfg(&self) -> TokenStream {
        let block = &self.context.component.block.carried.cfg;
        let method = &self.operation.method.carried.cfg;
        quote!(#block #method)
    }

    /// All attributes that hold for what stands beside the block.
    pub(crate) fn attributes(&self) -> TokenStream {
        let cfg = self.cfg();
        let block = &self.context.component.block.carried.notes;
        let method = &self.operation.method.carried.notes;
        quote!(#cfg #block #method)
    }

    /// The span of generated code: names of its own, and errors at the method's name.
    pub(crate) fn span(&self) -> Span {
        Span::mixed_site().located_at(self.operation.ident.span())
    }

    fn output(&self, output: &Output) -> TokenStream {
        let runtime = &self.context.runtime;
        match output.source {
            Source::Returned(ty) => self.beside(self.context.lasting(ty)),
            Source::OkOf(ty) => {
                let ty = self.beside(self.context.lasting(ty));
                quote!(#runtime::private::OkOf<#ty>)
            }
            Source::Parameter(index) => {
                let owned = self.operation.output(index);
                let ty = owned.map_or_else(TokenStream::new, |owned| {
                    owned.ty_with(|ty| self.context.lasting(ty))
                });
                self.beside(ty)
            }
        }
    }

    /// A type as it is spelled beside the impl block.
    fn beside(&self, ty: TokenStream) -> TokenStream {
        let generics = &self.operation.method.sig.generics;
        if self.context.stand_in && mentioned(ty.clone(), generics).is_some() {
            return quote!(());
        }
        without_self(ty, &self.context.self_ty)
    }

    /// All outputs as one type.
    fn outputs_ty(&self) -> TokenStream {
        match self.outputs.as_slice() {
            [one] => one.clone(),
            several => quote!((#(#several),*)),
        }
    }

    pub(crate) fn error_ty(&self) -> TokenStream {
        self.error
            .clone()
            .unwrap_or_else(|| quote!(::core::convert::Infallible))
    }

    /// `Completed<O, E, S>`.
    pub(crate) fn completed(&self) -> TokenStream {
        let runtime = &self.context.runtime;
        let (outputs, error, state) = (self.outputs_ty(), self.error_ty(), self.context.state());
        quote!(#runtime::private::Completed<#outputs, #error, #state>)
    }

    pub(crate) fn completed_arguments(&self) -> TokenStream {
        let (outputs, error, state) = (self.outputs_ty(), self.error_ty(), self.context.state());
        quote!(<#outputs, #error, #state>)
    }

    /// `AsyncCompletedEventArgs`, with the defaults left out.
    pub(crate) fn base_args(&self) -> TokenStream {
        let runtime = &self.context.runtime;
        let infallible = || quote!(::core::convert::Infallible);
        let state = self.context.user_state.as_ref();
        let arguments = with_defaults(self.error.clone(), infallible, state);
        quote!(#runtime::AsyncCompletedEventArgs #arguments)
    }

    /// `AsyncError`, with the default left out.
    pub(crate) fn async_error(&self) -> TokenStream {
        let runtime = &self.context.runtime;
        let error = self.error.iter();
        quote!(#runtime::AsyncError #(<#error>)*)
    }

    /// The args of the operation's Completed event.
    pub(crate) fn args(&self) -> TokenStream {
        if let Some(path) = &self.operation.method.options.completed_args {
            return without_self(path.to_token_stream(), &self.context.self_ty);
        }
        if self.operation.outputs.is_empty() {
            return self.base_args();
        }
        let name = &self.names.completed_args;
        let arguments = &self.selection.arguments;
        quote!(#name #arguments)
    }
}

/// The arguments of a type whose second parameter defaults to `()`.
fn with_defaults(
    first: Option<TokenStream>,
    default: impl FnOnce() -> TokenStream,
    state: Option<&TokenStream>,
) -> TokenStream {
    match (first, state) {
        (None, None) => TokenStream::new(),
        (Some(first), None) => quote!(<#first>),
        (first, Some(state)) => {
            let first = first.unwrap_or_else(default);
            quote!(<#first, #state>)
        }
    }
}

fn static_lifetime() -> Lifetime {
    Lifetime::new("'static", Span::mixed_site())
}
