//! `hash_files`, as one runs it.
#![cfg_attr(not(unix), allow(unused_imports))]

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
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

#[test]
#[cfg(target_os = "linux")]
fn sha256sum_accepts_the_output_whatever_the_names() {
    let directory = tempfile::tempdir().unwrap();
    for name in ["plain", "two words", "back\\slash", "new\nline", "return\r"] {
        fs::write(directory.path().join(name), name).unwrap();
    }
    fs::write(directory.path().join("large"), vec![7; 3_000_000]).unwrap();
    let output = hash_files(directory.path(), &["."]);
    assert!(output.status.success());

    let mut check = Command::new("sha256sum")
        .args(["--check", "--strict"])
        .current_dir(directory.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    check
        .stdin
        .take()
        .unwrap()
        .write_all(&output.stdout)
        .unwrap();
    let checked = check.wait_with_output().unwrap();

    assert!(checked.status.success());
    assert_eq!(text(&checked.stdout).matches(": OK").count(), 6);
}

/// A file that takes longer than any test, and no room on the disk.
#[cfg(unix)]
fn endless_file(path: &Path) {
    fs::File::create(path).unwrap().set_len(1 << 42).unwrap();
}

#[test]
#[cfg(unix)]
fn ctrl_c_cancels_what_is_running_and_says_what() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("abc"), "abc").unwrap();
    endless_file(&directory.path().join("endless"));
    endless_file(&directory.path().join("endless too"));
    let mut program = Command::new(env!("CARGO_BIN_EXE_hash_files"))
        .current_dir(directory.path())
        .args(["--jobs", "1", "abc", "endless", "endless too"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdout = BufReader::new(program.stdout.take().unwrap());
    let mut first = String::new();
    stdout.read_line(&mut first).unwrap();
    assert_eq!(first, format!("{ABC}  abc\n"));

    // The first line was printed on the way to the second file, after Ctrl-C was taken care of.
    let interrupt = Command::new("kill")
        .args(["-INT", &program.id().to_string()])
        .status();
    assert!(interrupt.unwrap().success());
    let mut rest = String::new();
    stdout.read_to_string(&mut rest).unwrap();
    let output = program.wait_with_output().unwrap();

    assert_eq!(rest, "");
    assert_eq!(
        text(&output.stderr),
        "hash_files: endless: cancelled\nhash_files: not begun: 1 more\n"
    );
    assert_eq!(output.status.code(), Some(130));
}

#[test]
#[cfg(target_os = "linux")]
fn an_output_that_takes_no_more_ends_it_and_is_all_that_is_told() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("abc"), "abc").unwrap();
    endless_file(&directory.path().join("endless"));

    let output = Command::new(env!("CARGO_BIN_EXE_hash_files"))
        .current_dir(directory.path())
        .args(["--jobs", "2", "abc", "endless"])
        .stdout(fs::File::options().write(true).open("/dev/full").unwrap())
        .output()
        .unwrap();

    let told = text(&output.stderr);
    assert!(
        told.starts_with("hash_files: No space left on device"),
        "{told}"
    );
    assert_eq!(told.lines().count(), 1);
    assert_eq!(output.status.code(), Some(1));
}

/// Runs the program on a terminal, and gives what the terminal was sent.
#[cfg(target_os = "linux")]
fn on_a_terminal(directory: &Path, command: &str) -> String {
    let output = Command::new("script")
        .current_dir(directory)
        .args(["--quiet", "--return", "--command", command, "/dev/null"])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
#[cfg(target_os = "linux")]
fn a_terminal_shows_a_bar_for_each_file_and_one_for_the_whole() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("large"), vec![7; 50_000_000]).unwrap();

    let program = env!("CARGO_BIN_EXE_hash_files");
    let terminal = on_a_terminal(directory.path(), &format!("{program} large"));

    assert!(terminal.contains("MiB of 47.68 MiB"), "{terminal}");
    assert!(terminal.contains("% large"), "{terminal}");
    assert!(terminal.contains("% all files"), "{terminal}");
}

#[test]
#[cfg(target_os = "linux")]
fn a_pipe_shows_no_bars_even_where_the_errors_go_to_a_terminal() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("large"), vec![7; 50_000_000]).unwrap();

    let program = env!("CARGO_BIN_EXE_hash_files");
    let terminal = on_a_terminal(directory.path(), &format!("{program} large | cat"));

    assert_eq!(terminal.lines().count(), 1, "{terminal}");
    assert!(terminal.trim_end().ends_with("  large"), "{terminal}");
}

#[test]
fn no_file_at_all_is_a_mistake() {
    let directory = tempfile::tempdir().unwrap();

    let output = hash_files(directory.path(), &[] as &[&str]);

    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("Usage"));
}
