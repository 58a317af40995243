//! What is expanded in spite of mistakes.

use proc_macro2::Ident;

#[derive(Default)]
pub(crate) struct Verdict {
    /// Whether the impl block may be one of a struct. Without one, nothing is generated.
    pub(crate) is_struct: bool,
    /// Whether the struct cannot be a component.
    pub(crate) is_wrong: bool,
    /// Which operations get stubs.
    pub(super) wrong: Vec<bool>,
    /// The names that are taken: the operation's index, or `None` for what serves all of them.
    pub(super) taken: Vec<(Option<usize>, Ident)>,
}

impl Verdict {
    /// Whether the operation at this index gets a stub.
    pub(crate) fn has_stub(&self, operation: usize) -> bool {
        self.is_wrong || self.wrong.get(operation).is_none_or(|is_wrong| *is_wrong)
    }

    /// Whether a name is left out, since it is taken.
    pub(crate) fn is_taken(&self, operation: Option<usize>, name: &Ident) -> bool {
        self.taken
            .iter()
            .any(|(owner, taken)| *owner == operation && taken == name)
    }
}
