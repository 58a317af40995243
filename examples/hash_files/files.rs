//! Which files to hash.

use std::path::PathBuf;

use walkdir::WalkDir;

/// A file to hash.
pub(crate) struct FoundFile {
    pub(crate) path: PathBuf,
    /// In bytes, for the progress of the whole; 0 where it can't be told.
    pub(crate) size: u64,
}

/// Lists the files at and below `paths` in a fixed order, and what could not be looked into.
///
/// A path that is given is hashed whatever it is, a link's target included; what is found in a folder only if it is a file.
pub(crate) fn find(paths: &[PathBuf]) -> (Vec<FoundFile>, Vec<walkdir::Error>) {
    let mut files = Vec::new();
    let mut errors = Vec::new();
    for path in paths {
        if !path.is_dir() {
            let size = path.metadata().map_or(0, |metadata| metadata.len());
            files.push(FoundFile {
                path: path.clone(),
                size,
            });
            continue;
        }
        for entry in WalkDir::new(path).sort_by_file_name() {
            match entry {
                Ok(entry) if entry.file_type().is_file() => files.push(FoundFile {
                    size: entry.metadata().map_or(0, |metadata| metadata.len()),
                    path: entry.into_path(),
                }),
                Ok(_) => {}
                Err(error) => errors.push(error),
            }
        }
    }
    (files, errors)
}
