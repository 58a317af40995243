//! Questions about types as they are written.

pub(crate) mod generics;
pub(crate) mod known;
pub(crate) mod owned;
pub(crate) mod selection;
pub(crate) mod shape;
pub(crate) mod tokens;
pub(crate) mod walk;
