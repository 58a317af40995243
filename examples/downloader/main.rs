//! Downloads through each face of one component in turn, from a server of its own, and prints what happens.
//!
//! ```sh
//! cargo run --release -p eap-downloader                  # events, begin and end, a future
//! cargo run --release -p eap-downloader -- --wrong-byte  # what comes is checked: this ends with exit code 1
//! ```
//!
//! * `faces/events.rs`: three at a time, with handlers on an event loop, their progress, and one that a handler cancels.
//! * `faces/begin_end.rs`: the four ways to finish what was begun.
//! * `faces/future.rs`: a future awaited beside the stream of its progress, and one that is dropped.
//!
//! The guide's page "Which face to choose" compares them.

mod check;
mod faces;

use std::error::Error;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Parser;
use clap::builder::RangedU64ValueParser;
use eap_downloader::Downloader;
use eap_downloader::server::{Fault, File, Server};
use eap_examples::say;

/// Download from a server of one's own, by events, by begin and end, and by a future.
#[derive(Parser)]
#[command(version)]
struct Options {
    /// How long the large file is
    #[arg(short, long, value_name = "BYTES", default_value_t = 1_000_000, value_parser = sizes())]
    size: usize,

    /// How many milliseconds the server pauses before each 64 KiB
    #[arg(short, long, value_name = "MS", default_value_t = 20)]
    pause: u64,

    /// Have the server send one wrong byte, to see that it is noticed
    #[arg(long)]
    wrong_byte: bool,
}

/// It is made, and kept, in memory.
fn sizes() -> RangedU64ValueParser<usize> {
    RangedU64ValueParser::new().range(..=1_000_000_000)
}

fn main() -> ExitCode {
    match run(&Options::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("downloader: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<(), Box<dyn Error>> {
    let large = File::new(options.size).slow(Duration::from_millis(options.pause));
    let server = Arc::new(Server::start([
        ("small", File::new(40_000)),
        (
            "large",
            if options.wrong_byte {
                large.with(Fault::WrongByte)
            } else {
                large
            },
        ),
        ("stalled", File::new(40_000).with(Fault::Stalled)),
    ])?);
    let downloader = Arc::new(Downloader::default());

    say!("events, on this thread's event loop");
    faces::events::download(&downloader, &server)?;
    say!("begin and end, on threads that wait");
    faces::begin_end::download(&downloader, &server)?;
    say!("a future, under a small executor");
    faces::future::download(&downloader, &server)
}
