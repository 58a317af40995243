//! The compiler's messages: the words of one version, and for others their number.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The compiler whose words are in the `.stderr` files. Others choose different ones.
const COMPILER: &str = "rustc 1.95.";

/// Compiles the cases of `ui/`, with the runtime under this name, and compares the messages.
pub(crate) fn check(dependency: &str, runtime: &Path) {
    let version = Command::new("rustc").arg("--version").output();
    let version = version.expect("the compiler prints its version").stdout;
    if version.starts_with(COMPILER.as_bytes()) {
        trybuild::TestCases::new().compile_fail("ui/*.rs");
    } else {
        compare(&files("rs"), &errors(&package(dependency, runtime)));
    }
}

/// The files of `ui/` with this extension.
pub(crate) fn files(extension: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui");
    let entries = fs::read_dir(folder).expect("the cases are there");
    let paths = entries.map(|entry| entry.expect("a case can be listed").path());
    let mut files: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|own| own == extension))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "there are cases");
    files
}

/// Fails where a case compiles after all, or earns more messages than are written down.
fn compare(cases: &[PathBuf], found: &HashMap<String, usize>) {
    let mut wrong = String::new();
    for case in cases {
        let name = name(case);
        let stderr = fs::read_to_string(case.with_extension("stderr"));
        let stderr = stderr.expect("the messages are there");
        let errors = stderr.lines().filter(|line| line.starts_with("error"));
        let expected = errors.count();
        let found = found.get(&name).copied().unwrap_or_default();
        if found == 0 || found > expected {
            let _ = writeln!(wrong, "{name}: {found} messages, and {expected} expected");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Makes a package with a program for each case, and gives its path.
fn package(dependency: &str, runtime: &Path) -> PathBuf {
    let package = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("ui-{dependency}"));
    fs::create_dir_all(&package).expect("the package has a place");
    let mut manifest = format!(
        "[package]\nname = \"ui\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [dependencies.{dependency}]\npackage = \"eap-runtime\"\npath = '{}'\nfeatures = [\"stream\", \"tokio\"]\n",
        runtime.display()
    );
    for case in files("rs") {
        let _ = write!(
            manifest,
            "\n[[bin]]\nname = \"{}\"\npath = '{}'\n",
            name(&case),
            case.display()
        );
    }
    fs::write(package.join("Cargo.toml"), manifest).expect("the manifest can be written");
    // The versions that are there already.
    let lock = package.join("Cargo.lock");
    fs::copy(runtime.join("../Cargo.lock"), lock).expect("the lock file can be copied");
    package
}

/// How many errors there are in each program.
fn errors(package: &Path) -> HashMap<String, usize> {
    let output = Command::new(env!("CARGO"))
        .args(["check", "--bins", "--keep-going", "--offline"])
        .args(["--message-format", "short"])
        .env("CARGO_TARGET_DIR", package.join("target"))
        .current_dir(package)
        .output()
        .expect("cargo can be run");
    let mut errors = HashMap::new();
    // Such as `ui/case.rs:1:2: error[E0001]: …`
    for line in String::from_utf8_lossy(&output.stderr).lines() {
        if let Some((path, rest)) = line.split_once(".rs:") {
            let message = rest.split_once(": ").map_or("", |(_, message)| message);
            if message.starts_with("error") {
                *errors.entry(name(Path::new(path))).or_default() += 1;
            }
        }
    }
    errors
}

fn name(case: &Path) -> String {
    let name = case.file_stem().and_then(|name| name.to_str());
    name.unwrap_or_default().to_owned()
}
