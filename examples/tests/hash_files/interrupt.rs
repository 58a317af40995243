//! Ctrl-C.
#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

use crate::{ABC, endless_file, make_fifo, text};

#[test]
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
    interrupt(&program);
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

fn interrupt(program: &std::process::Child) {
    let kill = Command::new("kill")
        .args(["-INT", &program.id().to_string()])
        .status();
    assert!(kill.unwrap().success());
}

#[test]
fn ctrl_c_prints_what_is_done_and_says_what_it_waits_for_and_again_does_not_wait() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("abc"), "abc").unwrap();
    make_fifo(&directory.path().join("fifo"));
    let mut program = Command::new(env!("CARGO_BIN_EXE_hash_files"))
        .current_dir(directory.path())
        .args(["--jobs", "2", "fifo", "abc", "missing"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stderr = BufReader::new(program.stderr.take().unwrap()).lines();
    // The missing file has begun when `abc` was done, whose line waits for that of the pipe.
    let missing = stderr.next().unwrap().unwrap();
    assert!(missing.starts_with("hash_files: missing: "), "{missing}");

    interrupt(&program);
    let waiting = stderr.next().unwrap().unwrap();
    assert_eq!(
        waiting,
        "hash_files: waiting for fifo; Ctrl-C again does not wait"
    );
    interrupt(&program);

    let output = program.wait_with_output().unwrap();
    assert_eq!(text(&output.stdout), format!("{ABC}  abc\n"));
    assert_eq!(output.status.code(), Some(130));
}
