//! Which files to hash.

use std::ffi::{OsStr, OsString};
use std::fs::Metadata;
use std::path::{Path, PathBuf};

use eap_examples::output::{printable, quoted};
use walkdir::WalkDir;

use crate::hasher::Digest;

/// A file to hash, or standard input, which is called `-`.
pub(crate) struct File {
    pub(crate) path: PathBuf,
    /// In bytes; unknown for what is not a regular file, such as a pipe.
    pub(crate) size: Option<u64>,
    /// What it is to have, when it is checked.
    pub(crate) expected: Option<Digest>,
}

impl File {
    pub(crate) fn new(path: PathBuf, expected: Option<Digest>) -> Self {
        let size = path.metadata().ok().as_ref().and_then(size);
        Self {
            path,
            size,
            expected,
        }
    }
}

/// Lists the files at and below `paths` in a fixed order, and what could not be looked into, as messages.
///
/// A path that is given is hashed whatever it is, a link's target included; what is found in a folder only if it is a file.
pub(crate) fn find(paths: &[OsString]) -> (Vec<File>, Vec<String>) {
    let mut files = Vec::new();
    let mut errors = Vec::new();
    for path in paths.iter().map(Path::new) {
        if path == OsStr::new("-") || !path.is_dir() {
            files.push(File::new(path.to_owned(), None));
            continue;
        }
        // A few descriptors have to do for the folders.
        for entry in WalkDir::new(path).sort_by_file_name().max_open(4) {
            match entry {
                Ok(entry) if entry.file_type().is_file() => files.push(File {
                    size: entry.metadata().ok().as_ref().and_then(size),
                    path: entry.into_path(),
                    expected: None,
                }),
                Ok(_) => {}
                Err(error) => errors.push(message(&error)),
            }
        }
    }
    (files, errors)
}

fn size(metadata: &Metadata) -> Option<u64> {
    metadata.is_file().then_some(metadata.len())
}

fn message(error: &walkdir::Error) -> String {
    let path = error.path().unwrap_or(Path::new("")).as_os_str();
    match error.io_error() {
        Some(reason) => format!("{}: {reason}", quoted(path)),
        None => printable(&error.to_string()).into_owned(),
    }
}
