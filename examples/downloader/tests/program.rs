//! `downloader` as a user runs it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use eap_downloader::server::{Fault, File, Server};

fn downloader(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_downloader"))
        .args(arguments)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn every_face_downloads_what_was_promised() {
    let output = downloader(&["--size", "500000", "--pause", "1"]);

    assert_eq!(text(&output.stderr), "");
    let stdout = text(&output.stdout);
    let lines: Vec<_> = stdout.lines().collect();
    let [events, begin_end, future] = [
        "events, on this thread's event loop",
        "begin and end, on threads that wait",
        "a future, under a small executor",
    ]
    .map(|face| lines.iter().position(|line| *line == face).unwrap());
    let whole = |lines: &[&str], start: &str| lines.iter().any(|line| line.starts_with(start));

    let lines_of_events = &lines[events..begin_end];
    assert!(whole(lines_of_events, "  small: 40000 bytes, "), "{stdout}");
    assert!(
        whole(lines_of_events, "  large: 500000 bytes, "),
        "{stdout}"
    );
    assert!(
        whole(lines_of_events, "  large: 100 %, 500000 bytes"),
        "{stdout}"
    );
    assert!(whole(lines_of_events, "  stalled: cancelled"), "{stdout}");

    let lines_of_begin_end = &lines[begin_end..future];
    for way in [
        "  blocked in End: small: 40000 bytes, ",
        "  waited for both: small: 40000 bytes, ",
        "  waited for both: large: 500000 bytes, ",
        "  polled: large: 500000 bytes, ",
        "  called back: small: 40000 bytes, ",
    ] {
        assert!(whole(lines_of_begin_end, way), "{way:?} in {stdout}");
    }

    let lines_of_future = &lines[future..];
    assert!(
        whole(lines_of_future, "  large: 100 %, 500000 bytes"),
        "{stdout}"
    );
    assert!(
        whole(lines_of_future, "  large: 500000 bytes, "),
        "{stdout}"
    );
    assert!(whole(lines_of_future, "  stalled: dropped, "), "{stdout}");
    assert!(output.status.success());
}

#[test]
fn a_wrong_byte_is_noticed() {
    let output = downloader(&["--pause", "0", "--wrong-byte"]);

    let error = text(&output.stderr);
    assert!(
        error.starts_with("downloader: http://127.0.0.1:"),
        "{error}"
    );
    assert!(error.contains("/large: SHA-256 "), "{error}");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn an_empty_file_is_downloaded_too() {
    let output = downloader(&["--size", "0"]);

    assert!(text(&output.stdout).contains("  large: 0 bytes, "));
    assert!(output.status.success());
}

#[test]
fn a_size_that_no_memory_holds_is_refused() {
    let output = downloader(&["--size", "99999999999999"]);

    assert!(text(&output.stderr).contains("99999999999999 is not in 0..=1000000000"));
    assert_eq!(output.status.code(), Some(2));
}

fn downloader_in(directory: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_downloader"))
        .current_dir(directory)
        .args(arguments)
        .output()
        .unwrap()
}

#[test]
fn urls_are_downloaded_into_files_named_like_them() {
    let directory = tempfile::tempdir().unwrap();
    let (one, two) = (File::new(100_000), File::new(7));
    let server = Server::start([("one", one), ("two", two)]).unwrap();

    let output = downloader_in(directory.path(), &[&server.url("one"), &server.url("two")]);

    assert_eq!(text(&output.stderr), "");
    for (name, file) in [("one", one), ("two", two)] {
        let line = format!("{name}: {} bytes\n", file.length());
        assert!(text(&output.stdout).contains(&line));
        assert!(fs::read(directory.path().join(name)).unwrap() == file.content());
    }
    assert!(output.status.success());
}

#[test]
fn a_url_is_downloaded_to_standard_output() {
    let file = File::new(100_000);
    let server = Server::start([("one", file)]).unwrap();
    let output = downloader(&[&server.url("one"), "--output", "-"]);
    assert!(output.stdout == file.content());
    assert!(output.status.success());
}

#[test]
fn a_file_is_not_overwritten_unless_it_is_named() {
    let directory = tempfile::tempdir().unwrap();
    let kept = directory.path().join("one");
    fs::write(&kept, "kept").unwrap();
    let server = Server::start([("one", File::new(7))]).unwrap();
    let url = server.url("one");

    let output = downloader_in(directory.path(), &[&url]);

    assert!(text(&output.stderr).starts_with("downloader: one: "));
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(fs::read(&kept).unwrap(), b"kept");

    assert!(
        downloader_in(directory.path(), &[&url, "--output", "one"])
            .status
            .success()
    );
    assert_eq!(fs::read(&kept).unwrap().len(), 7);
}

#[test]
fn a_url_that_fails_is_named_and_the_others_still_finish() {
    let directory = tempfile::tempdir().unwrap();
    let server = Server::start([("one", File::new(7))]).unwrap();
    let missing = server.url("missing");

    let output = downloader_in(directory.path(), &[&missing, &server.url("one")]);

    let error = format!("downloader: {missing}: http status: 404\n");
    assert_eq!(text(&output.stderr), error);
    assert_eq!(text(&output.stdout), "one: 7 bytes\n");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_server_may_be_silent_as_long_as_the_option_says() {
    let directory = tempfile::tempdir().unwrap();
    let server = Server::start([("one", File::new(7).with(Fault::Stalled))]).unwrap();
    let url = server.url("one");

    let output = downloader_in(directory.path(), &[&url, "--timeout", "1"]);

    let error = text(&output.stderr);
    assert!(error.contains("timeout"), "{error}");
    assert!(!directory.path().join("one").exists());
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_pause_that_is_longer_than_the_timeout_is_part_of_the_limits() {
    // Two pieces: the first face alone takes longer than the timeout.
    let output = downloader(&["--size", "70000", "--pause", "1100", "--timeout", "1"]);
    assert_eq!(text(&output.stderr), "");
    assert!(output.status.success());
}

#[test]
#[cfg(unix)]
fn ctrl_c_cancels_a_download() {
    let directory = tempfile::tempdir().unwrap();
    // It accepts a connection, and never answers.
    let server = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/one", server.local_addr().unwrap());
    let program = Command::new(env!("CARGO_BIN_EXE_downloader"))
        .current_dir(directory.path())
        .arg(&url)
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let _connection = server.accept().unwrap();

    let kill = Command::new("kill")
        .args(["-INT", &program.id().to_string()])
        .status();
    assert!(kill.unwrap().success());

    let output = program.wait_with_output().unwrap();
    assert_eq!(
        text(&output.stderr),
        format!("downloader: {url}: cancelled\n")
    );
    assert_eq!(output.status.code(), Some(130));
}
