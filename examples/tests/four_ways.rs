//! `four_ways` as a user runs it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// The SHA-256 of `abc`, from FIPS 180-2.
const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
/// The SHA-256 of nothing.
const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

fn four_ways(directory: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_four_ways"))
        .current_dir(directory)
        .args(arguments)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// A directory with the files `abc` and `empty`.
fn files() -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("abc"), "abc").unwrap();
    fs::write(directory.path().join("empty"), "").unwrap();
    directory
}

fn lines() -> [String; 2] {
    [
        format!("{ABC}  abc (3 bytes)"),
        format!("{EMPTY}  empty (0 bytes)"),
    ]
}

/// Hashes both files in that way, and returns the lines sorted.
fn hashed(way: &str) -> Vec<String> {
    let directory = files();
    let output = four_ways(directory.path(), &["--way", way, "empty", "abc"]);
    assert_eq!(text(&output.stderr), "");
    assert!(output.status.success());
    let mut lines: Vec<_> = text(&output.stdout).lines().map(str::to_owned).collect();
    lines.sort();
    lines
}

#[test]
fn one_way_is_to_block_in_end() {
    assert_eq!(hashed("end"), lines());
}

#[test]
fn one_way_is_to_wait_on_the_handles() {
    assert_eq!(hashed("wait"), lines());
}

#[test]
fn one_way_is_to_poll() {
    assert_eq!(hashed("poll"), lines());
}

#[test]
fn one_way_is_to_end_in_callbacks() {
    assert_eq!(hashed("callback"), lines());
}

#[test]
fn who_blocks_in_end_has_the_lines_in_the_order_of_the_files() {
    let directory = files();
    let arguments = ["--way", "end", "empty", "abc", "empty"];
    let output = four_ways(directory.path(), &arguments);
    let [abc, empty] = lines();
    assert_eq!(text(&output.stdout), format!("{empty}\n{abc}\n{empty}\n"));
}

#[test]
fn without_a_choice_every_way_is_taken() {
    let directory = files();
    let output = four_ways(directory.path(), &["abc"]);
    let [abc, _] = lines();
    let ways = [
        "block in End",
        "wait on the handles",
        "poll",
        "end in callbacks",
    ];
    let expected = ways.map(|way| format!("{way}:\n{abc}\n"));
    assert_eq!(text(&output.stdout), expected.concat());
    assert!(output.status.success());
}

#[test]
fn in_every_way_a_missing_file_is_reported_and_the_others_still_finish() {
    let directory = files();
    for way in ["end", "wait", "poll", "callback"] {
        let output = four_ways(directory.path(), &["--way", way, "missing", "abc"]);
        let [abc, _] = lines();
        assert_eq!(text(&output.stdout), format!("{abc}\n"), "{way}");
        let error = text(&output.stderr);
        assert!(error.starts_with("four_ways: missing: "), "{way}: {error}");
        assert_eq!(output.status.code(), Some(1), "{way}");
    }
}

#[test]
#[cfg(unix)]
fn names_are_printed_without_control_characters() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("return\rx"), "abc").unwrap();
    let output = four_ways(
        directory.path(),
        &["--way", "end", "return\rx", "esc\x1b[2J"],
    );
    assert_eq!(
        text(&output.stdout),
        format!("{ABC}  'return'$'\\r''x' (3 bytes)\n")
    );
    let error = text(&output.stderr);
    assert!(
        error.starts_with(r"four_ways: 'esc'$'\033''[2J': "),
        "{error}"
    );
}
