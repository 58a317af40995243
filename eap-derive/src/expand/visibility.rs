//! The visibility of what serves several operations.

use syn::Visibility;

use crate::model::Operation;

/// The widest among the operations' visibilities.
pub(super) fn widest<'a>(operations: impl Iterator<Item = &'a Operation<'a>>) -> &'a Visibility {
    let all = operations.map(|operation| &operation.method.vis);
    all.max_by_key(|vis| width(vis))
        .unwrap_or(&Visibility::Inherited)
}

/// Paths are not resolved: one that is spelled out is taken to lead further up than `super`.
fn width(vis: &Visibility) -> u8 {
    match vis {
        Visibility::Public(_) => 4,
        Visibility::Restricted(restricted) => {
            let path = &restricted.path;
            if path.is_ident("crate") {
                3
            } else if path.is_ident("super") {
                1
            } else if path.is_ident("self") {
                0
            } else {
                2
            }
        }
        Visibility::Inherited => 0,
    }
}
