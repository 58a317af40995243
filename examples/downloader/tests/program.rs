//! `downloader`, as one runs it.

use std::process::{Command, Output};

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
