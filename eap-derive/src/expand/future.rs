//! `…_future`.

use proc_macro2::TokenStream;
use quote::quote_spanned;
use syn::Type;

use super::docs;
use super::place;
use super::scope::Scope;
use super::start;
use crate::generics::MethodGenerics;
use crate::model::{Data, Returns};
use crate::types::{peel, without_self};

pub(crate) fn function(scope: &Scope) -> Option<TokenStream> {
    let name = scope.names.future.as_ref()?;
    if !scope.generates(name) {
        return None;
    }
    let operation = scope.operation;
    let span = scope.span();
    let attributes = operation.method.carried.all();
    let vis = &operation.method.vis;
    let generics = MethodGenerics::of(&operation.method.sig.generics);
    let declaration = generics.declaration(&[]);
    let where_clause = &generics.where_clause;
    let parameters = start::parameters(scope);
    let future = future(scope);
    let coalesce = operation
        .coalesces()
        .then(|| quote_spanned!(span=> .coalesce()));
    let way = quote_spanned!(span=> #coalesce .future());
    let started = start::prepared_beside_events(scope, "streaming", &way);
    let place = place::of_outputs(scope);
    // The compiler would else have two spellings of an alias's `dyn Error` without `Send`, and tell of each. It would tell twice
    // of what a bare `Result` lacks in turn.
    let types = match operation.returns {
        Returns::Alias { ty, .. } if is_of_ones_own(ty) => Some(scope.start_arguments(place)),
        _ => None,
    };
    let turbofish = generics.turbofish.as_ref();
    let body = match types {
        Some(types) => start::started(scope, &started, place, &types, turbofish),
        None => start::started_as_ever(scope, &started, turbofish),
    };
    let body = scope.context.body(body);
    let doc = docs::comment(&format!(
        "Starts {} in the background; the future gives what it gave.",
        docs::sibling(operation.ident)
    ));
    Some(quote_spanned! {span=>
        #attributes
        #doc
        #vis fn #name #declaration(
            self: &::std::sync::Arc<Self>,
            #(#parameters,)*
        ) -> #future #where_clause {
            #body
        }
    })
}

/// Whether an alias may be one's own: its name is another than `Result`, or a module's that is not known to everybody.
fn is_of_ones_own(ty: &Type) -> bool {
    let Type::Path(path) = peel(ty) else {
        return false;
    };
    let mut segments = path.path.segments.iter().rev();
    let is_result = segments.next().is_some_and(|last| last.ident == "Result");
    let module = segments.next();
    !is_result || module.is_some_and(|module| module.ident != "io" && module.ident != "fmt")
}

/// `OperationFuture<O, E, P>`.
fn future(scope: &Scope) -> TokenStream {
    let runtime = scope.runtime();
    let outcome = scope.outputs_and_error();
    let context = scope.context;
    let data = match scope.operation.progress() {
        Some(Data::Of(ty)) => {
            let ty = without_self(context.lasting(ty), &context.self_ty);
            Some(quote_spanned!(scope.span()=> , #ty))
        }
        Some(Data::Nothing) | None => None,
    };
    quote_spanned!(scope.span()=> #runtime::OperationFuture<#outcome #data>)
}
