//! Prints the SHA-256 of files and folders as `sha256sum` does, several at a time.
//!
//! The hashing blocks worker threads. Everything else happens on the main thread: its event loop gets the component's
//! events, so the program's state needs no lock.

mod bars;
mod files;
mod hasher;
mod report;
mod session;

use std::io;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use clap::Parser;
use eap_runtime::EventLoop;

use crate::files::find;
use crate::session::Session;

/// Print the SHA-256 of files, in the format of sha256sum.
#[derive(Parser)]
#[command(version)]
struct Options {
    /// How many files are hashed at a time [default: the number of cores]
    #[arg(short, long, value_name = "N")]
    jobs: Option<NonZeroUsize>,

    /// Files, and folders whose files are hashed
    #[arg(required = true)]
    paths: Vec<PathBuf>,
}

/// As a shell tells it of a program that Ctrl-C ended.
const INTERRUPTED: u8 = 130;

fn main() -> ExitCode {
    match run(&Options::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("hash_files: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> io::Result<ExitCode> {
    let jobs = options
        .jobs
        .or_else(|| thread::available_parallelism().ok())
        .map_or(1, NonZeroUsize::get);

    let event_loop = EventLoop::new();
    let _current = event_loop.enter();

    let (files, unreadable) = find(&options.paths);
    for error in &unreadable {
        eprintln!("hash_files: {error}");
    }
    let session = Session::start(files, jobs);

    let interrupt = session.on_interrupt();
    let context = event_loop.context();
    let asked_before = AtomicBool::new(false);
    ctrlc::set_handler(move || {
        if asked_before.swap(true, Ordering::Relaxed) {
            // Something blocks for good, such as a pipe that nobody writes to.
            std::process::exit(INTERRUPTED.into());
        }
        // The signal's own thread only posts: what it asks for happens on the main one.
        context.post(Box::new(interrupt.clone()));
    })
    .map_err(io::Error::other)?;

    event_loop.run();
    let end = session.end()?;
    Ok(if end.interrupted {
        ExitCode::from(INTERRUPTED)
    } else if end.failed || !unreadable.is_empty() {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}
