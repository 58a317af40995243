//! One operation, and the types in what is generated for it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens as _, format_ident, quote, quote_spanned};
use syn::{Type, WherePredicate};

use super::context::{Context, Runtime, arguments};
use super::{docs, span};
use crate::model::{Operation, Output, Returns, Source};
use crate::names::OperationNames;
use crate::ty::known::ErrorType;
use crate::ty::selection::{Selection, conditions};
use crate::ty::tokens::{has_projection, without_self};

pub(super) struct Scope<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) operation: &'a Operation<'a>,
    pub(super) names: &'a OperationNames,
    /// The operation's index in the component.
    index: usize,
    /// The types of the outputs, in their order.
    pub(super) outputs: Vec<TokenStream>,
    /// `None` for an operation that cannot fail.
    error: Option<TokenStream>,
    /// What the method demands of the component's parameters.
    pub(super) conditions: Vec<&'a WherePredicate>,
    /// What the args struct takes of the component's parameters.
    pub(super) selection: Selection,
}

impl<'a> Scope<'a> {
    pub(super) fn new(
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
            conditions: conditions(&operation.method.sig.generics),
            selection: Selection::default(),
        };
        let outputs = operation.outputs.iter().map(|output| scope.output(output));
        scope.outputs = outputs.collect();
        scope.error = match operation.returns {
            Returns::Result { error, .. } => Some(match error {
                ErrorType::Written(error) => scope.beside(error),
                ErrorType::Io => quote!(::std::io::Error),
                ErrorType::Fmt => quote!(::core::fmt::Error),
            }),
            Returns::Alias { ty, .. } => Some(scope.part_of_result("ErrorOf", ty)),
            _ => None,
        };
        if operation.has_own_args() {
            scope.selection = scope.select(scope.completed());
        }
        scope
    }

    /// The component's parameters that a type beside the impl block needs.
    fn select(&self, used: TokenStream) -> Selection {
        let generics = self.context.component.generics;
        Selection::of(generics, &self.conditions, used, &self.context.self_ty)
    }

    /// The component's parameters that a type alias needs.
    pub(super) fn select_for_alias(&self, used: &TokenStream) -> Option<Selection> {
        let generics = self.context.component.generics;
        if has_projection(used, generics) {
            // An alias cannot have a parameter for the sake of a bound.
            let selection = self.select(used.clone());
            return selection.unmentioned.is_empty().then_some(selection);
        }
        Some(Selection::without_bounds(generics, used))
    }

    /// Whether something is generated for the operation under this name.
    pub(super) fn generates(&self, name: &Ident) -> bool {
        self.context.generates(Some(self.index), name)
    }

    /// The attributes that hold for what stands beside the block.
    pub(super) fn attributes(&self) -> TokenStream {
        let block = self.context.component.block.shared.all();
        let method = self.operation.method.shared.all();
        quote!(#block #method)
    }

    /// The same, for an impl, which cannot be deprecated or hidden, and may use what is.
    pub(super) fn attributes_of_impl(&self) -> TokenStream {
        let block = self.context.component.block.shared.bare();
        let method = self.operation.method.shared.bare();
        let allow = self.allow_deprecated();
        quote!(#block #method #allow)
    }

    /// For what uses an item that is deprecated together with it.
    pub(super) fn allow_deprecated(&self) -> Option<TokenStream> {
        let block = self.context.component.block.shared.allow_deprecated();
        block.or_else(|| self.operation.method.shared.allow_deprecated())
    }

    /// A link to a function of the component, from beside its impl block.
    pub(super) fn member(&self, name: &Ident) -> String {
        docs::member(self.context.component.self_ty, name)
    }

    /// The span of generated code: names of its own, and errors at the method.
    pub(super) fn span(&self) -> Span {
        match self.operation.returns {
            // What is not a `Result` is reported where it is returned, and so not elsewhere, too.
            Returns::Alias { .. } => span::returned(self.operation),
            _ => self.operation.span(),
        }
    }

    pub(super) fn runtime(&self) -> Runtime<'a> {
        self.context.runtime(self.span())
    }

    fn output(&self, output: &Output) -> TokenStream {
        match output.source {
            Source::Returned(ty) => self.beside(ty),
            Source::OkOf(ty) => self.part_of_result("OkOf", ty),
            Source::Parameter(index) => {
                let owned = self.operation.output(index);
                owned.map_or_else(|| quote!(()), |owned| owned.ty_with(&|ty| self.beside(ty)))
            }
        }
    }

    /// A type as it is spelled beside the impl block.
    pub(super) fn beside(&self, ty: &Type) -> TokenStream {
        without_self(ty.to_token_stream(), &self.context.self_ty)
    }

    /// `OkOf<R>` or `ErrorOf<R>`, where a type that is not a `Result` is reported at the return type.
    fn part_of_result(&self, part: &str, ty: &Type) -> TokenStream {
        let span = span::returned(self.operation);
        let runtime = self.context.runtime(span);
        let part = format_ident!("{part}", span = span);
        let ty = self.beside(ty);
        quote_spanned!(span=> #runtime::component::#part<#ty>)
    }

    /// The outputs as one type.
    pub(super) fn outputs(&self) -> TokenStream {
        one_or_tuple(&self.outputs, self.span())
    }

    /// The error, `Infallible` if there is none.
    pub(super) fn error(&self) -> TokenStream {
        let infallible = || quote_spanned!(self.span()=> ::core::convert::Infallible);
        self.error.clone().unwrap_or_else(infallible)
    }

    /// The arguments of `Completed<O, E, S>`, and of what is made from it, with the defaults left out.
    pub(super) fn completed_arguments(&self) -> Option<TokenStream> {
        let error = (self.error.clone(), self.error());
        let state = (self.context.user_state.clone(), quote!(()));
        arguments([(Some(self.outputs()), quote!(())), error, state])
    }

    /// `Completed<O, E, S>`.
    pub(super) fn completed(&self) -> TokenStream {
        let (runtime, arguments) = (self.runtime(), self.completed_arguments());
        quote_spanned!(self.span()=> #runtime::component::Completed #arguments)
    }

    /// `AsyncCompletedEventArgs`, with the defaults left out.
    pub(super) fn base_args(&self) -> TokenStream {
        let runtime = self.runtime();
        let error = (self.error.clone(), self.error());
        let arguments = arguments([error, (self.context.user_state.clone(), quote!(()))]);
        quote_spanned!(self.span()=> #runtime::AsyncCompletedEventArgs #arguments)
    }

    /// `AsyncError`, with the default left out.
    pub(super) fn async_error(&self) -> TokenStream {
        let runtime = self.runtime();
        let error = self.error.iter();
        quote_spanned!(self.span()=> #runtime::AsyncError #(<#error>)*)
    }

    /// `Result<Outputs, AsyncError<E>>`.
    pub(super) fn outcome(&self) -> TokenStream {
        let (outputs, error) = (self.outputs(), self.async_error());
        quote_spanned!(self.span()=> ::core::result::Result<#outputs, #error>)
    }

    /// The args of the operation's Completed event.
    pub(super) fn args(&self) -> TokenStream {
        if let Some(path) = &self.operation.method.options.completed_args {
            return without_self(path.to_token_stream(), &self.context.self_ty);
        }
        if !self.operation.has_own_args() {
            return self.base_args();
        }
        let (name, arguments) = (&self.names.completed_args, &self.selection.arguments);
        quote!(#name #arguments)
    }
}

/// Nothing is `()`, one thing is itself, and several are a tuple.
pub(super) fn one_or_tuple(parts: &[TokenStream], span: Span) -> TokenStream {
    match parts {
        [one] => one.clone(),
        several => quote_spanned!(span=> (#(#several),*)),
    }
}
