//! Tests numbers for primality in a window, several at a time, each with a bar and a button that cancels it.
//!
//! The calculations block worker threads. Everything else happens on the window's thread: each frame runs what waits in
//! an event loop of its own, so that the handlers change what is shown without a lock.

mod calculations;
mod entry;
mod log;
mod pulse;
mod row;
mod style;
#[cfg(test)]
mod tests;
mod window;

use std::num::NonZeroUsize;
use std::process::ExitCode;
use std::thread;

use clap::Parser;
use eap_examples::primes::parse;
use eap_examples::warn;
use eframe::NativeOptions;
use eframe::egui::ViewportBuilder;

use crate::log::Log;
use crate::window::Window;

/// Test numbers for primality in a window.
#[derive(Parser)]
#[command(name = "eap-window", version)]
struct Options {
    /// Print what happens, and where in the window things are
    #[arg(long)]
    log: bool,

    /// How many threads compute [default: one less than there are cores, for the window]
    #[arg(short, long)]
    threads: Option<NonZeroUsize>,

    /// Numbers to begin with
    #[arg(value_parser = parse)]
    numbers: Vec<u64>,
}

impl Options {
    fn threads(&self) -> usize {
        let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
        self.threads.map_or((cores - 1).max(1), NonZeroUsize::get)
    }
}

/// Everything has room in it. In points of the window system, which `style::ZOOM` enlarges.
const MIN_SIZE: [f32; 2] = [480.0, 300.0];

fn main() -> ExitCode {
    let options = Options::parse();
    let native = NativeOptions {
        viewport: ViewportBuilder::default()
            .with_app_id("eap-window")
            .with_inner_size([720.0, 730.0])
            .with_min_inner_size(MIN_SIZE),
        ..NativeOptions::default()
    };
    let shown = eframe::run_native(
        "Prime numbers",
        native,
        Box::new(move |creation| {
            let log = Log::new(options.log);
            let mut window = Window::new(&creation.egui_ctx, options.threads(), log);
            window.start_all(&options.numbers);
            Ok(Box::new(window))
        }),
    );
    match shown {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            warn!("eap-window: {error}");
            ExitCode::FAILURE
        }
    }
}
