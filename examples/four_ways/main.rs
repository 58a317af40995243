//! Calls a synchronous method in an asynchronous manner, and finishes in each of the four ways of the `IAsyncResult`
//! pattern.

mod hasher;
mod ways;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, ValueEnum};
use eap_examples::{say, warn};
use eap_runtime::InvokeError;

use crate::hasher::FileHasher;

/// Print the SHA-256 and the size of files, all of which are read at the same time.
#[derive(Parser)]
#[command(name = "four_ways", version)]
struct Options {
    /// How to finish [default: in each way, one after the other]
    #[arg(short, long)]
    way: Option<Way>,

    /// Files
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Way {
    /// Block in End
    End,
    /// Wait on the handles
    Wait,
    /// Poll
    Poll,
    /// End in callbacks
    Callback,
}

impl Way {
    fn title(self) -> &'static str {
        match self {
            Self::End => "block in End",
            Self::Wait => "wait on the handles",
            Self::Poll => "poll",
            Self::Callback => "end in callbacks",
        }
    }

    fn take(self, hasher: &Arc<FileHasher>, files: &[PathBuf]) -> Result<bool, InvokeError> {
        match self {
            Self::End => ways::block_in_end(hasher, files),
            Self::Wait => ways::wait_on_the_handles(hasher, files),
            Self::Poll => ways::poll(hasher, files),
            Self::Callback => ways::end_in_callbacks(hasher, files),
        }
    }
}

fn main() -> ExitCode {
    let options = Options::parse();
    match run(&options) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            warn!("four_ways: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<bool, InvokeError> {
    let hasher = Arc::new(FileHasher::default());
    if let Some(way) = options.way {
        return way.take(&hasher, &options.files);
    }
    let mut all_well = true;
    for way in Way::value_variants() {
        say!("{}:", way.title());
        all_well &= way.take(&hasher, &options.files)?;
    }
    Ok(all_well)
}
