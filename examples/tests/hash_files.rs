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

#[cfg(unix)]
fn interrupt(program: &std::process::Child) {
    let kill = Command::new("kill")
        .args(["-INT", &program.id().to_string()])
        .status();
    assert!(kill.unwrap().success());
}

#[test]
#[cfg(unix)]
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

#[test]
#[cfg(unix)]
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

/// Runs the program on a terminal, and returns what the terminal was sent.
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
#[cfg(target_os = "linux")]
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
#[cfg(target_os = "linux")]
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
#[cfg(target_os = "linux")]
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

#[test]
fn no_file_at_all_is_a_mistake() {
    let directory = tempfile::tempdir().unwrap();

    let output = hash_files(directory.path(), &[] as &[&str]);

    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("Usage"));
}
