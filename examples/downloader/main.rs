//! Downloads URLs; or, without a URL, shows each face of the component in turn with a server of its own.
//!
//! ```sh
//! cargo run --release -p eap-downloader -- http://127.0.0.1:8000/file
//! cargo run --release -p eap-downloader                  # events, begin and end, a future, callbacks
//! cargo run --release -p eap-downloader -- --wrong-byte  # what comes is checked: this ends with exit code 1
//! ```
//!
//! * `urls.rs`: several URLs at a time, each into a file, until Ctrl-C cancels them.
//! * `faces/events.rs`: three at a time, with handlers on an event loop, their progress, and one that a handler cancels.
//! * `faces/begin_end.rs`: the four ways to finish what was begun.
//! * `faces/future.rs`: a future awaited beside the stream of its progress, and one that is dropped.
//! * `faces/then.rs`: a callback function for each download, and a handle that cancels one.
//!
//! The guide's page "Which face to choose" compares them.

mod check;
mod faces;
mod urls;

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Parser;
use clap::builder::RangedU64ValueParser;
use eap_downloader::Downloader;
use eap_downloader::server::{Fault, File, PIECE, Server};
use eap_examples::{say, warn};

/// Download URLs; or, without a URL, show each face of the component with a server of its own.
#[derive(Parser)]
#[command(name = "downloader", version)]
struct Options {
    /// What to download
    urls: Vec<String>,

    /// The file to write, `-` for standard output [default: named like the URL, in this folder]
    #[arg(short, long, requires = "urls")]
    output: Option<PathBuf>,

    /// How many seconds a server may be silent
    #[arg(short, long, value_name = "S", default_value_t = 30)]
    timeout: u64,

    /// How long the large file of the own server is
    #[arg(short, long, value_name = "BYTES", default_value_t = 1_000_000, value_parser = sizes())]
    #[arg(conflicts_with = "urls")]
    size: usize,

    /// How many milliseconds the own server pauses before each 64 KiB
    #[arg(
        short,
        long,
        value_name = "MS",
        default_value_t = 20,
        conflicts_with = "urls"
    )]
    pause: u64,

    /// Have the own server send one wrong byte, to see that it is noticed
    #[arg(long, conflicts_with = "urls")]
    wrong_byte: bool,
}

/// It is made, and kept, in memory.
fn sizes() -> RangedU64ValueParser<usize> {
    RangedU64ValueParser::new().range(..=1_000_000_000)
}

fn main() -> ExitCode {
    let options = Options::parse();
    let done = if options.urls.is_empty() {
        show_faces(&options)
    } else {
        let silence = Duration::from_secs(options.timeout);
        urls::download(&options.urls, options.output.as_deref(), silence)
    };
    done.unwrap_or_else(|error| {
        warn!("downloader: {error}");
        ExitCode::FAILURE
    })
}

fn show_faces(options: &Options) -> Result<ExitCode, Box<dyn Error>> {
    let pause = Duration::from_millis(options.pause);
    let large = File::new(options.size).slow(pause);
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
    let silence = Duration::from_secs(options.timeout).saturating_add(pause);
    let downloader = Arc::new(Downloader::default().with_silence(silence));
    let limit = limit(options.size, pause, silence);

    say!("events, on this thread's event loop");
    faces::events::download(&downloader, &server, limit)?;
    say!("begin and end, on threads that wait");
    faces::begin_end::download(&downloader, &server, limit)?;
    say!("a future, under a small executor");
    faces::future::download(&downloader, &server, limit)?;
    say!("callback functions, on this thread's event loop");
    faces::then::download(&downloader, &server)?;
    Ok(ExitCode::SUCCESS)
}

/// Longer than the server takes for the large file, at a second for each megabyte and a silence.
fn limit(size: usize, pause: Duration, silence: Duration) -> Duration {
    let pieces = u32::try_from(size.div_ceil(PIECE)).unwrap_or(u32::MAX);
    let sending = Duration::from_secs(size as u64 / 1_000_000);
    let pauses = pause.saturating_mul(pieces);
    pauses.saturating_add(sending).saturating_add(silence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_is_longer_than_the_pauses_that_the_options_ask_for() {
        let options = Options::parse_from(["downloader", "--size=1000000", "--pause=40000"]);
        let pause = Duration::from_millis(options.pause);
        let sixteen_pauses = 16 * pause;
        assert!(limit(options.size, pause, Duration::ZERO) >= sixteen_pauses);
    }

    #[test]
    fn no_option_overflows_the_limit() {
        limit(1_000_000_000, Duration::MAX, Duration::MAX);
    }
}
