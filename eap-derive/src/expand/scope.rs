//! One operation, and the types in what is generated for it.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens as _, format_ident, quote, quote_spanned};
use syn::{Type, WherePredicate};

use super::context::{Context, Runtime, with_defaults};
use crate::convert::Owned;
use crate::generics::{self, Selection};
use crate::lift::is_punct;
use crate::model::{Operation, Output, Returns, Source};
use crate::names::OperationNames;
use crate::types::{has_token, mentioned, mentions_lifetime, without_self};

pub(crate) struct Scope<'a> {
    pub(crate) context: &'a Context<'a>,
    pub(crate) operation: &'a Operation<'a>,
    pub(crate) names: &'a OperationNames,
    /// The operation's place in the component.
    index: usize,
    /// The types of the outputs, in their order.
    pub(crate) outputs: Vec<TokenStream>,
    /// `None` for an operation that cannot fail.
    error: Option<TokenStream>,
    /// What the method demands of the component's parameters.
    conditions: Vec<&'a WherePredicate>,
    /// What the args struct takes of the component's parameters.
    pub(crate) selection: Selection,
}

impl<'a> Scope<'a> {
    pub(crate) fn new(
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
            conditions: generics::conditions(&operation.method.sig.generics),
            selection: Selection::default(),
        };
        let outputs = operation.outputs.iter().map(|output| scope.output(output));
        scope.outputs = outputs.collect();
        scope.error = match operation.returns {
            Returns::Result { error, .. } => Some(scope.beside(error)),
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
        let self_ty = &self.context.self_ty;
        let generics = self.context.component.generics;
        Selection::of(generics, &self.conditions, used, self_ty)
    }

    /// The component's parameters that a type alias needs.
    pub(crate) fn select_for_alias(&self, used: &TokenStream) -> Option<Selection> {
        let generics = self.context.component.generics;
        if generics::has_projection(used, generics) {
            // An alias cannot have a parameter for the sake of a bound.
            let selection = self.select(used.clone());
            return selection.unmentioned.is_empty().then_some(selection);
        }
        Some(Selection::without_bounds(generics, used))
    }

    /// The `where` clause of an event, whose type may need what the method demands.
    pub(crate) fn event_where_clause(&self) -> Option<TokenStream> {
        generics::where_clause(&self.conditions)
    }

    /// Whether something is generated for the operation under this name.
    pub(crate) fn generates(&self, name: &Ident) -> bool {
        self.context.generates(Some(self.index), name)
    }

    /// The attributes that hold for what stands beside the block.
    pub(crate) fn attributes(&self) -> Option<TokenStream> {
        let block = self.context.component.block.carried.all();
        both(block, self.operation.method.carried.all())
    }

    /// For what uses an item that is `deprecated` together with it.
    pub(crate) fn allow_deprecated(&self) -> Option<TokenStream> {
        let block = self.context.component.block.carried.allow_deprecated();
        block.or_else(|| self.operation.method.carried.allow_deprecated())
    }

    /// The same, for an item that cannot be deprecated or hidden.
    pub(crate) fn bare_attributes(&self) -> Option<TokenStream> {
        let block = self.context.component.block.carried.bare();
        both(block, self.operation.method.carried.bare())
    }

    /// The span of generated code: names of its own, and errors at the method.
    pub(crate) fn span(&self) -> Span {
        match self.operation.returns {
            // What is no `Result` is reported where it is returned, and so not elsewhere, too.
            Returns::Alias { .. } => self.operation.return_span(),
            _ => self.operation.span(),
        }
    }

