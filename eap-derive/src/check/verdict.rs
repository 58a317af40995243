//! What is expanded in spite of mistakes.

use proc_macro2::Ident;

#[derive(Default)]
pub(crate) struct Verdict {
    /// Whether the impl block may be one of a struct. Without one, nothing is generated.
    pub(crate) is_struct: bool,
    /// Whether the struct cannot be a component.
    pub(crate) is_wrong: bool,
    /// The operations that get stubs.
    pub(super) wrong: Vec<usize>,
    /// The names that are taken: the operation's index, or `None` for what serves all of them.
    pub(super) taken: Vec<(Option<usize>, Ident)>,
}

impl Verdict {
    /// Whether the operation at this index gets a stub.
    pub(crate) fn has_stub(&self, operation: usize) -> bool {
        self.is_wrong || self.wrong.contains(&operation)
    }

    /// Whether a name is left out, since it is taken.
    pub(crate) fn is_taken(&self, operation: Option<usize>, name: &Ident) -> bool {
        let mut taken = self.taken.iter();
        taken.any(|(owner, taken)| *owner == operation && taken == name)
    }
}
