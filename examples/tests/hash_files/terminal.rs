//! The program on a terminal: what it draws, and what it keeps from it.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::{ABC, make_fifo};

/// Runs the program on a terminal, and returns what the terminal was sent.
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
fn a_pipe_shows_no_bars_even_where_the_errors_go_to_a_terminal() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("large"), vec![7; 50_000_000]).unwrap();

    let program = env!("CARGO_BIN_EXE_hash_files");
    let terminal = on_a_terminal(directory.path(), &format!("{program} large | cat"));

    assert_eq!(terminal.lines().count(), 1, "{terminal}");
    assert!(terminal.trim_end().ends_with("  large"), "{terminal}");
}

#[test]
fn a_terminal_shows_progress_when_only_the_digests_go_to_a_file() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("large"), vec![7; 50_000_000]).unwrap();

    let program = env!("CARGO_BIN_EXE_hash_files");
    let terminal = on_a_terminal(directory.path(), &format!("{program} large > sums"));

    assert!(terminal.contains("% large"), "{terminal}");
    let sums = fs::read_to_string(directory.path().join("sums")).unwrap();
    assert!(sums.ends_with("  large\n"), "{sums}");
}

#[test]
fn a_terminal_shows_a_bar_for_a_pipe_that_has_sent_nothing() {
    let directory = tempfile::tempdir().unwrap();
    make_fifo(&directory.path().join("fifo"));

    let program = env!("CARGO_BIN_EXE_hash_files");
    let command = format!("(sleep 0.5; printf abc > fifo) & {program} fifo");
    let terminal = on_a_terminal(directory.path(), &command);

    assert!(terminal.contains("0 B"), "{terminal}");
    assert!(terminal.contains(&format!("{ABC}  fifo")), "{terminal}");
}

#[test]
fn a_terminal_gets_no_control_character_of_a_name() {
    let directory = tempfile::tempdir().unwrap();
    for name in ["esc\x1b[7J", "bell\x07"] {
        fs::write(directory.path().join(name), "abc").unwrap();
    }

    let program = env!("CARGO_BIN_EXE_hash_files");
    let terminal = on_a_terminal(
        directory.path(),
        &format!("{program} . \"$(printf 'gone\\033[7J')\"; true"),
    );

    assert!(terminal.contains(r"  ./esc\033[7J"), "{terminal}");
    assert!(
        terminal.contains(r"'gone'$'\033''[7J': No such file"),
        "{terminal}"
    );
    assert!(
        !terminal.contains("\x1b[7J") && !terminal.contains('\x07'),
        "{terminal}"
    );
}
