//! What serves several operations: functions of the whole component.

use proc_macro2::TokenStream;
use syn::Visibility;

use crate::model::Operation;
use crate::syntax::attrs::SharedAttributes;

/// The operations that a function serves, and what it has from them.
pub(super) struct Served<'a> {
    pub(super) operations: Vec<&'a Operation<'a>>,
    /// The function exists where one of the operations does.
    pub(super) cfg: TokenStream,
    /// The widest among the operations' visibilities.
    pub(super) vis: &'a Visibility,
}

impl<'a> Served<'a> {
    pub(super) fn new(operations: impl Iterator<Item = &'a Operation<'a>>) -> Self {
        let operations: Vec<_> = operations.collect();
        let methods = || operations.iter().map(|operation| operation.method);
        let all = methods().map(|method| &method.vis);
        let widest = all.max_by_key(|vis| width(vis));
        Self {
            cfg: SharedAttributes::any(methods().map(|method| &method.shared)),
            vis: widest.unwrap_or(&Visibility::Inherited),
            operations,
        }
    }

    /// The methods, for documentation. They are not links: what is public must not link to what may be private.
    pub(super) fn list(&self) -> String {
        let names = self.operations.iter().map(|it| format!("`{}`", it.ident));
        let mut names: Vec<_> = names.collect();
        names.dedup();
        match names.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, others)) => format!("{} or {last}", others.join(", ")),
            None => String::new(),
        }
    }
}

/// Paths are not resolved: one that is written out is taken to lead further up than `super`.
fn width(vis: &Visibility) -> u8 {
    match vis {
        Visibility::Public(_) => 4,
        Visibility::Restricted(vis) if vis.path.is_ident("crate") => 3,
        Visibility::Restricted(vis) if vis.path.is_ident("super") => 1,
        Visibility::Restricted(vis) if vis.path.is_ident("self") => 0,
        Visibility::Restricted(_) => 2,
        Visibility::Inherited => 0,
    }
}
