//! Prints the SHA-256 of files and folders as `sha256sum` does, several at a time, or checks them.
//!
//! The hashing blocks worker threads. Everything else happens on the main thread: its event loop runs the handlers of the
//! component's events, so that the program's state needs no lock.

mod bars;
mod files;
mod hasher;
mod interrupt;
mod report;
mod session;
mod sums;
mod terminal;

use std::ffi::OsString;
use std::io::{self, Read as _};
use std::num::NonZeroUsize;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use clap::Parser;
use clap::builder::OsStringValueParser;
use eap_examples::output::quoted;
use eap_examples::warn;
use eap_runtime::EventLoop;

use crate::files::{File, find};
use crate::interrupt::{INTERRUPTED, Interrupt};
use crate::session::Session;

/// Print the SHA-256 of files, in the format of sha256sum, or check them.
#[derive(Parser)]
#[command(name = "hash_files", version)]
struct Options {
    /// Read SHA-256 sums from the files, and check them
    #[arg(short, long)]
    check: bool,

    /// How many files are hashed at a time [default: the number of cores]
    #[arg(short, long, value_name = "N")]
    jobs: Option<NonZeroUsize>,

    /// Files, folders whose files are hashed, and `-` for standard input
    #[arg(required = true, value_parser = OsStringValueParser::new())]
    paths: Vec<OsString>,
}

/// How long what was cancelled may take to end before the program says what it waits for.
const PATIENCE: Duration = Duration::from_millis(300);

fn main() -> ExitCode {
    run(&Options::parse()).unwrap_or_else(|error| {
        warn!("hash_files: {error}");
        ExitCode::FAILURE
    })
}

fn run(options: &Options) -> io::Result<ExitCode> {
    let jobs = options
        .jobs
        .or_else(|| thread::available_parallelism().ok())
        .map_or(1, NonZeroUsize::get);
    let (files, errors) = if options.check {
        listed(&options.paths)
    } else {
        find(&options.paths)
    };
    for error in &errors {
        warn!("hash_files: {error}");
    }

    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let session = Session::start(files, jobs);
    let interrupt = Interrupt::listen(&event_loop)?;
    session.stop_at(&interrupt);
    while !event_loop.run_for(PATIENCE) {
        session.say_what_is_awaited();
    }

    let end = session.end()?;
    Ok(if end.interrupted {
        ExitCode::from(INTERRUPTED)
    } else if errors.is_empty() && !end.failed {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The files that are listed in files of sums, and what is wrong with those, as messages.
fn listed(paths: &[OsString]) -> (Vec<File>, Vec<String>) {
    let mut files = Vec::new();
    let mut errors = Vec::new();
    for path in paths {
        let sums = match read(path) {
            Ok(sums) => sums,
            Err(error) => {
                errors.push(format!("{}: {error}", quoted(path)));
                continue;
            }
        };
        let before = files.len();
        let mut malformed = 0;
        for line in sums.split(|byte| *byte == b'\n') {
            if line.is_empty() || line.starts_with(b"#") {
                continue;
            }
            match sums::parse(line) {
                Some((digest, name)) => files.push(File::new(name.into(), Some(digest))),
                None => malformed += 1,
            }
        }
        let path = quoted(path);
        if files.len() == before {
            errors.push(format!(
                "{path}: no properly formatted checksum lines found"
            ));
        } else if malformed > 0 {
            warn!("hash_files: {path}: improperly formatted lines: {malformed}");
        }
    }
    (files, errors)
}

fn read(path: &OsString) -> io::Result<Vec<u8>> {
    if path != "-" {
        return std::fs::read(path);
    }
    let mut sums = Vec::new();
    io::stdin().read_to_end(&mut sums)?;
    Ok(sums)
}
