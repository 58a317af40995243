//! The component and the program on one end of a pair of terminals, which behaves as a serial line does.
#![cfg(unix)]

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use eap_console::SerialLine;
use serialport::{SerialPort as _, TTYPort};

/// Far more than anything here takes.
const LIMIT: Duration = Duration::from_secs(90);

const BAUD: u32 = 115_200;

/// The device at the other end, this end, and the path of this end.
fn pair() -> (TTYPort, TTYPort, String) {
    let (device, mut end) = TTYPort::pair().unwrap();
    end.set_exclusive(false).unwrap();
    let path = end.name().unwrap();
    (device, end, path)
}

/// The lines that a `SerialLine` reports, and how its read ends: with a count, or cancelled.
type Heard = (mpsc::Receiver<String>, mpsc::Receiver<Option<usize>>);

fn listen(line: &SerialLine) -> Heard {
    let (sender, lines) = mpsc::channel();
    line.read_lines_progress_changed()
        .subscribe(move |_line, e| sender.send(e.data().cloned().unwrap()).unwrap());
    let (sender, ends) = mpsc::channel();
    line.read_lines_completed()
        .subscribe(move |_line, e| sender.send(e.count().ok().copied()).unwrap());
    (lines, ends)
}

#[test]
fn each_line_is_an_incremental_result_as_soon_as_it_is_whole() {
    let (mut device, end, path) = pair();
    let line = Arc::new(SerialLine::new(path, BAUD));
    let (lines, ends) = listen(&line);
    line.read_lines_async().unwrap();

    device.write_all(b"temperature 21.5\r\nhumi").unwrap();
    assert_eq!(lines.recv_timeout(LIMIT).unwrap(), "temperature 21.5");
    device.write_all(b"dity 40\n\xff\npart").unwrap();
    assert_eq!(lines.recv_timeout(LIMIT).unwrap(), "humidity 40");
    assert_eq!(lines.recv_timeout(LIMIT).unwrap(), "\u{fffd}");

    // The device hangs up.
    drop((device, end));
    assert_eq!(lines.recv_timeout(LIMIT).unwrap(), "part");
    assert_eq!(ends.recv_timeout(LIMIT), Ok(Some(4)));
}

#[test]
fn a_cancellation_ends_a_read_that_waits() {
    let (mut device, _end, path) = pair();
    let line = Arc::new(SerialLine::new(path, BAUD));
    let (lines, ends) = listen(&line);
    line.read_lines_async().unwrap();
    device.write_all(b"ready\n").unwrap();
    assert_eq!(lines.recv_timeout(LIMIT).unwrap(), "ready");

    line.read_lines_async_cancel();

    assert_eq!(ends.recv_timeout(LIMIT), Ok(None));
}

#[test]
fn the_program_prints_lines_until_ctrl_c() {
    let (mut device, _end, path) = pair();
    let mut program = Command::new(env!("CARGO_BIN_EXE_console"))
        .args([&path, "--baud", "115200"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(program.stdout.take().unwrap()).lines();
    device.write_all(b"clear\x1b[2J\n").unwrap();
    assert_eq!(lines.next().unwrap().unwrap(), "clear\\033[2J");

    let interrupt = Command::new("kill")
        .args(["-INT", &program.id().to_string()])
        .status();

    assert!(interrupt.unwrap().success());
    assert!(lines.next().is_none());
    assert!(program.wait().unwrap().success());
}

#[test]
fn a_line_that_does_not_exist_is_an_error_that_names_it() {
    let output = Command::new(env!("CARGO_BIN_EXE_console"))
        .arg("/dev/no such line")
        .output()
        .unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(
        error.starts_with("console: '/dev/no such line': "),
        "{error}"
    );
    assert_eq!(output.status.code(), Some(1));
}
