//! What is generated beside the events: begin, end and futures.

use std::fmt::Debug;
use std::sync::Arc;

use eap_runtime::{event_async, CancellationToken, Events, Progress};

/// Has all of it for every operation.
#[derive(Debug, Default)]
pub struct Press {
    events: Events<Self>,
}

#[event_async(begin_end, future)]
impl Press {
    /// Prints.
    ///
    /// # Errors
    ///
    /// None.
    #[event_async(result = pages)]
    pub fn print(
        &self,
        text: &str,
        copies: &mut u32,
        #[out] sheets: &mut u32,
        #[cancel] cancel: &CancellationToken,
        #[progress(coalesce)] progress: &Progress<u64>,
    ) -> std::io::Result<usize> {
        progress.report_with(50, 1);
        *copies = u32::from(cancel.is_cancelled() || self.is_busy());
        *sheets = 1;
        Ok(text.len())
    }

    /// Stops.
    #[event_async]
    pub(crate) fn stop(self: &Arc<Self>, #[progress] progress: &Progress) {
        progress.report(u8::from(self.is_busy()));
    }

    #[event_async]
    #[cfg(unix)]
    fn clean(&self) -> bool {
        self.is_busy()
    }
}

/// Has it for one of its operations, and parameters.
#[derive(Debug, Default)]
pub struct Shelf<T, const N: usize> {
    events: Events<Self>,
    kept: Option<[T; N]>,
}

#[event_async(concurrent)]
impl<T, const N: usize> Shelf<T, N>
where
    T: Clone + Debug + Send + Sync + 'static,
{
    /// Takes what is kept.
    #[event_async(begin_end)]
    pub fn take<F: Fn(&T) -> bool + Send + 'static>(&self, keep: F) -> Option<Vec<T>> {
        let kept = self.kept.as_ref()?.iter().filter(|one| keep(one));
        Some(kept.cloned().collect())
    }

    /// Counts what fits, without asking the shelf.
    #[event_async(future)]
    #[deprecated(note = "it is known")]
    #[must_use]
    pub const fn count() -> usize {
        N
    }
}

/// Uses the private ones, too.
///
/// # Errors
///
/// Why there is nothing.
pub fn use_all(press: &Arc<Press>) -> Result<(), Box<dyn std::error::Error>> {
    let begun = press.begin_clean(eap_runtime::no_callback, ())?;
    let is_clean = press.end_clean(begun)?;
    let press = Arc::clone(press);
    let status =
        Arc::clone(&press).begin_stop(move |result| drop(press.end_stop(result)), is_clean)?;
    drop(status);
    Ok(())
}
