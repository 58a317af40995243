//! Sums that are checked, by `sha256sum` and by the program itself.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use crate::{ABC, EMPTY, hash_files, text, with_input};

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

#[test]
fn sums_that_it_printed_are_checked_whatever_the_names() {
    let directory = tempfile::tempdir().unwrap();
    let names: &[&str] = if cfg!(unix) {
        &["back\\slash", "new\nline", "plain", "two words"]
    } else {
        &["plain", "two words"]
    };
    for name in names {
        fs::write(directory.path().join(name), name).unwrap();
    }
    let sums = hash_files(directory.path(), names).stdout;

    let output = with_input(directory.path(), &["--check", "-"], &sums);

    assert_eq!(text(&output.stderr), "");
    let verdicts = text(&output.stdout);
    assert!(verdicts.contains("two words: OK\n"), "{verdicts}");
    assert_eq!(verdicts.matches(": OK\n").count(), names.len());
    assert!(output.status.success());
}

#[test]
fn a_check_tells_what_has_changed_what_is_missing_and_what_is_not_a_sum() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("abc"), "abc").unwrap();
    let sums = format!("{ABC} *abc\n{EMPTY}  abc\nnonsense\n{ABC}  missing\n");
    fs::write(directory.path().join("sums"), sums).unwrap();

    let output = hash_files(directory.path(), &["--check", "sums"]);

    assert_eq!(
        text(&output.stdout),
        "abc: OK\nabc: FAILED\nmissing: FAILED open or read\n"
    );
    let error = text(&output.stderr);
    for part in [
        "sums: improperly formatted lines: 1\n",
        "missing: ",
        "1 of 3 checksums did NOT match\n",
    ] {
        assert!(error.contains(part), "{error}");
    }
    assert_eq!(output.status.code(), Some(1));
}
