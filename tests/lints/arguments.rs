//! Arguments of every form, in a module that forbids a lint: an `#[allow]` would be an error there.

#![deny(
    clippy::impl_trait_in_params,
    clippy::shadow_reuse,
    clippy::shadow_same,
    clippy::shadow_unrelated
)]
#![forbid(
    clippy::too_many_arguments,
    clippy::multiple_bound_locations,
    non_snake_case
)]

use std::borrow::Cow;
use std::path::Path;

use eap_runtime::{event_async, CancellationToken, Events};

/// A shelf of books.
#[derive(Debug, Default)]
pub struct Shelf {
    events: Events<Self>,
}

#[event_async(concurrent, user_state = String, begin_end, future)]
impl Shelf {
    /// Finds a book.
    #[event_async(result = number)]
    pub fn find(
        &self,
        title: &str,
        authors: &[&str],
        path: Option<&Path>,
        series: Cow<'_, str>,
    ) -> usize {
        let length = title.len() + authors.len() + series.into_owned().len();
        length
            + path.map_or(0, |folder| folder.as_os_str().len())
            + usize::from(self.events.is_empty())
    }

    /// Sorts what it is given.
    #[event_async]
    pub fn sort(&self, books: &mut [String], #[cancel] cancel: &CancellationToken) {
        if !cancel.is_cancelled() && self.events.is_empty() {
            books.sort();
        }
    }
}

/// Whether there is nothing.
trait Empty {
    fn is_empty(&self) -> bool;
}

impl<C> Empty for Events<C> {
    fn is_empty(&self) -> bool {
        size_of::<C>() == 0
    }
}
