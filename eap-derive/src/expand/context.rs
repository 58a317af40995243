//! What all generated items need to know of the component.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Path, Token};

use crate::check::Verdict;
use crate::model::{Component, Data};
use crate::names::Names;
use crate::ty::generics::with_static;
use crate::ty::tokens::{idents, without_self};

pub(super) struct Context<'a> {
    pub(super) component: &'a Component<'a>,
    pub(super) names: &'a Names<'a>,
    verdict: &'a Verdict,
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
        let mut context = Self {
            component,
            names,
            verdict,
            self_ty: component.self_ty.to_token_stream(),
            user_state: None,
        };
        let options = component.options;
        context.user_state = match &options.user_state {
            Some((_, ty)) => Some(without_self(ty.to_token_stream(), &context.self_ty)),
            None => options.concurrent.then(|| {
                let runtime = context.runtime(context.span());
                quote!(#runtime::TaskId)
            }),
        };
        context
    }

    /// The span of what serves the whole component.
    ///
    /// It is at the `impl`: an editor that is asked about the type would show all of this code, too.
    pub(super) fn span(&self) -> Span {
        Span::mixed_site().located_at(self.component.block.header.impl_token.span)
    }

    /// The parameters of the impl block.
    pub(super) fn generics(&self) -> Option<TokenStream> {
        with_static(self.component.generics, self.component.self_ty)
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

    /// The body of the function that gives the event of this number.
    pub(super) fn event(&self, index: usize) -> TokenStream {
        let span = self.span();
        let runtime = self.runtime(span);
        let index = Literal::usize_unsuffixed(index);
        quote_spanned!(span=> #runtime::component::event(self, #index))
    }

    /// `ProgressChangedEventArgs`, with the defaults left out.
    pub(super) fn progress_args(&self, data: Data, span: Span) -> TokenStream {
        let runtime = self.runtime(span);
        let data = match data {
            Data::Nothing => None,
            Data::Of(ty) => Some(without_self(ty.to_token_stream(), &self.self_ty)),
        };
        let arguments = with_defaults(data, || quote!(()), self.user_state.as_ref());
        quote_spanned!(span=> #runtime::ProgressChangedEventArgs #arguments)
    }
}

/// The path of the runtime. It is put into other tokens so often that a stream of its own would show in the macro's time.
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
        // A dependency of another name is reported at the attribute, where `crate = …` is missing, and so once.
        Ident::new("eap_runtime", Span::mixed_site()).to_tokens(tokens);
    }
}

/// The arguments of a type whose second parameter defaults to `()`.
pub(super) fn with_defaults(
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

/// Names for type parameters that hide none of those in these tokens or in the component's head.
pub(super) fn free_names<const N: usize>(
    context: &Context,
    names: [&str; N],
    span: Span,
) -> [Ident; N] {
    free_names_beside(context, &TokenStream::new(), names, span)
}

/// The same beside further tokens.
pub(super) fn free_names_beside<const N: usize>(
    context: &Context,
    tokens: &TokenStream,
    names: [&str; N],
    span: Span,
) -> [Ident; N] {
    let generics = context.component.generics;
    let (self_ty, state) = (&context.self_ty, &context.user_state);
    let mut used = Vec::new();
    idents(quote!(#tokens #generics #self_ty #state), &mut used);
    names.map(|name| {
        let mut name = Ident::new(name, span);
        while used.contains(&name) {
            name = Ident::new(&format!("{name}_"), span);
        }
        name
    })
}
