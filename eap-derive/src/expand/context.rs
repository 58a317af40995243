//! What all generated items need to know of the component, and whether they are only stand-ins.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Lifetime, Path, Token, Type};

use super::scope::Scope;
use crate::borrow::{borrow, with_lifetime};
use crate::bounds;
use crate::check::{NoArgs, Omitted};
use crate::convert::Owned;
use crate::errors::Errors;
use crate::model::{Component, Data};
use crate::names::Names;
use crate::types::{nameless, without_self, without_size};

pub(crate) struct Context<'a> {
    pub(crate) component: &'a Component<'a>,
    pub(crate) names: &'a Names<'a>,
    omitted: &'a Omitted,
    /// After a mistake, all is generated as ever, but nothing of it is meant to run.
    pub(crate) stand_in: bool,
    /// Whether nothing but the compiler's own messages keeps stand-ins from running.
    is_left_to_compiler: bool,
    /// The component's type, for places where `Self` is another.
    pub(crate) self_ty: TokenStream,
    /// The type of the user state, if there is one.
    pub(crate) user_state: Option<TokenStream>,
}

impl<'a> Context<'a> {
    pub(crate) fn new(
        component: &'a Component<'a>,
        names: &'a Names<'a>,
        omitted: &'a Omitted,
        errors: &Errors,
    ) -> Self {
        let options = component.options;
        let stand_in = !errors.is_empty();
        let mut self_ty = component.self_ty.to_token_stream();
        if stand_in && borrow(component.self_ty).is_some() {
            self_ty = with_lifetime(self_ty, &static_lifetime());
        }
        let mut context = Self {
            component,
            names,
            omitted,
            stand_in,
            is_left_to_compiler: errors.are_all_left(),
            self_ty,
            user_state: None,
        };
        context.user_state = match &options.user_state {
            Some((_, ty)) => Some(without_self(context.kept(ty), &context.self_ty)),
            None => options.concurrent.then(|| {
                let runtime = context.runtime(context.span());
                quote!(#runtime::TaskId)
            }),
        };
        context
    }

    /// The span of what serves the whole component: names of its own, and errors at the impl block.
    ///
    /// It is at the `impl`: an editor that is asked about the type would else tell of all this code, too.
    pub(crate) fn span(&self) -> Span {
        Span::mixed_site().located_at(self.component.block.header.impl_token.span)
    }

    /// The component's parameters with all that makes it one.
    pub(crate) fn sufficient_generics(&self) -> Option<TokenStream> {
        bounds::sufficient(self.component.generics, self.component.self_ty)
    }

    /// The path of the runtime, for code with that span.
    pub(crate) fn runtime(&self, span: Span) -> Runtime<'a> {
        Runtime {
            path: self.component.options.runtime.as_ref(),
            span,
        }
    }

    pub(crate) fn scopes(&'a self) -> impl Iterator<Item = Scope<'a>> {
        let operations = self.component.operations.iter().zip(&self.names.operations);
        operations
            .enumerate()
            .map(|(index, (operation, names))| Scope::new(self, operation, names, index))
    }

    /// Whether something is generated under this name: for the operation at this place, or for the whole component.
    pub(crate) fn generates(&self, operation: Option<usize>, name: &Ident) -> bool {
        !self.omitted.contains(operation, name)
    }

    /// The body of a generated function.
    pub(crate) fn body(&self, body: TokenStream) -> TokenStream {
        if self.is_left_to_compiler {
            // The compiler may know more than `syn`, and have nothing to tell. It gets to this only then.
            let message = "`#[event_async]` cannot read the syntax of this impl block";
            quote!(const { ::core::panic!(#message) })
        } else if self.stand_in {
            quote!(::core::unreachable!())
        } else {
            body
        }
    }

    /// The body of the function that gives the event of this number. What it asks of the component is the same for all.
    pub(crate) fn event(&self, index: &Literal) -> TokenStream {
        let span = self.span();
        let runtime = self.runtime(span);
        self.body(quote_spanned!(span=> #runtime::component::event(self, #index)))
    }

    /// `()` if there is none.
    pub(crate) fn state(&self) -> TokenStream {
        self.user_state.clone().unwrap_or_else(|| quote!(()))
    }

    /// `ProgressChangedEventArgs`, with the defaults left out.
    pub(crate) fn progress_args(&self, data: Data, span: Span) -> TokenStream {
        let runtime = self.runtime(span);
        let data = match data {
            Data::Nothing => None,
            Data::Of(ty) => Some(without_self(self.lasting(ty), &self.self_ty)),
        };
        let arguments = with_defaults(data, || quote!(()), self.user_state.as_ref());
        quote_spanned!(span=> #runtime::ProgressChangedEventArgs #arguments)
    }

    /// Whether args that are to be reused are left out of a stand-in.
    pub(crate) fn lacks_args(&self, path: &Path) -> bool {
        self.stand_in && NoArgs::of(self.component, self.names, path).is_some()
    }

    /// The type of the user state. A wrong one is replaced in stand-ins, too.
    fn kept(&self, ty: &Type) -> TokenStream {
        if self.stand_in && nameless(ty).is_none() {
            return Owned::of(ty).ty_with(|ty| self.lasting(ty));
        }
        self.lasting(ty)
    }

    /// Whether a type that no value can be kept of is left out of a stand-in.
    pub(crate) fn replaces(&self, ty: &Type) -> bool {
        self.stand_in && (nameless(ty).is_some() || without_size(ty).is_some())
    }

    /// A type that generated items give a place of its own. A wrong one is replaced in stand-ins, lest it be reported again.
    pub(crate) fn lasting(&self, ty: &Type) -> TokenStream {
        if self.stand_in {
            if self.replaces(ty) {
                return quote!(());
            }
            if borrow(ty).is_some() {
                return with_lifetime(ty.to_token_stream(), &static_lifetime());
            }
        }
        ty.to_token_stream()
    }
}

/// The path of the runtime. It is put into other tokens so often that a stream of its own would show in the macro's time.
pub(crate) struct Runtime<'a> {
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
pub(crate) fn with_defaults(
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

pub(super) fn static_lifetime() -> Lifetime {
    Lifetime::new("'static", Span::mixed_site())
}
