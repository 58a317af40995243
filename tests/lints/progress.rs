//! The rows of the table of progress events.

use std::sync::Arc;

use eap_runtime::{event_async, Events, InvokeError, Progress, TaskId};

/// A part of what is loaded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Has an event of its operation's own.
#[derive(Debug, Default)]
pub struct Loader {
    events: Events<Self>,
}

#[event_async(concurrent)]
impl Loader {
    /// Loads.
    #[event_async]
    pub fn load(&self, #[progress] progress: &Progress<Part>) -> bool {
        progress.report(50);
        self.load_progress_changed().is_empty()
    }
}

/// Has one event for all.
#[derive(Debug, Default)]
pub struct Saver {
    events: Events<Self>,
}

#[event_async]
impl Saver {
    /// Saves.
    #[event_async]
    pub fn save(&self, #[progress(coalesce)] progress: &Progress) {
        progress.report(50);
        drop(self.progress_changed().subscribe(|_saver, _e| ()));
    }

    /// Saves all.
    #[event_async]
    pub fn save_all(&self, #[progress] progress: Progress) {
        self.save(&progress);
        drop(progress);
    }
}

/// Has one event for percentages, and one for the incremental results of each.
#[derive(Debug, Default)]
pub struct Store {
    events: Events<Self>,
}

#[event_async(user_state = &'static str)]
impl Store {
    /// Loads.
    #[event_async(result = parts)]
    pub fn load_part(&self, #[progress] progress: &Progress<Part>) -> Vec<Part> {
        progress.report_with(50, Part::default());
        drop(self.load_part_progress_changed().subscribe(|_store, _e| ()));
        vec![Part::default()]
    }

    /// Counts.
    #[event_async]
    pub fn count(&self, #[progress] progress: &Progress<u32>) -> u32 {
        progress.report_with(50, 1);
        u32::from(self.progress_changed().is_empty())
    }

    /// Checks.
    #[event_async]
    pub fn check(&self, #[progress] progress: &Progress) -> bool {
        progress.report(50);
        self.count_progress_changed().is_empty()
    }
}

/// Starts one.
///
/// # Errors
///
/// It was refused.
pub fn start(loader: &Arc<Loader>) -> Result<(), InvokeError> {
    loader.load_async(TaskId::new())
}
