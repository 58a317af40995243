//! The README, the guide and the other pages: their links lead somewhere, and their code is compiled.

mod blocks;
mod links;
mod pattern;

use std::fs;
use std::path::{Path, PathBuf};

const GUIDE: &str = "docs/guide/src";

/// The path of a file or folder of the repository.
fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

fn read(path: &str) -> String {
    fs::read_to_string(repository(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The paths of the guide's pages, without the summary.
fn pages_of_the_guide() -> Vec<String> {
    let files = fs::read_dir(repository(GUIDE)).unwrap();
    let mut names: Vec<_> = files
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| {
            Path::new(name).extension().is_some_and(|it| it == "md") && name != "SUMMARY.md"
        })
        .collect();
    names.sort();
    names.iter().map(|name| format!("{GUIDE}/{name}")).collect()
}
