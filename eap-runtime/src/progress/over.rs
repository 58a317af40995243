//! An iterator that reports how many of its items are done.

use std::fmt;

use super::{Progress, percentage};

/// An iterator that reports progress as it goes; from [`Progress::over`].
///
/// From the pattern's "Optionally Provide Support for Progress Reporting".
///
/// ```
/// use eap_runtime::Progress;
///
/// let progress = Progress::<()>::none();
/// let lengths: Vec<usize> = progress.over(["one", "three"]).map(str::len).collect();
/// assert_eq!(lengths, [3, 5]);
/// ```
#[must_use = "iterators do nothing unless consumed"]
pub struct ProgressOver<'a, I, P = ()> {
    progress: &'a Progress<P>,
    items: I,
    total: usize,
    /// Items that were given out. All but the last one are done.
    given: usize,
    reported: Option<u8>,
}

impl<'a, I: ExactSizeIterator, P> ProgressOver<'a, I, P> {
    pub(super) fn new(progress: &'a Progress<P>, items: I) -> Self {
        Self {
            progress,
            total: items.len(),
            items,
            given: 0,
            reported: None,
        }
    }
}

impl<I: ExactSizeIterator, P> Iterator for ProgressOver<'_, I, P> {
    type Item = I::Item;

    fn next(&mut self) -> Option<I::Item> {
        // To ask for the next item is to have done the one before.
        let done = percentage(self.given, self.total);
        if self.given > 0 && self.reported != Some(done) {
            self.reported = Some(done);
            self.progress.report(done);
        }
        let item = self.items.next()?;
        self.given += 1;
        Some(item)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.items.size_hint()
    }
}

impl<I: ExactSizeIterator, P> ExactSizeIterator for ProgressOver<'_, I, P> {}

impl<I, P> fmt::Debug for ProgressOver<'_, I, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProgressOver")
            .field("given", &self.given)
            .field("total", &self.total)
            .finish_non_exhaustive()
    }
}
