//! A component that reads a serial line, or another terminal, for as long as it is wanted. Each line of text is an
//! incremental result, and a cancellation ends a read that waits.
#![cfg(unix)]

use std::fs::File;
use std::io::{self, ErrorKind, PipeReader, Read as _};
use std::path::PathBuf;

use eap_runtime::{CancellationToken, Events, Progress, event_async};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::fs::{Mode, OFlags, open};
use rustix::io::Errno;
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};

/// A serial line, such as `/dev/ttyUSB0`.
pub struct SerialLine {
    path: PathBuf,
    baud: u32,
    events: Events<Self>,
}

/// What is kept of a line of text at the most. The rest is the next line.
const LONGEST_LINE: usize = 4096;

impl SerialLine {
    /// The line at `path`, which carries `baud` bits a second.
    pub fn new(path: impl Into<PathBuf>, baud: u32) -> Self {
        Self {
            path: path.into(),
            baud,
            events: Events::new(),
        }
    }

    fn open(&self) -> io::Result<File> {
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let line = open(&self.path, flags, Mode::empty())?;
        let mut settings = tcgetattr(&line)?;
        settings.make_raw();
        settings.set_speed(self.baud)?;
        tcsetattr(&line, OptionalActions::Now, &settings)?;
        Ok(File::from(line))
    }
}

#[event_async]
impl SerialLine {
    /// Reads lines of text until the other end hangs up, and returns their number.
    ///
    /// # Errors
    ///
    /// When there is no such line, and when cancelled.
    #[event_async(result = count)]
    pub fn read_lines(
        &self,
        #[cancel] cancel: &CancellationToken,
        #[progress] progress: &Progress<String>,
    ) -> io::Result<usize> {
        let mut line = self.open()?;
        let (woken, waker) = io::pipe()?;
        // The pipe is readable as soon as its other end is closed.
        let _registration = cancel.register(move || drop(waker));

        let mut text = Vec::new();
        let mut count = 0;
        let mut chunk = [0; 1024];
        loop {
            wait(&line, &woken)?;
            cancel.check()?;
            let read = match line.read(&mut chunk) {
                Ok(read) => read,
                Err(error) if error.kind() == ErrorKind::WouldBlock => continue,
                // A terminal whose other end is closed says so.
                Err(error) if error.raw_os_error() == Some(Errno::IO.raw_os_error()) => 0,
                Err(error) => return Err(error),
            };
            for byte in &chunk[..read] {
                if *byte != b'\n' {
                    text.push(*byte);
                }
                if *byte == b'\n' || text.len() == LONGEST_LINE {
                    report(&mut text, &mut count, progress);
                }
            }
            if read == 0 {
                if !text.is_empty() {
                    report(&mut text, &mut count, progress);
                }
                return Ok(count);
            }
        }
    }
}

/// Waits until the line has something to read, or the pipe is closed.
fn wait(line: &File, woken: &PipeReader) -> io::Result<()> {
    let mut both = [
        PollFd::new(line, PollFlags::IN),
        PollFd::new(woken, PollFlags::IN),
    ];
    match poll(&mut both, None) {
        Ok(_) | Err(Errno::INTR) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

fn report(text: &mut Vec<u8>, count: &mut usize, progress: &Progress<String>) {
    let line = String::from_utf8_lossy(text);
    progress.report_data(line.trim_end_matches('\r').to_owned());
    text.clear();
    *count += 1;
}
