//! Tokens → syntax. Bodies stay tokens.

pub(crate) mod attrs;
pub(crate) mod block;
pub(crate) mod depth;
pub(crate) mod items;
pub(crate) mod marks;
pub(crate) mod misplaced;
pub(crate) mod options;
pub(crate) mod parse;
