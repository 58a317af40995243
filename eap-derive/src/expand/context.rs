//! What all generated items need to know of the component.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Path, Token};

use crate::check::Verdict;
use crate::model::{Component, Data};
use crate::names::Names;
use crate::ty::tokens::{idents, without_self};

pub(super) struct Context<'a> {
    pub(super) component: &'a Component<'a>,
    pub(super) names: &'a Names<'a>,
    pub(super) verdict: &'a Verdict,
    /// The component's type, for items in which `Self` is another.
    pub(super) self_ty: TokenStream,
    /// The type of the user state, if there is one.
    pub(super) user_state: Option<TokenStream>,
}

impl<'a> Context<'a> {
    pub(super) fn new(
        component: &'a Component<'a>,
        names: &'a Names<'a>,
        verdict: &'a Verdict,
    ) -> Self {
        let self_ty = component.self_ty.to_token_stream();
        let mut context = Self {
            component,
            names,
            verdict,
            self_ty,
            user_state: None,
        };
        let runtime = context.runtime(context.span());
        context.user_state = match &component.options.user_state {
            Some(_) if verdict.is_wrong => Some(quote!(())),
            Some((_, ty)) => Some(without_self(ty.to_token_stream(), &context.self_ty)),
            None if component.options.concurrent => Some(quote!(#runtime::TaskId)),
            None => None,
        };
        context
    }

    /// The span of what serves the whole component.
    ///
    /// It is at the `impl`: an editor that is asked about the type would show all of this code, too.
    pub(super) fn span(&self) -> Span {
        Span::mixed_site().located_at(self.component.block.header.impl_token.span)
    }

    /// The path of the runtime, for code with that span.
    pub(super) fn runtime(&self, span: Span) -> Runtime<'a> {
        Runtime {
            path: self.component.options.runtime.as_ref(),
            span,
        }
    }

    /// Whether something is generated under this name: for the operation at this index, or for the whole component.
    pub(super) fn generates(&self, operation: Option<usize>, name: &Ident) -> bool {
        !self.verdict.is_taken(operation, name)
    }

    /// The body of the function that returns the event of this number.
    pub(super) fn event(&self, index: usize) -> TokenStream {
        let span = self.span();
        let runtime = self.runtime(span);
        let index = Literal::usize_unsuffixed(index);
        self.body(quote_spanned!(span=> #runtime::component::event(self, #index)))
    }

    /// The body of a function that needs a component.
    pub(super) fn body(&self, body: TokenStream) -> TokenStream {
        if self.verdict.is_wrong {
            quote!(::core::unreachable!())
        } else {
            body
        }
    }

    /// `ProgressChangedEventArgs`, with the defaults left out.
    pub(super) fn progress_args(&self, data: Data, span: Span) -> TokenStream {
        let runtime = self.runtime(span);
        let data = match data {
            Data::Nothing => None,
            Data::Of(ty) => Some(without_self(ty.to_token_stream(), &self.self_ty)),
        };
        let state = self.user_state.clone();
        let arguments = arguments([(data, quote!(())), (state, quote!(()))]);
        quote_spanned!(span=> #runtime::ProgressChangedEventArgs #arguments)
    }

    /// A name for a type parameter that is not used in these tokens or in the head of the impl block.
    pub(super) fn free_name(&self, name: &str, tokens: &TokenStream, span: Span) -> Ident {
        let generics = self.component.generics;
        let (self_ty, state) = (&self.self_ty, &self.user_state);
        let used = idents(quote!(#tokens #generics #self_ty #state));
        let mut name = Ident::new(name, span);
        while used.contains(&name) {
            name = Ident::new(&format!("{name}_"), span);
        }
        name
    }
}

/// The path of the runtime. It is used so often that creating a `TokenStream` each time would slow the macro down.
#[derive(Clone, Copy)]
pub(super) struct Runtime<'a> {
    path: Option<&'a Path>,
    span: Span,
}

impl ToTokens for Runtime<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        if let Some(path) = self.path {
            return path.to_tokens(tokens);
        }
        Token![::](self.span).to_tokens(tokens);
        // With this span, a renamed dependency is reported once, at the attribute that lacks `crate = …`.
        Ident::new("eap_runtime", Span::mixed_site()).to_tokens(tokens);
    }
}

/// Type arguments in their brackets, each with its default, without the defaults at the end.
pub(super) fn arguments<const N: usize>(
    list: [(Option<TokenStream>, TokenStream); N],
) -> Option<TokenStream> {
    let count = list.iter().rposition(|(given, _)| given.is_some())? + 1;
    let given = list.into_iter().take(count);
    let given = given.map(|(given, default)| given.unwrap_or(default));
    Some(quote!(<#(#given),*>))
}
