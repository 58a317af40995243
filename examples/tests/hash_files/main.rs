//! `hash_files` as a user runs it.

mod interrupt;
mod sums;
mod terminal;

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The SHA-256 of `abc`, from FIPS 180-2.
const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

/// The SHA-256 of nothing.
const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

fn hash_files(directory: &Path, arguments: &[impl AsRef<OsStr>]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_hash_files"))
        .current_dir(directory)
        .args(arguments)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn files_are_hashed_in_the_order_given() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("abc"), "abc").unwrap();
    fs::write(directory.path().join("empty"), "").unwrap();

    let output = hash_files(directory.path(), &["empty", "abc", "empty"]);

    assert_eq!(
        text(&output.stdout),
        format!("{EMPTY}  empty\n{ABC}  abc\n{EMPTY}  empty\n")
    );
    assert_eq!(text(&output.stderr), "");
    assert!(output.status.success());
}

#[test]
fn the_files_of_a_folder_are_hashed_sorted_and_at_any_depth() {
    let directory = tempfile::tempdir().unwrap();
    fs::create_dir_all(directory.path().join("folder/deeper")).unwrap();
    fs::write(directory.path().join("folder/z"), "abc").unwrap();
    fs::write(directory.path().join("folder/deeper/a"), "").unwrap();

    let output = hash_files(directory.path(), &["folder"]);

    assert_eq!(
        text(&output.stdout),
        format!("{EMPTY}  folder/deeper/a\n{ABC}  folder/z\n")
    );
}

#[test]
fn a_missing_file_is_reported_by_name_and_the_others_still_finish() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("abc"), "abc").unwrap();

    let output = hash_files(directory.path(), &["missing", "abc"]);

    assert_eq!(text(&output.stdout), format!("{ABC}  abc\n"));
    let error = text(&output.stderr);
    assert!(error.starts_with("hash_files: missing: "), "{error}");
    assert_eq!(error.lines().count(), 1, "{error}");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
#[cfg(target_os = "linux")]
fn an_unreadable_file_is_reported_by_name() {
    let directory = tempfile::tempdir().unwrap();

    // To read a process's memory from its start fails whoever one is, even root.
    let output = hash_files(directory.path(), &["/proc/self/mem"]);

    let error = text(&output.stderr);
    assert!(error.starts_with("hash_files: /proc/self/mem: "), "{error}");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn more_files_than_jobs_are_all_hashed() {
    let directory = tempfile::tempdir().unwrap();
    let names: Vec<String> = (0..100).map(|number: u32| format!("{number:03}")).collect();
    for name in &names {
        fs::write(directory.path().join(name), "abc").unwrap();
    }

    let output = hash_files(directory.path(), &["--jobs", "3", "."]);

    let expected: Vec<String> = names
        .iter()
        .map(|name| format!("{ABC}  ./{name}"))
        .collect();
    assert_eq!(text(&output.stdout).lines().collect::<Vec<_>>(), expected);
}

/// A file that takes longer than any test, and no room on the disk.
#[cfg(unix)]
fn endless_file(path: &Path) {
    fs::File::create(path).unwrap().set_len(1 << 42).unwrap();
}

#[test]
#[cfg(target_os = "linux")]
fn an_output_that_takes_no_more_ends_it_and_is_all_that_is_reported() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("abc"), "abc").unwrap();
    endless_file(&directory.path().join("endless"));

    let output = Command::new(env!("CARGO_BIN_EXE_hash_files"))
        .current_dir(directory.path())
        .args(["--jobs", "2", "abc", "endless"])
        .stdout(fs::File::options().write(true).open("/dev/full").unwrap())
        .output()
        .unwrap();

    let error = text(&output.stderr);
    assert!(
        error.starts_with("hash_files: No space left on device"),
        "{error}"
    );
    assert_eq!(error.lines().count(), 1);
    assert_eq!(output.status.code(), Some(1));
}

#[cfg(unix)]
fn make_fifo(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

#[test]
#[cfg(target_os = "linux")]
fn an_error_output_that_is_closed_or_full_ends_nothing() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("abc"), "abc").unwrap();
    let (reader, closed) = std::io::pipe().unwrap();
    drop(reader);
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    for stderr in [Stdio::from(closed), Stdio::from(full)] {
        let missing = (0..200).map(|number: u32| format!("missing {number}"));
        let output = Command::new(env!("CARGO_BIN_EXE_hash_files"))
            .current_dir(directory.path())
            .args(missing)
            .arg("abc")
            .stderr(stderr)
            .output()
            .unwrap();
        assert_eq!(text(&output.stdout), format!("{ABC}  abc\n"));
        assert_eq!(output.status.code(), Some(1));
    }
}

#[test]
#[cfg(target_os = "linux")]
fn more_files_at_a_time_than_descriptors_wait_for_each_other() {
    let directory = tempfile::tempdir().unwrap();
    for number in 0..60 {
        fs::write(
            directory.path().join(format!("{number:02}")),
            vec![7; 300_000],
        )
        .unwrap();
    }

    let output = Command::new("sh")
        .current_dir(directory.path())
        .args(["-c", "ulimit -n 12; exec \"$0\" -j 20 ."])
        .arg(env!("CARGO_BIN_EXE_hash_files"))
        .output()
        .unwrap();

    assert_eq!(text(&output.stderr), "");
    assert_eq!(text(&output.stdout).lines().count(), 60);
    assert!(output.status.success());
}

/// Runs the program with something to read.
fn with_input(directory: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_hash_files"))
        .current_dir(directory)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    program.stdin.take().unwrap().write_all(input).unwrap();
    program.wait_with_output().unwrap()
}

#[test]
fn a_dash_is_standard_input() {
    let directory = tempfile::tempdir().unwrap();
    let output = with_input(directory.path(), &["-"], b"abc");
    assert_eq!(text(&output.stdout), format!("{ABC}  -\n"));
    assert!(output.status.success());
}

#[test]
fn an_empty_name_is_an_error_of_that_name() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("abc"), "abc").unwrap();

    let output = hash_files(directory.path(), &["", "abc"]);

    assert_eq!(text(&output.stdout), format!("{ABC}  abc\n"));
    let error = text(&output.stderr);
    assert!(error.starts_with("hash_files: '': "), "{error}");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn the_version_names_the_program() {
    let output = hash_files(Path::new("."), &["--version"]);
    assert!(text(&output.stdout).starts_with("hash_files "));
}

#[test]
fn no_file_at_all_is_a_mistake() {
    let directory = tempfile::tempdir().unwrap();

    let output = hash_files(directory.path(), &[] as &[&str]);

    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("Usage"));
}
