//! What `#[event_async]` adds to a build: the time of `cargo check` for a crate of a hundred methods, with it and without,
//! beside other macros that take whole methods. And a build of all that a crate depends on, beside `async-trait`'s.
//!
//! `-- cold` measures the latter alone.
//!
//! The crates are made anew in the target directory, and those of the rivals need the registry.

mod cold;
mod subjects;

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::subjects::{METHODS, SUBJECTS, Subject};

/// Odd, so that one of them is the median.
const ROUNDS: usize = 15;

fn main() -> io::Result<()> {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compile");
    if std::env::args().any(|arg| arg == "cold") {
        return cold::compare(&root);
    }
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); SUBJECTS.len()];
    for subject in SUBJECTS {
        // With this, all it depends on is there.
        check(&root, subject)?;
    }
    // In turn, so that the machine's moods are shared out.
    for _ in 0..ROUNDS {
        for (subject, times) in SUBJECTS.iter().zip(&mut times) {
            times.push(check(&root, subject)?);
        }
    }
    let medians: Vec<_> = times.into_iter().map(median).collect();
    let plain = medians.first().copied().unwrap_or_default();
    println!("cargo check, ms a method (median of {ROUNDS})");
    for (subject, median) in SUBJECTS.iter().zip(medians) {
        let added = (median.as_secs_f64() - plain.as_secs_f64()) * 1e3 / f64::from(METHODS);
        println!("{:<40} {added:+.2}", subject.name);
    }
    cold::compare(&root)
}

/// How long a crate takes whose dependencies are built.
fn check(root: &Path, subject: &Subject) -> io::Result<Duration> {
    let source = subject.source();
    let package = write_package(root, subject.package, subject.dependency, &source)?;
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args(["check", "--quiet", "--manifest-path"])
        .arg(package.join("Cargo.toml"));
    cargo.env("CARGO_TARGET_DIR", root.join("target"));
    cargo.env("CARGO_INCREMENTAL", "0");
    let start = Instant::now();
    let status = cargo.status()?;
    let time = start.elapsed();
    if status.success() {
        Ok(time)
    } else {
        Err(io::Error::other(format!("{}: {status}", subject.name)))
    }
}

/// Writes a crate with one dependency, so that it is newer than what was made of it.
fn write_package(
    root: &Path,
    name: &str,
    dependency: Option<&str>,
    source: &str,
) -> io::Result<PathBuf> {
    let package = root.join(name);
    std::fs::create_dir_all(package.join("src"))?;
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../eap-runtime");
    let dependency = match dependency {
        Some(dependency) => dependency.to_owned(),
        None => format!("eap-runtime = {{ path = '{}' }}", runtime.display()),
    };
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n[workspace]\n\n[dependencies]\n{dependency}\n",
    );
    let path = package.join("Cargo.toml");
    if std::fs::read_to_string(&path).ok().as_deref() != Some(&manifest) {
        std::fs::write(path, manifest)?;
    }
    std::fs::write(package.join("src/lib.rs"), source)?;
    Ok(package)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