    pub(crate) fn runtime(&self) -> Runtime<'a> {
        self.context.runtime(self.span())
    }

    fn output(&self, output: &Output) -> TokenStream {
        match output.source {
            Source::Returned(ty) => self.beside(ty),
            Source::OkOf(ty) => self.part_of_result("OkOf", ty),
            Source::Parameter(index) => {
                match self.operation.output(index) {
                    // It is a mistake, reported already, that what comes back has no name.
                    Some(Owned::Impl(_)) | None => quote!(()),
                    Some(owned)
                        if self.context.stand_in
                            && (owned.has_borrowing_bounds() || self.is_of_call(owned)) =>
                    {
                        quote!(())
                    }
                    Some(owned) => owned.ty_with(|ty| self.beside(ty)),
                }
            }
        }
    }

    /// Whether it is of a function for one lifetime of the method.
    pub(crate) fn is_of_call(&self, owned: &Owned) -> bool {
        let generics = &self.operation.method.sig.generics;
        owned.borrow().is_none() && mentions_lifetime(owned.ty(), generics)
    }

    /// A type as it is spelled beside the impl block.
    pub(super) fn beside(&self, ty: &Type) -> TokenStream {
        let generics = &self.operation.method.sig.generics;
        let tokens = self.context.lasting(ty);
        // It is a mistake, reported already, to name what only the method knows.
        let depends = |tokens: &TokenStream| {
            mentioned(tokens.clone(), generics).is_some()
                || mentions_lifetime(tokens.clone(), generics)
        };
        if self.context.stand_in && depends(&tokens) {
            return quote!(());
        }
        without_self(tokens, &self.context.self_ty)
    }

    /// `OkOf<R>` or `ErrorOf<R>`, where a type that is no `Result` is reported at the return type.
    fn part_of_result(&self, part: &str, ty: &Type) -> TokenStream {
        let span = self.operation.return_span();
        let runtime = self.context.runtime(span);
        let part = format_ident!("{part}", span = span);
        if self.context.replaces(ty) {
            return quote!(());
        }
        let ty = self.beside(ty);
        quote_spanned!(span=> #runtime::component::#part<#ty>)
    }

    /// A function of `Fallible`, reported likewise: at one place and in the same words, so that it is said once. The alias has
    /// that place, and leaves what is wrong with the type itself at the type.
    pub(crate) fn fallible(&self, ty: &Type, function: &str) -> TokenStream {
        let span = self.operation.return_span();
        let runtime = self.context.runtime(span);
        let function = Ident::new(function, span);
        let ty = self.beside(ty);
        quote_spanned!(span=> <#runtime::component::Returned<#ty> as #runtime::component::Fallible>::#function)
    }

    fn error_or_infallible(&self) -> TokenStream {
        let infallible = || quote_spanned!(self.span()=> ::core::convert::Infallible);
        self.error.clone().unwrap_or_else(infallible)
    }

    /// The arguments of `Completed<O, E, S>`, and of what is made from it, with the defaults left out.
    pub(crate) fn completed_arguments(&self) -> TokenStream {
        let span = self.span();
        let outputs = one_or_tuple(&self.outputs, span);
        match (&self.error, &self.context.user_state) {
            (None, None) => quote_spanned!(span=> <#outputs>),
            (Some(error), None) => quote_spanned!(span=> <#outputs, #error>),
            (_, Some(state)) => {
                let error = self.error_or_infallible();
                quote_spanned!(span=> <#outputs, #error, #state>)
            }
        }
    }

    /// Whether an output or the error that may not be `Send` has a lifetime, if only that of a trait object: one that the
    /// compiler shows or leaves out as it comes.
    pub(crate) fn is_spelled_variously(&self) -> bool {
        let is = |token: &TokenTree, name| matches!(token, TokenTree::Ident(it) if it == name);
        let is_alias = matches!(self.operation.returns, Returns::Alias { .. });
        let mut types = self.outputs.iter().chain(&self.error);
        !is_alias
            && types.any(|ty| {
                has_token(ty.clone(), |token| {
                    is(token, "dyn") || is_punct(token, '\'')
                }) && !has_token(ty.clone(), |token| is(token, "Send"))
            })
    }

    /// The type arguments of `start`. What is wrong with several outputs is told at that place.
    pub(crate) fn start_arguments(&self, place: Span) -> TokenStream {
        let span = self.span();
        let outputs = one_or_tuple(&self.outputs, place);
        let error = match self.operation.returns {
            Returns::Nothing | Returns::Value(_) => None,
            _ => Some(self.error_or_infallible()),
        };
        let error = error.iter();
        quote_spanned!(span=> ::<#outputs #(, #error)*>)
    }

    /// The outputs and the error, as parameters of a type.
    pub(crate) fn outputs_and_error(&self) -> TokenStream {
        let span = self.span();
        let outputs = one_or_tuple(&self.outputs, span);
        let error = self.error_or_infallible();
        quote_spanned!(span=> #outputs, #error)
    }

    /// `Completed<O, E, S>`.
    pub(crate) fn completed(&self) -> TokenStream {
        let runtime = self.runtime();
        let arguments = self.completed_arguments();
        quote_spanned!(self.span()=> #runtime::component::Completed #arguments)
    }

    /// `AsyncCompletedEventArgs`, with the defaults left out.
    pub(crate) fn base_args(&self) -> TokenStream {
        let span = self.span();
        let runtime = self.runtime();
        let infallible = || quote_spanned!(span=> ::core::convert::Infallible);
        let state = self.context.user_state.as_ref();
        let arguments = with_defaults(self.error.clone(), infallible, state);
        quote_spanned!(span=> #runtime::AsyncCompletedEventArgs #arguments)
    }

    /// `AsyncError`, with the default left out.
    pub(crate) fn async_error(&self) -> TokenStream {
        let runtime = self.runtime();
        let error = self.error.iter();
        quote_spanned!(self.span()=> #runtime::AsyncError #(<#error>)*)
    }

    /// The args of the operation's Completed event.
    pub(crate) fn args(&self) -> TokenStream {
        let path = self.operation.method.options.completed_args.as_ref();
        if let Some(path) = path.filter(|path| !self.context.lacks_args(path)) {
            return without_self(path.to_token_stream(), &self.context.self_ty);
        }
        if !self.operation.has_own_args() {
            return self.base_args();
        }
        let name = &self.names.completed_args;
        let arguments = &self.selection.arguments;
        quote!(#name #arguments)
    }

    /// The args of the operation's own progress event.
    pub(crate) fn progress_args(&self) -> Option<TokenStream> {
        let data = self.operation.progress()?;
        Some(self.context.progress_args(data, self.span()))
    }
}

/// The attributes of the block and of the method, if there are any.
fn both(block: Option<TokenStream>, method: Option<TokenStream>) -> Option<TokenStream> {
    match (block, method) {
        (Some(block), Some(method)) => Some(quote!(#block #method)),
        (one, other) => one.or(other),
    }
}

/// Nothing is `()`, one thing is itself, and several are a tuple.
pub(crate) fn one_or_tuple(parts: &[TokenStream], span: Span) -> TokenStream {
    match parts {
        [one] => one.clone(),
        several => quote_spanned!(span=> (#(#several),*)),
    }
}
