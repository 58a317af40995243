//! The four ways to finish what was begun. Each hashes all files at the same time, and returns whether all went well.

use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use eap_examples::output::quoted;
use eap_examples::{say, warn};
use eap_runtime::{AsyncError, InvokeError, WaitHandle, no_callback};
use indicatif::ProgressBar;

use crate::hasher::{FileHasher, HashFileAsyncResult};

/// An operation whose state is the file it hashes.
type Hashing = HashFileAsyncResult<PathBuf>;

fn begin_all(hasher: &Arc<FileHasher>, files: &[PathBuf]) -> Result<Vec<Hashing>, InvokeError> {
    let begin = |file: &PathBuf| hasher.begin_hash_file(file.clone(), no_callback, file.clone());
    files.iter().map(begin).collect()
}

/// Blocks in End: the lines come in the order of the files.
pub(crate) fn block_in_end(
    hasher: &Arc<FileHasher>,
    files: &[PathBuf],
) -> Result<bool, InvokeError> {
    let mut all_well = true;
    for result in begin_all(hasher, files)? {
        all_well &= end(hasher, result);
    }
    Ok(all_well)
}

/// Waits for whichever is next: the lines come in the order in which the files are done.
pub(crate) fn wait_on_the_handles(
    hasher: &Arc<FileHasher>,
    files: &[PathBuf],
) -> Result<bool, InvokeError> {
    let mut begun = begin_all(hasher, files)?;
    let mut all_well = true;
    while !begun.is_empty() {
        let handles: Vec<_> = begun
            .iter()
            .map(|result| result.async_wait_handle())
            .collect();
        match WaitHandle::wait_any_timeout(&handles, Duration::from_secs(1)) {
            Some(next) => all_well &= end(hasher, begun.remove(next)),
            None => warn!("four_ways: still hashing {} of them", begun.len()),
        }
    }
    Ok(all_well)
}

/// Looks from time to time, as a program does that has a loop of its own. This one draws a spinner.
pub(crate) fn poll(hasher: &Arc<FileHasher>, files: &[PathBuf]) -> Result<bool, InvokeError> {
    let mut begun = begin_all(hasher, files)?;
    let mut all_well = true;
    let spinner = ProgressBar::new_spinner();
    while !begun.is_empty() {
        let (done, running): (Vec<_>, Vec<_>) = begun
            .into_iter()
            .partition(|result: &Hashing| result.is_completed());
        begun = running;
        for result in done {
            all_well &= spinner.suspend(|| end(hasher, result));
        }
        spinner.tick();
        thread::sleep(Duration::from_millis(20));
    }
    spinner.finish_and_clear();
    Ok(all_well)
}

/// Ends each operation in its callback, on the worker.
pub(crate) fn end_in_callbacks(
    hasher: &Arc<FileHasher>,
    files: &[PathBuf],
) -> Result<bool, InvokeError> {
    let (sender, outcomes) = mpsc::channel();
    for file in files {
        let (ender, sender) = (Arc::clone(hasher), sender.clone());
        let callback = move |result: Hashing| {
            // Who has gone because another file was refused need not know.
            let _ = sender.send(end(&ender, result));
        };
        hasher.begin_hash_file(file.clone(), callback, file.clone())?;
    }
    drop(sender);
    // This ends when the callbacks are done. A wait handle would be signalled before that.
    let mut all_well = true;
    for well in outcomes {
        all_well &= well;
    }
    Ok(all_well)
}

/// Ends an operation and prints its line.
fn end(hasher: &FileHasher, result: Hashing) -> bool {
    let file = result.async_state().clone();
    print(&file, hasher.end_hash_file(result))
}

fn print(file: &Path, outcome: Result<(String, usize), AsyncError<std::io::Error>>) -> bool {
    let file = quoted(file);
    match outcome {
        Ok((digest, size)) => {
            say!("{digest}  {file} ({size} bytes)");
            true
        }
        Err(error) => {
            warn!("four_ways: {file}: {error}");
            false
        }
    }
}
